// SPDX-License-Identifier: GPL-3.0-or-later
// A configuration that is dropped on the real window becomes its plan, with a report of what was not understood.
#include "model/session/plandocument.h"
#include "model/store/runfile.h"
#include "tests/store/runs.h"
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

    void dropAndAwait(const QString &path)
    {
        drop(path);
        QTRY_VERIFY_WITH_TIMEOUT(!document()->isImporting(), 60'000);
    }

    const PlanDocument *document() const { return window.findChild<PlanDocument *>(); }
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
        fixture.dropAndAwait(fixture.put(u"pgbouncer.ini"_s, ini));
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

    void aDroppedJsonIsWhatItSays_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<int>("slots_");
        QTest::addColumn<bool>("isDocument");
        QTest::addColumn<QString>("message");
        const QByteArray plan = R"({"format": "poolwart-plan", "version": 1, "pools": [{"name": "a", "slots": 9}]})";
        const QByteArray object = R"({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "x"}, "data": {"POOL_0_NAME": "one", "POOL_0_SIZE": "8"}})";
        QTest::newRow("a plan") << u"shop.json"_s << plan << 9 << true << QString();
        QTest::newRow("a plan by another name") << u"shop.backup"_s << plan << 9 << true << QString();
        QTest::newRow("a plan with its format last")
            << u"shop.json"_s << QByteArray(R"({"pools": [{"name": "a", "slots": 9}], "version": 1, "format" : "poolwart-plan"})") << 9 << true << QString();
        QTest::newRow("an object of Kubernetes") << u"configmap.json"_s << object << 8 << false << QString();
        QTest::newRow("settings of something else") << u"package.json"_s << QByteArray(R"({"name": "shop", "max": 5})") << 12 << false << u"package.json"_s;
        QTest::newRow("a plan that is cut off") << u"shop.json"_s << plan.first(60) << 12 << false << u"shop.json"_s;
        QTest::newRow("another format of ours") << u"x.json"_s << QByteArray(R"({"format": "poolwart-workload"})") << 12 << false << u"x.json"_s;
    }

    void aDroppedJsonIsWhatItSays()
    {
        QFETCH(const QString, name);
        QFETCH(const QByteArray, content);
        QFETCH(const int, slots_);
        QFETCH(const bool, isDocument);
        QFETCH(const QString, message);
        ImportFixture fixture;
        const Plan before = fixture.session.plan();
        fixture.dropAndAwait(fixture.put(name, content));
        QCOMPARE(fixture.session.plan().pools[0].slots, slots_);
        QCOMPARE(fixture.window.windowTitle().contains(name), isDocument);
        QCOMPARE(fixture.session.plan() == before, !message.isEmpty());
        if (!message.isEmpty())
            QVERIFY2(fixture.message().contains(message), qPrintable(fixture.message()));
    }

    void aDroppedRunGivesItsPlanAndKeepsItsFile()
    {
        ImportFixture fixture;
        const QString path = fixture.folder.filePath(u"before.json"_s);
        const RunRecord run = recordedRun(1, 5, 20, std::chrono::milliseconds(4));
        QVERIFY(writeRunFile(run, path.toStdString()).ok());
        fixture.dropAndAwait(path);
        QVERIFY(fixture.session.plan().pools == run.plan.pools);
        QVERIFY2(fixture.message().contains(u"before.json"_s), qPrintable(fixture.message()));
        fixture.trigger("savePlan"); // asks for a name
        auto *dialog = fixture.find<QDialog>("fileDialog");
        QVERIFY(dialog->isVisible());
        dialog->close();
        QVERIFY(readRunFile(path.toStdString()).ok());
    }

    void aLargeFileIsReadWithoutHoldingTheWindowAndCanBeLeft()
    {
        ImportFixture fixture;
        const Plan before = fixture.session.plan();
        QByteArray large = "spring:\n";
        for (int i = 0; large.size() < 8 * 1024 * 1024; ++i)
            large += "  key" + QByteArray::number(i) + ": value\n";
        fixture.drop(fixture.put(u"application.yml"_s, large));
        QVERIFY(fixture.document()->isImporting());
        QTRY_VERIFY_WITH_TIMEOUT(fixture.message().contains(u"Reading “application.yml”"_s), 10'000);
        fixture.find<QPushButton>("messageActionButton")->click();
        QVERIFY(!fixture.document()->isImporting());
        fixture.dropAndAwait(fixture.put(u"pgbouncer.ini"_s, ini)); // behind the one that was left
        QCOMPARE(fixture.session.plan().pools.size(), std::size_t(2));
        QVERIFY(fixture.session.plan() != before);
    }

    void whatIsEditedWhileAFileIsReadIsNotLost()
    {
        ImportFixture fixture;
        fixture.drop(fixture.put(u"pgbouncer.ini"_s, ini));
        Plan edited = fixture.session.plan();
        edited.pools.front().slots = 3;
        QVERIFY(fixture.session.edit(edited, u"slots"_s).ok());
        QTRY_VERIFY(!fixture.document()->isImporting());
        QVERIFY(fixture.session.plan() == edited);
        QVERIFY(fixture.session.undoStack()->canUndo());
        QVERIFY2(fixture.message().contains(u"was changed while “pgbouncer.ini” was read"_s), qPrintable(fixture.message()));
        fixture.dropAndAwait(fixture.folder.filePath(u"pgbouncer.ini"_s));
        QCOMPARE(fixture.session.plan().pools.size(), std::size_t(2));
    }

    void aRefusedConfigurationLeavesThePlanAndSaysWhere()
    {
        ImportFixture fixture;
        const Plan before = fixture.session.plan();
        fixture.dropAndAwait(fixture.put(u"pgbouncer.ini"_s, "[databases]\nshop = pool_size=5000\n"));
        QVERIFY(fixture.session.plan() == before);
        QVERIFY2(fixture.message().contains(u"pgbouncer.ini:2: pool_size"_s), qPrintable(fixture.message()));
        QVERIFY(!fixture.window.findChild<QDialog *>(u"importReport"_s));
    }
};

QTEST_MAIN(TestImport)
#include "tst_import.moc"
