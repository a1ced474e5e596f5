// SPDX-License-Identifier: GPL-3.0-or-later
// A configuration that is dropped on the real window becomes its plan, with a report of what was not understood.
#include "tests/ui/windowfixture.h"

#include <QClipboard>
#include <QDialog>
#include <QDropEvent>
#include <QMimeData>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTreeWidget>
#include <QUndoStack>

using namespace poolwart;
using namespace Qt::StringLiterals;

namespace {

struct ImportFixture : WindowFixture
{
    QTemporaryDir folder;

    QString put(const QString &name, const QByteArray &content) const
    {
        QFile file(folder.filePath(name));
        if (!file.open(QFile::WriteOnly) || file.write(content) != content.size())
            qFatal("Cannot write %s", qPrintable(file.fileName()));
        return file.fileName();
    }

    void drop(const QString &path)
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier); // Qt drops where it entered
        QApplication::sendEvent(&window, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent event(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&window, &event);
    }
};

constexpr const char *ini = "[databases]\nshop = host=db pool_size=7 colour=red\nrest = host=db pool_size=3\n[pgbouncer]\nserver_lifetime = 90\n";

} // namespace

class TestImport : public QObject
{
    Q_OBJECT

    TestSurroundings m_surroundings;

private Q_SLOTS:
    void init() { TestSurroundings::failOnWarning(); }

    void aDroppedConfigurationIsTheNewPlanWithAReport()
    {
        ImportFixture fixture;
        fixture.drop(fixture.put(u"pgbouncer.ini"_s, ini));
        const Plan &plan = fixture.session.plan();
        QCOMPARE(plan.pools.size(), std::size_t(2));
        QCOMPARE(plan.pools[0].slots, 7);
        QCOMPARE(plan.pools[1].name, std::string("rest"));
        QVERIFY(!fixture.session.undoStack()->canUndo());
        auto *report = fixture.find<QDialog>("importReport");
        QVERIFY(report->isVisible() && !report->isModal());
        const QTreeWidgetItem *first = report->findChild<QTreeWidget *>(u"importRemarks"_s)->topLevelItem(0);
        QCOMPARE(first->text(0), u"2"_s);
        QCOMPARE(first->text(1), u"colour"_s);
        QTest::mouseClick(report->findChild<QPushButton *>(u"copyReport"_s), Qt::LeftButton);
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"2\tcolour\tnot understood\t"_s));
    }

    void aRefusedConfigurationLeavesThePlanAndSaysWhere()
    {
        ImportFixture fixture;
        const Plan before = fixture.session.plan();
        fixture.drop(fixture.put(u"pgbouncer.ini"_s, "[databases]\nshop = pool_size=5000\n"));
        QVERIFY(fixture.session.plan() == before);
        QVERIFY2(fixture.message().contains(u"pgbouncer.ini:2: pool_size"_s), qPrintable(fixture.message()));
        QVERIFY(!fixture.window.findChild<QDialog *>(u"importReport"_s));
    }
};

QTEST_MAIN(TestImport)
#include "tst_import.moc"
