// SPDX-License-Identifier: GPL-3.0-or-later
// Nothing of a plan gets lost: what replaces it can be taken back, Quit asks once, and a window that ended brings it back.
#include "model/session/plandocument.h"
#include "model/store/planfile.h"
#include "tests/support/eventually.h"
#include "tests/ui/windowfixture.h"

#include <QDialog>
#include <QDir>
#include <QFileDialog>
#include <QPushButton>
#include <QTemporaryDir>
#include <QToolButton>
#include <QUndoStack>

using namespace poolwart;
using namespace Qt::StringLiterals;

namespace {

struct DocumentWindow : WindowFixture
{
    PlanDocument *document() const { return window.findChild<PlanDocument *>(); }
    // And starts no sandbox for it.
    void open(const QString &path) const
    {
        const Outcome<Plan> plan = readPlanFile(path.toStdString());
        QVERIFY(document()->take({.plan = *plan, .path = path, .isInFile = true, .undoText = u"open"_s}).ok());
    }
    void click(const char *button) const { QTest::mouseClick(find<QPushButton>(button), Qt::LeftButton); }
    bool isOpen() const { return session.state() != Session::State::ShuttingDown && session.state() != Session::State::Down; }
    int slotsOfFirst() const { return session.plan().pools.front().slots; }

    void edit(int slots)
    {
        Plan plan = session.plan();
        plan.pools.front().slots = slots;
        QVERIFY(session.edit(plan, u"Slots of pool-1"_s).ok());
    }
};

} // namespace

class TestUnsaved : public QObject
{
    Q_OBJECT

    TestSurroundings m_surroundings;
    QTemporaryDir m_folder;

    QString plan(const QString &name, int pools, int slots)
    {
        const QString path = m_folder.filePath(name);
        return writePlanFile(uniformPlan(pools, slots), path.toStdString()) ? path : QString();
    }

    // A folder of states for each test.
    QString states() const { return m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction())); }

private Q_SLOTS:
    void init() { TestSurroundings::failOnWarning(); }

    void aNewPlanOverUnsavedChangesSaysSoAndIsTakenBack()
    {
        DocumentWindow window;
        window.edit(7);
        window.trigger("newPlan");
        QCOMPARE(window.slotsOfFirst(), 12);
        QVERIFY2(window.message().contains(u"has unsaved changes"_s) || window.message().contains(u"had unsaved changes"_s),
                 qPrintable(window.message()));
        window.click("messageActionButton");
        QCOMPARE(window.slotsOfFirst(), 7);
        QVERIFY(window.document()->isModified());
    }

    void aPresetOverUnsavedChangesIsTakenBack()
    {
        DocumentWindow window;
        window.edit(7);
        const Plan before = window.session.plan();
        window.trigger("preset1x25");
        QCOMPARE(committedSlots(window.session.plan()), 25);
        QTest::keyClick(&window.window, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(window.session.plan(), before);
    }

    void quitAsksAboutWhatIsNotSavedAndStays()
    {
        DocumentWindow window;
        window.edit(7);
        QTest::keyClick(&window.window, Qt::Key_Q, Qt::ControlModifier);
        QVERIFY(window.isOpen());
        QVERIFY2(window.message().contains(u"“unnamed plan” has unsaved changes"_s), qPrintable(window.message()));
        window.find<QToolButton>("messageCloseButton")->click(); // on with the work
        QVERIFY(window.isOpen());
        window.window.close(); // asks again
        QVERIFY(window.isOpen());
        window.click("messageOtherButton");
        QVERIFY(!window.isOpen());
        EVENTUALLY(!window.window.isVisible());
    }

    void aSecondCloseWhileItAsksQuits()
    {
        DocumentWindow window;
        window.edit(7);
        window.window.close();
        QVERIFY(window.isOpen());
        window.window.close();
        QVERIFY(!window.isOpen());
        EVENTUALLY(!window.window.isVisible());
    }

    void saveAndQuitSavesToTheFileAndQuits()
    {
        DocumentWindow window;
        const QString path = plan(u"five.json"_s, 2, 3);
        window.open(path);
        window.edit(7);
        window.window.close();
        QVERIFY(window.isOpen());
        window.click("messageActionButton");
        QVERIFY(!window.isOpen());
        QCOMPARE(readPlanFile(path.toStdString())->pools.front().slots, 7);
        EVENTUALLY(!window.window.isVisible());
    }

    void saveAndQuitOfAnUnnamedPlanAsksForANameFirst()
    {
        DocumentWindow window;
        window.edit(7);
        window.window.close();
        window.click("messageActionButton");
        auto *dialog = window.find<QFileDialog>("fileDialog");
        QVERIFY(dialog->isVisible() && window.isOpen());
        const QString path = m_folder.filePath(u"named.json"_s);
        Q_EMIT dialog->fileSelected(path);
        dialog->close();
        QVERIFY(!window.isOpen());
        QCOMPARE(readPlanFile(path.toStdString())->pools.front().slots, 7);
        EVENTUALLY(!window.window.isVisible());
    }

    void aSignalAsksNothing()
    {
        DocumentWindow window;
        window.edit(7);
        window.window.quit();
        QVERIFY(!window.isOpen());
        EVENTUALLY(!window.window.isVisible());
    }

    void aWindowThatEndedBringsBackWhatWasNotSaved()
    {
        const QString path = plan(u"kept.json"_s, 2, 3);
        {
            DocumentWindow window;
            window.window.keepPlans(states(), false);
            window.open(path);
            window.edit(7);
            window.window.close();
            QVERIFY2(window.message().contains(u"restored at the next start"_s), qPrintable(window.message()));
            window.click("messageOtherButton");
            EVENTUALLY(!window.window.isVisible());
        }
        DocumentWindow window;
        window.window.keepPlans(states(), false);
        QCOMPARE(window.slotsOfFirst(), 7);
        QCOMPARE(window.document()->path(), path);
        QVERIFY(window.window.isWindowModified());
        QVERIFY2(window.message().contains(u"“kept.json”"_s) && window.message().contains(u"has been restored"_s),
                 qPrintable(window.message()));
        QCOMPARE(readPlanFile(path.toStdString())->pools.front().slots, 3); // its file is as it was
        window.click("messageActionButton");                                // Undo
        QCOMPARE(window.slotsOfFirst(), 12);
        QVERIFY(!window.document()->isModified());
    }

    void besideAPlanThatWasAskedForItIsOffered()
    {
        {
            DocumentWindow window;
            window.window.keepPlans(states(), false);
            window.edit(7);
            EVENTUALLY_EQUAL(QDir(states()).entryList({u"*.json"_s}).size(), 1);
        } // as by a crash: nothing was closed
        const QString path = plan(u"asked.json"_s, 2, 3);
        DocumentWindow window;
        window.open(path);
        window.window.keepPlans(states(), true);
        QCOMPARE(window.slotsOfFirst(), 3);
        window.click("messageActionButton");
        QCOMPARE(window.slotsOfFirst(), 7);
        EVENTUALLY_EQUAL(QDir(states()).entryList({u"*.json"_s}).size(), 1);
    }
};

QTEST_MAIN(TestUnsaved)
#include "tst_unsaved.moc"
