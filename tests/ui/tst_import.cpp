// SPDX-License-Identifier: GPL-3.0-or-later
// A configuration that is dropped on the real window is shown with what it would change and with what was not understood of it; it
// is the plan once that is taken.
#include "model/session/plandocument.h"
#include "model/store/runfile.h"
#include "tests/runs/runs.h"
#include "tests/support/eventually.h"
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
        EVENTUALLY(!document()->isReading());
    }

    const PlanDocument *document() const { return window.findChild<PlanDocument *>(); }
    QDialog *preview() const { return find<QDialog>("importPreview"); }
    void take() const { QTest::mouseClick(preview()->findChild<QPushButton *>(u"takeImport"_s), Qt::LeftButton); }
    // "pool · setting · now · then", a line each
    QStringList differences() const
    {
        const auto *list = preview()->findChild<QTreeWidget *>(u"importDifferences"_s);
        QStringList lines;
        for (int row = 0; row < list->topLevelItemCount(); ++row) {
            const QTreeWidgetItem *item = list->topLevelItem(row);
            lines << QStringList{item->text(0), item->text(1), item->text(2), item->text(3)}.join(u" · "_s);
        }
        return lines;
    }
};

constexpr const char *ini =
    "[databases]\nshop = host=db pool_size=7 colour=red\nrest = host=db pool_size=3\n[pgbouncer]\nserver_lifetime = 90\n";

} // namespace

class TestImport : public QObject
{
    Q_OBJECT

    TestSurroundings m_surroundings;

private Q_SLOTS:
    void init() { TestSurroundings::failOnWarning(); }

    void aDroppedConfigurationIsShownWithAReportAndThenThePlan()
    {
        ImportFixture fixture;
        const Plan before = fixture.session.plan();
        fixture.dropAndAwait(fixture.put(u"pgbouncer.ini"_s, ini));
        QVERIFY(fixture.session.plan() == before);
        auto *report = fixture.preview();
        QVERIFY(report->isVisible() && !report->isModal());
        QVERIFY2(fixture.differences().contains(u"the plan · connections · 60 · 10"_s), qPrintable(fixture.differences().join(u'\n')));
        QVERIFY2(fixture.differences().contains(u"shop (new) · Slots · – · 7"_s), qPrintable(fixture.differences().join(u'\n')));
        QVERIFY2(fixture.differences().contains(u"pool-5 (removed) · Slots · 12 · –"_s), qPrintable(fixture.differences().join(u'\n')));
        const auto *remarks = report->findChild<QTreeWidget *>(u"importRemarks"_s);
        QCOMPARE(remarks->topLevelItem(0)->text(1), u"rest"_s); // its database: what is left out comes first
        QCOMPARE(remarks->topLevelItem(1)->text(0), u"2"_s);
        QCOMPARE(remarks->topLevelItem(1)->text(1), u"colour"_s);
        QTest::mouseClick(report->findChild<QPushButton *>(u"copyReport"_s), Qt::LeftButton);
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"3\trest\tleft out\t"_s));
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"\n2\tcolour\tnot understood\t"_s));
        fixture.take();
        const Plan &plan = fixture.session.plan();
        QCOMPARE(plan.pools.size(), std::size_t(2));
        QCOMPARE(plan.pools[0].slots, 7);
        QCOMPARE(plan.pools[1].name, std::string("rest"));
        QVERIFY(fixture.document()->isModified()); // it is in no file of its own
        fixture.window.activateWindow();
        EVENTUALLY(fixture.window.isActiveWindow());
        QTest::keyClick(&fixture.window, Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(fixture.session.plan() == before);
    }

    void whatIsNotTakenChangesNothing()
    {
        ImportFixture fixture;
        const Plan before = fixture.session.plan();
        fixture.dropAndAwait(fixture.put(u"pgbouncer.ini"_s, ini));
        QTest::keyClick(fixture.preview(), Qt::Key_Escape);
        QVERIFY(fixture.session.plan() == before);
        QVERIFY(!fixture.session.undoStack()->canUndo());
    }

    void aDroppedJsonIsWhatItSays_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<int>("slots_");
        QTest::addColumn<bool>("isDocument");
        QTest::addColumn<QString>("message");
        const QByteArray plan = R"({"format": "poolwart-plan", "version": 1, "pools": [{"name": "a", "slots": 9}]})";
        const QByteArray object =
            R"({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "x"}, "data": {"POOL_0_NAME": "one", "POOL_0_SIZE": "8"}})";
        QTest::newRow("a plan") << u"shop.json"_s << plan << 9 << true << QString();
        QTest::newRow("a plan by another name") << u"shop.backup"_s << plan << 9 << true << QString();
        QTest::newRow("a plan with its format last")
            << u"shop.json"_s << QByteArray(R"({"pools": [{"name": "a", "slots": 9}], "version": 1, "format" : "poolwart-plan"})") << 9
            << true << QString();
        QTest::newRow("an object of Kubernetes") << u"configmap.json"_s << object << 8 << false << QString();
        QTest::newRow("settings of something else")
            << u"package.json"_s << QByteArray(R"({"name": "shop", "max": 5})") << 12 << false << u"package.json"_s;
        QTest::newRow("a plan that is cut off") << u"shop.json"_s << plan.first(60) << 12 << false << u"shop.json"_s;
        QTest::newRow("another format of ours")
            << u"x.json"_s << QByteArray(R"({"format": "poolwart-workload"})") << 12 << false << u"x.json"_s;
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
        if (!isDocument && message.isEmpty())
            fixture.take();
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
        QCOMPARE(fixture.session.plan().pools.size(), run.plan.pools.size());
        QCOMPARE(committedSlots(fixture.session.plan()), committedSlots(run.plan));
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
        QVERIFY(fixture.document()->isReading());
        EVENTUALLY(fixture.message().contains(u"Reading “application.yml”"_s));
        fixture.find<QPushButton>("messageActionButton")->click();
        QVERIFY(!fixture.document()->isReading());
        fixture.dropAndAwait(fixture.put(u"pgbouncer.ini"_s, ini)); // behind the one that was left
        fixture.take();
        QCOMPARE(fixture.session.plan().pools.size(), std::size_t(2));
        QVERIFY(fixture.session.plan() != before);
    }

    void whatIsEditedBesideThePreviewIsComparedAnewAndComesBack()
    {
        ImportFixture fixture;
        fixture.drop(fixture.put(u"pgbouncer.ini"_s, ini));
        Plan edited = fixture.session.plan();
        edited.pools.front().slots = 3;
        QVERIFY(fixture.session.edit(edited, u"slots"_s).ok());
        EVENTUALLY(!fixture.document()->isReading());
        QVERIFY(fixture.session.plan() == edited);
        QVERIFY2(fixture.differences().contains(u"pool-1 (removed) · Slots · 3 · –"_s), qPrintable(fixture.differences().join(u'\n')));
        edited.pools.front().slots = 4;
        QVERIFY(fixture.session.edit(edited, u"slots"_s).ok());
        QVERIFY2(fixture.differences().contains(u"pool-1 (removed) · Slots · 4 · –"_s), qPrintable(fixture.differences().join(u'\n')));
        fixture.take();
        QCOMPARE(fixture.session.plan().pools.size(), std::size_t(2));
        fixture.trigger("undo");
        QVERIFY(fixture.session.plan() == edited);
    }

    void aRefusedConfigurationLeavesThePlanAndSaysWhere()
    {
        ImportFixture fixture;
        const Plan before = fixture.session.plan();
        fixture.dropAndAwait(fixture.put(u"pgbouncer.ini"_s, "[databases]\nshop = pool_size=5000\n"));
        QVERIFY(fixture.session.plan() == before);
        QVERIFY2(fixture.message().contains(u"pgbouncer.ini:2: pool_size"_s), qPrintable(fixture.message()));
        QVERIFY(!fixture.window.findChild<QDialog *>(u"importPreview"_s));
    }
};

QTEST_MAIN(TestImport)
#include "tst_import.moc"
