// SPDX-License-Identifier: GPL-3.0-or-later
// The export dialog of the real window: what it writes, and what it asks before.
// Long: its tests share the dialog and what is done to it.
#include "model/store/exportarchive.h"
#include "model/store/planfile.h"
#include "tests/support/eventually.h"
#include "tests/support/program.h"
#include "tests/ui/windowfixture.h"
#include "ui/dialogs/exportdialog.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QDirIterator>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTextBrowser>
#include <QToolButton>
#include <QTreeWidget>

#include <sys/stat.h>
#include <unistd.h>

#include <map>
#include <memory>

using namespace poolwart;
using namespace Qt::StringLiterals;

namespace {

using Tree = std::map<QString, QByteArray>;

Tree treeOf(const QString &folder)
{
    Tree tree;
    for (QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext();) {
        QFile file(it.next());
        if (!file.open(QFile::ReadOnly))
            qFatal("Cannot read %s", qPrintable(file.fileName()));
        tree[QDir(folder).relativeFilePath(file.fileName())] = file.readAll();
    }
    return tree;
}

Tree zipOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QFile::ReadOnly))
        qFatal("Cannot read %s", qPrintable(path));
    const auto files = unpacked(file.readAll().toStdString(), path.toStdString());
    if (!files)
        qFatal("%s", files.error().message.c_str());
    Tree tree;
    for (const auto &[name, content] : *files)
        tree[QString::fromStdString(name)] = QByteArray::fromStdString(content);
    return tree;
}

// File by file, so that a failure can be read.
void sameFiles(const Tree &actual, const Tree &expected)
{
    for (const auto &[path, content] : expected) {
        QVERIFY2(actual.contains(path), qPrintable(path));
        QVERIFY2(actual.at(path) == content, (path.toUtf8() + "\n" + actual.at(path) + "\n--- is not\n" + content).constData());
    }
    QCOMPARE(actual.size(), expected.size());
}

void put(const QString &path, const QByteArray &content)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QFile::WriteOnly) || file.write(content) != content.size())
        qFatal("Cannot write %s", qPrintable(path));
}

struct DialogFixture : WindowFixture
{
    QTemporaryDir folder;
    ExportDialog *dialog = nullptr;

    void openDialog()
    {
        trigger("exportPlan");
        dialog = find<ExportDialog>("exportDialog");
        (void)QTest::qWaitForWindowExposed(dialog, hangMs);
    }

    template <class Widget>
    Widget *in(const char *name) const
    {
        auto *found = dialog->findChild<Widget *>(QString::fromLatin1(name));
        if (!found)
            qFatal("There is no %s", name);
        return found;
    }

    void choose(const QString &words) const
    {
        auto *search = in<QLineEdit>("formatSearch");
        search->clear();
        QTest::keyClicks(search, words);
    }

    // As a user does: its box in the list.
    void check(const QString &words) const
    {
        choose(words);
        QTest::keyClick(in<QTreeWidget>("formatList"), Qt::Key_Space);
    }

    QStringList tabs() const
    {
        QStringList texts;
        auto *bar = in<QTabBar>("previewTabs");
        for (int i = 0; i < bar->count(); ++i)
            texts.append(bar->tabText(i));
        return texts;
    }

    void typeFolder(const QString &path) const
    {
        auto *edit = in<QLineEdit>("exportFolder");
        edit->clear();
        QTest::keyClicks(edit, path);
    }

    void click(const char *name) const { QTest::mouseClick(in<QPushButton>(name), Qt::LeftButton); }
    // And waits until what follows from it was done.
    void press(const char *name) const
    {
        click(name);
        EVENTUALLY(!dialog->isBusy());
    }
    QString said() const { return in<MessageBar>("messageBar")->text(); }
    QString preview() const { return in<QPlainTextEdit>("previewText")->toPlainText(); }

    void showTab(const QString &path) const
    {
        auto *tabs = in<QTabBar>("previewTabs");
        for (int i = 0; i < tabs->count(); ++i) {
            if (tabs->tabToolTip(i) == path)
                QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(i).center());
        }
    }
};

} // namespace

class TestExportDialog : public QObject
{
    Q_OBJECT

private:
    TestSurroundings m_surroundings;

    // What `poolwart export` writes of the same plan.
    static Tree headless(const Plan &plan, const QStringList &arguments)
    {
        const QTemporaryDir folder;
        const QString planFile = folder.filePath(u"plan.json"_s);
        if (!writePlanFile(plan, planFile.toStdString()))
            qFatal("The plan was not written");
        const QString out = folder.filePath(u"out"_s);
        const auto result = Program::run(QStringList{u"export"_s, planFile, u"--out"_s, out} + arguments);
        if (result.exitCode != 0)
            qFatal("%s", result.err.constData());
        return treeOf(out);
    }

private Q_SLOTS:
    void init()
    {
        TestSurroundings::failOnWarning();
        QSettings().clear();
    }

    void theDialogWritesWhatTheCommandWrites()
    {
        Plan plan = uniformPlan(5, 12);
        plan.applicationName = "shop";
        DialogFixture fixture;
        QVERIFY(fixture.session.replacePlan(plan).ok());
        fixture.openDialog();
        fixture.choose(u"prisma-7"_s);
        fixture.typeFolder(fixture.folder.path());
        fixture.press("saveExport");
        const Tree expected = headless(plan, {u"--format"_s, u"prisma-7"_s});
        QVERIFY(expected.contains(u"src/prisma-pools.ts"_s));
        sameFiles(treeOf(fixture.folder.path()), expected);
        QVERIFY2(fixture.said().contains(fixture.folder.path()), qPrintable(fixture.said()));
    }

    void withAServerItsAddressAndBudgetAreTheSameToo()
    {
        TestServer server({.accounts = 10});
        const Plan plan = uniformPlan(2, 3);
        EVENTUALLY_EQUAL(server.backends("poolwart/"), 0); // asked over a connection that stays: the others on this server
        DialogFixture fixture;
        fixture.connectTo(server.networkTarget(), plan);
        EVENTUALLY_EQUAL(fixture.session.budget().others, 1);
        fixture.openDialog();
        fixture.choose(u"prisma-7"_s);
        QTest::mouseClick(fixture.in<QCheckBox>("writePassword"), Qt::LeftButton);
        fixture.in<QComboBox>("option-imports")->setCurrentText(u"js"_s);
        fixture.typeFolder(fixture.folder.path());
        fixture.press("saveExport");
        fixture.dialog->close();
        fixture.session.disconnectFromServer();
        EVENTUALLY_EQUAL(server.backends("poolwart/"), 0);

        const Tree written = treeOf(fixture.folder.path());
        sameFiles(written, headless(plan, {u"--format"_s, u"prisma-7"_s, u"--set"_s, u"imports=js"_s, u"--with-password"_s, u"--target"_s,
                                           targetUri(server.networkTarget())}));
        QVERIFY(written.at(u"src/prisma-pools.ts"_s).contains("2 pools x 3 = 6 of 97 usable"));
        QVERIFY(written.at(u".env"_s).contains("others had up to"));
        const QByteArray password = QByteArray::fromStdString(server.networkTarget().password.reveal());
        QVERIFY(written.at(u".env"_s).contains(password));
        struct stat status = {};
        QCOMPARE(::stat(qPrintable(fixture.folder.filePath(u".env"_s)), &status), 0);
        QCOMPARE(status.st_mode & 0777u, 0600u);
    }

    void noPasswordIsInAnyFileUnlessItIsAskedFor()
    {
        TestServer server({.accounts = 10});
        DialogFixture fixture;
        fixture.connectTo(server.networkTarget(), uniformPlan(1, 2));
        fixture.openDialog();
        fixture.choose(u"prisma-7"_s);
        fixture.typeFolder(fixture.folder.path());
        fixture.press("saveExport");
        for (const auto &[path, content] : treeOf(fixture.folder.path()))
            QVERIFY2(!content.contains(server.networkTarget().password.reveal().c_str()), qPrintable(path));
        QVERIFY(treeOf(fixture.folder.path()).at(u".env.example"_s).contains("CHANGE_ME"));
    }

    void optionsChangeThePreviewAtOnce()
    {
        DialogFixture fixture;
        fixture.openDialog();
        fixture.choose(u"prisma-7"_s);
        QVERIFY(fixture.preview().contains(u"process.once"_s) || fixture.preview().contains(u"SIGTERM"_s));
        const int files = fixture.in<QTabBar>("previewTabs")->count();
        QTest::mouseClick(fixture.in<QCheckBox>("option-signals"), Qt::LeftButton);
        QVERIFY(!fixture.preview().contains(u"'SIGTERM'"_s));
        fixture.in<QComboBox>("option-files")->setCurrentText(u"pools"_s);
        QVERIFY(fixture.in<QTabBar>("previewTabs")->count() < files);
        fixture.choose(u"prisma-6"_s);
        QVERIFY(fixture.preview().contains(u"Prisma 6"_s));
        fixture.choose(u"prisma-7"_s); // remembers what was chosen for it
        QVERIFY(!fixture.in<QCheckBox>("option-signals")->isChecked());
        QCOMPARE(fixture.in<QComboBox>("option-files")->currentText(), u"pools"_s);
    }

    void theSearchLeavesWhatIsWanted()
    {
        DialogFixture fixture;
        fixture.openDialog();
        fixture.choose(u"post node"_s);
        auto *list = fixture.in<QTreeWidget>("formatList");
        QStringList left;
        for (QTreeWidgetItemIterator item(list, QTreeWidgetItemIterator::NotHidden); *item; ++item)
            left.append((*item)->text(0));
        QCOMPARE(left, (QStringList{u"JavaScript and TypeScript"_s, u"node-postgres"_s}));
        QVERIFY2(fixture.preview().contains(u"node-postgres"_s), qPrintable(fixture.preview().left(200)));
    }

    void whatIsThereIsReplacedOnlyAfterItsDifferenceWasShown()
    {
        DialogFixture fixture;
        const QString config = fixture.folder.filePath(u"prisma.config.ts"_s);
        put(config, "export default {}\n");
        fixture.openDialog();
        fixture.choose(u"prisma-7"_s);
        fixture.typeFolder(fixture.folder.path());
        fixture.press("saveExport");
        QCOMPARE(treeOf(fixture.folder.path()), (Tree{{u"prisma.config.ts"_s, "export default {}\n"}}));
        QVERIFY(fixture.in<QToolButton>("showAsChange")->isChecked());
        QVERIFY2(fixture.preview().contains(u"− export default {}"_s), qPrintable(fixture.preview()));
        QVERIFY(fixture.preview().contains(u"+ import"_s));
        QVERIFY(fixture.in<QLabel>("previewState")->text().contains(u"−1"_s));

        fixture.press("messageActionButton");
        QVERIFY(treeOf(fixture.folder.path()).at(u"prisma.config.ts"_s).contains("defineConfig"));
        fixture.showTab(u"prisma.config.ts"_s);
        QVERIFY(fixture.in<QLabel>("previewState")->text().contains(u"up to date on disk"_s));
        QVERIFY(!fixture.in<QToolButton>("showAsChange")->isEnabled());
    }

    void aQuestionThatIsClosedWritesNothing()
    {
        DialogFixture fixture;
        put(fixture.folder.filePath(u"prisma.config.ts"_s), "mine\n");
        fixture.openDialog();
        fixture.choose(u"prisma-7"_s);
        fixture.typeFolder(fixture.folder.path());
        fixture.press("saveExport");
        QTest::mouseClick(fixture.in<QToolButton>("messageCloseButton"), Qt::LeftButton);
        QTest::keyClick(fixture.dialog, Qt::Key_Escape);
        QCOMPARE(treeOf(fixture.folder.path()), (Tree{{u"prisma.config.ts"_s, "mine\n"}}));
    }

    void whatAnEditorSavedAfterTheQuestionIsNotLost()
    {
        DialogFixture fixture;
        const QString config = fixture.folder.filePath(u"prisma.config.ts"_s);
        put(config, "mine\n");
        fixture.openDialog();
        fixture.choose(u"prisma-7"_s);
        fixture.typeFolder(fixture.folder.path());
        fixture.press("saveExport");
        put(config, "mine, and later\n");
        fixture.press("messageActionButton");
        QVERIFY2(fixture.said().contains(u"prisma.config.ts"_s), qPrintable(fixture.said()));
        QCOMPARE(treeOf(fixture.folder.path()), (Tree{{u"prisma.config.ts"_s, "mine, and later\n"}}));
    }

    void overTheBudgetItAsksAndTheFilesSaySo()
    {
        TestServer server({.maxConnections = 20, .superuserReserved = 3, .accounts = 10});
        Plan plan = uniformPlan(2, 5);
        plan.fleet.replicas = 3;
        DialogFixture fixture;
        fixture.connectTo(server.target(), plan);
        fixture.openDialog();
        fixture.choose(u"prisma-7"_s);
        QCOMPARE(fixture.in<QLabel>("budgetTitle")->text(), u"Over budget"_s);
        QVERIFY2(fixture.in<QLabel>("budgetSentence")->text().contains(u"30 connections, but the server has 17"_s),
                 qPrintable(fixture.in<QLabel>("budgetSentence")->text()));
        fixture.typeFolder(fixture.folder.path());
        fixture.press("saveExport");
        QVERIFY(treeOf(fixture.folder.path()).empty());
        fixture.press("messageActionButton");
        const Tree written = treeOf(fixture.folder.path());
        QVERIFY(!written.empty());
        QVERIFY(written.at(u"src/prisma-pools.ts"_s).startsWith("// OVER BUDGET"));
    }

    void aFolderThatMayNotBeWrittenToIsSaidInTheDialog()
    {
        DialogFixture fixture;
        fixture.openDialog();
        fixture.choose(u"prisma-7"_s);
        const QString locked = fixture.folder.filePath(u"locked"_s);
        QDir().mkpath(locked);
        ::chmod(qPrintable(fixture.folder.path()), 0755);
        ::chmod(qPrintable(locked), 0555);
        fixture.typeFolder(locked);
        const bool isRoot = ::geteuid() == 0; // may write everywhere
        if (isRoot)
            QCOMPARE(::seteuid(65534), 0);
        fixture.press("saveExport");
        if (isRoot)
            QCOMPARE(::seteuid(0), 0);
        QVERIFY2(fixture.said().contains(u"Permission denied"_s), qPrintable(fixture.said()));
        QVERIFY(treeOf(locked).empty());
    }

    void severalFormatsGoToAFolderAsTheCommandWritesThem()
    {
        const Plan plan = uniformPlan(3, 4);
        DialogFixture fixture;
        QVERIFY(fixture.session.replacePlan(plan).ok());
        fixture.openDialog();
        fixture.check(u"pgbouncer"_s);
        fixture.choose(u"sqlalchemy"_s);
        fixture.in<QComboBox>("option-driver")->setCurrentText(u"psycopg"_s);
        fixture.check(u"sqlalchemy"_s);
        fixture.check(u".env"_s);
        QVERIFY2(fixture.in<QLabel>("bundleSummary")->text().contains(u"sqlalchemy, pgbouncer, env"_s),
                 qPrintable(fixture.in<QLabel>("bundleSummary")->text()));
        QVERIFY(fixture.tabs().contains(u"sqlalchemy: pools.py"_s));
        QVERIFY(fixture.tabs().contains(u"pgbouncer: pgbouncer.ini"_s));
        QVERIFY2(fixture.preview().contains(u"POOL_COUNT=3"_s), qPrintable(fixture.preview())); // of the format that was chosen last
        fixture.typeFolder(fixture.folder.path());
        fixture.press("saveExport");
        const Tree expected = headless(plan, {u"--format"_s, u"sqlalchemy,pgbouncer,env"_s, u"--set"_s, u"sqlalchemy.driver=psycopg"_s});
        QVERIFY(expected.contains(u"pgbouncer/pgbouncer.ini"_s));
        sameFiles(treeOf(fixture.folder.path()), expected);
        const QString report = fixture.in<QTextBrowser>("lossReport")->toPlainText();
        QVERIFY(report.indexOf(u"SQLAlchemy"_s) < report.indexOf(u"max_overflow"_s));
        QVERIFY(report.indexOf(u"max_overflow"_s) < report.indexOf(u"PgBouncer"_s, report.indexOf(u"max_overflow"_s)));

        QTest::mouseClick(fixture.in<QToolButton>("uncheckFormats"), Qt::LeftButton);
        QVERIFY(!fixture.tabs().contains(u"sqlalchemy: pools.py"_s));
        QCOMPARE(fixture.tabs().size(), 1);
    }

    void severalFormatsGoToAZipThatIsReplacedOnlyAfterItsDifferenceWasShown()
    {
        const Plan plan = uniformPlan(2, 4);
        DialogFixture fixture;
        QVERIFY(fixture.session.replacePlan(plan).ok());
        fixture.openDialog();
        fixture.check(u"pgbouncer"_s);
        fixture.check(u".env"_s);
        fixture.typeFolder(fixture.folder.filePath(u"shop"_s));
        QTest::mouseClick(fixture.in<QCheckBox>("exportAsZip"), Qt::LeftButton);
        const QString zip = fixture.folder.filePath(u"shop.zip"_s);
        QCOMPARE(fixture.in<QLineEdit>("exportFolder")->text(), zip);
        fixture.press("saveExport");
        QVERIFY2(fixture.said().contains(zip), qPrintable(fixture.said()));
        sameFiles(zipOf(zip), headless(plan, {u"--format"_s, u"pgbouncer,env"_s}));

        fixture.dialog->close();
        EVENTUALLY(!fixture.window.findChild<QDialog *>(u"exportDialog"_s));
        const Plan larger = uniformPlan(2, 5);
        QVERIFY(fixture.session.replacePlan(larger).ok());
        fixture.openDialog();
        QVERIFY(fixture.in<QCheckBox>("exportAsZip")->isChecked()); // as it was left
        fixture.press("saveExport");
        QVERIFY2(fixture.said().contains(u"in the zip would change"_s), qPrintable(fixture.said()));
        QVERIFY(fixture.in<QToolButton>("showAsChange")->isChecked());
        QVERIFY(fixture.preview().contains(u"+ "_s));
        sameFiles(zipOf(zip), headless(plan, {u"--format"_s, u"pgbouncer,env"_s}));
        fixture.press("messageActionButton");
        sameFiles(zipOf(zip), headless(larger, {u"--format"_s, u"pgbouncer,env"_s}));
    }

    void whatStandsThereIsReadWhileTheWindowGoesOn()
    {
        DialogFixture fixture;
        const QString zip = fixture.folder.filePath(u"shop.zip"_s);
        put(zip, QByteArray(15 * 1024 * 1024, 'x')); // no zip, and read to its end to know it
        fixture.openDialog();
        fixture.choose(u"prisma-7"_s);
        fixture.typeFolder(zip);
        fixture.click("saveExport");
        QVERIFY(fixture.dialog->isBusy());
        QVERIFY2(!fixture.said().contains(u"cannot be read as a zip"_s), qPrintable(fixture.said()));
        EVENTUALLY(fixture.said().contains(u"cannot be read as a zip"_s));
    }

    void aDialogThatIsClosedWaitsForNoFile()
    {
        DialogFixture fixture;
        const QString zip = fixture.folder.filePath(u"shop.zip"_s);
        put(zip, QByteArray(15 * 1024 * 1024, 'x'));
        fixture.openDialog();
        fixture.choose(u"prisma-7"_s);
        fixture.typeFolder(zip);
        fixture.click("saveExport");
        QVERIFY(fixture.dialog->isBusy());
        delete fixture.dialog;
        EVENTUALLY(!DetachedTask::isAnyRunning());
        QCOMPARE(treeOf(fixture.folder.path()).size(), std::size_t(1));
    }

    void formatsAreCheckedWithTheKeyboard()
    {
        DialogFixture fixture;
        fixture.openDialog();
        fixture.choose(u"rails"_s);
        auto *list = fixture.in<QTreeWidget>("formatList");
        QTest::keyClick(list, Qt::Key_Space);
        QCOMPARE(list->currentItem()->checkState(0), Qt::Checked);
        QTest::keyClick(list, Qt::Key_Space);
        QCOMPARE(list->currentItem()->checkState(0), Qt::Unchecked);
        QVERIFY(!list->accessibleName().isEmpty());
    }

    void theOptionsOfAFormatThatIsNotExportedAreOff()
    {
        DialogFixture fixture;
        fixture.openDialog();
        fixture.check(u".env"_s);
        fixture.choose(u"sqlalchemy"_s);
        QVERIFY(!fixture.in<QComboBox>("option-driver")->isEnabled());
        fixture.check(u"sqlalchemy"_s);
        QVERIFY(fixture.in<QComboBox>("option-driver")->isEnabled());
    }

    void theLossReportIsTheOneOfTheFile()
    {
        DialogFixture fixture;
        fixture.openDialog();
        fixture.choose(u"prisma-7"_s);
        const QString report = fixture.in<QTextBrowser>("lossReport")->toPlainText();
        QVERIFY2(report.contains(u"connect_timeout"_s), qPrintable(report));
        QVERIFY(fixture.preview().contains(u"connect_timeout (not supported)"_s));
    }

    void theShownFileIsCopied()
    {
        DialogFixture fixture;
        fixture.openDialog();
        fixture.choose(u"prisma-7"_s);
        fixture.showTab(u"prisma/schema.prisma"_s);
        fixture.press("copyFile");
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"generator client"_s));
        QCOMPARE(QGuiApplication::clipboard()->text(), fixture.preview());
    }

    void formatAndFolderAreThoseOfTheLastTime()
    {
        DialogFixture fixture;
        fixture.openDialog();
        fixture.choose(u"node-postgres"_s);
        fixture.typeFolder(u"/tmp/shop"_s);
        QTest::keyClick(fixture.dialog, Qt::Key_Escape);
        EVENTUALLY(!fixture.window.findChild<QDialog *>(u"exportDialog"_s));
        fixture.openDialog();
        QCOMPARE(fixture.in<QLineEdit>("exportFolder")->text(), u"/tmp/shop"_s);
        QCOMPARE(fixture.in<QTreeWidget>("formatList")->currentItem()->text(0), u"node-postgres"_s);
    }
};

QTEST_MAIN(TestExportDialog)
#include "tst_exportdialog.moc"
