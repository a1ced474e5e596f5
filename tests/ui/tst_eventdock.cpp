// SPDX-License-Identifier: GPL-3.0-or-later
// The event log's switch for queries and its options, in the real window.
#include "tests/support/eventually.h"
#include "tests/ui/windowfixture.h"

#include <QCheckBox>
#include <QComboBox>

#include <memory>

using namespace poolwart;
using namespace Qt::StringLiterals;

class TestEventDock : public QObject
{
    Q_OBJECT

private:
    TestSurroundings m_surroundings;
    std::unique_ptr<TestServer> m_server;

    static QStringList queries(const WindowFixture &fixture)
    {
        const QAbstractItemModel *lines = fixture.find<QTableView>("eventView")->model();
        QStringList found;
        for (int row = 0; row < lines->rowCount(); ++row) {
            QStringList cells;
            for (int column = 0; column < lines->columnCount(); ++column)
                cells.append(lines->index(row, column).data().toString());
            if (cells.last().contains(u"SELECT"_s) && cells.last().startsWith(u"query"_s))
                found.append(cells.join(u' '));
        }
        return found;
    }

private Q_SLOTS:
    void initTestCase() { m_server = std::make_unique<TestServer>(); }
    void cleanupTestCase() { m_server.reset(); }
    void init() { TestSurroundings::failOnWarning(); }

    void queriesAreLoggedOfTheChosenPoolAndShowTheirLiteralsOnlyWhenAsked()
    {
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), uniformPlan(2, 2));
        auto *pool = fixture.find<QComboBox>("eventPool");
        pool->setFocus();
        QTest::keyClick(pool, Qt::Key_End);
        QCOMPARE(pool->currentText(), u"pool-2"_s);
        fixture.trigger("logOneOf100");
        fixture.trigger("logOfPool");
        QTest::mouseClick(fixture.find<QCheckBox>("logQueries"), Qt::LeftButton, {},
                          {5, fixture.find<QCheckBox>("logQueries")->height() / 2});
        const PoolId second = fixture.session.plan().pools[1].id;
        QCOMPARE(fixture.session.queryLog(), (QueryLogging{.isOn = true, .oneIn = 100, .pools = {second}, .showsParameters = false}));

        fixture.startTraffic("SELECT 'hidden'", 2);
        EVENTUALLY(queries(fixture).size() > 3);
        for (const QString &line : queries(fixture))
            QVERIFY2(line.contains(u"pool-2"_s) && line.contains(u"SELECT '…'"_s) && !line.contains(u"hidden"_s), qPrintable(line));

        fixture.trigger("logParameters");
        EVENTUALLY(queries(fixture).last().contains(u"SELECT 'hidden'"_s));
        fixture.trigger("logOfPool");
        QVERIFY(fixture.session.queryLog().pools.empty());
        QTest::mouseClick(fixture.find<QCheckBox>("logQueries"), Qt::LeftButton, {},
                          {5, fixture.find<QCheckBox>("logQueries")->height() / 2});
        QVERIFY(!fixture.session.queryLogging());
        QVERIFY(fixture.session.queryLog().showsParameters); // for the next time
    }
};

QTEST_MAIN(TestEventDock)
#include "tst_eventdock.moc"
