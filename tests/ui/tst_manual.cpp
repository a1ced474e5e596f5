// SPDX-License-Identifier: GPL-3.0-or-later
// The manual's window, beside the real one and moved by keys.
#include "tests/support/testserver.h"
#include "tests/ui/windowfixture.h"
#include "ui/manual/manualview.h"
#include "ui/manual/manualwindow.h"

#include <QDialog>
#include <QLineEdit>
#include <QListWidget>
#include <QTextTable>
#include <QToolButton>

using namespace poolwart;
using namespace Qt::StringLiterals;

namespace {

ManualWindow *shownManual()
{
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        auto *manual = qobject_cast<ManualWindow *>(widget);
        if (manual && manual->isVisible())
            return manual;
    }
    return nullptr;
}

template <class Widget>
Widget *part(const char *name)
{
    auto *manual = shownManual();
    auto *found = manual ? manual->findChild<Widget *>(QString::fromLatin1(name)) : nullptr;
    if (!found)
        qFatal("The manual has no %s", name);
    return found;
}

ManualView *view()
{
    return part<ManualView>("manualText");
}

QStringList entries()
{
    const auto *list = part<QListWidget>("manualContents");
    QStringList topics;
    for (int row = 0; row < list->count(); ++row)
        topics.append(list->item(row)->data(Qt::UserRole).toString());
    return topics;
}

QString currentEntry()
{
    const auto *entry = part<QListWidget>("manualContents")->currentItem();
    return entry ? entry->data(Qt::UserRole).toString() : QString();
}

// As a person goes to the next link and follows it.
void followNextLink()
{
    QTest::keyClick(view(), Qt::Key_Tab);
    QTest::keyClick(view(), Qt::Key_Return);
}

} // namespace

class TestManualWindow : public QObject
{
    Q_OBJECT

private:
    TestSurroundings m_surroundings;
    std::unique_ptr<TestServer> m_server;

    static void pressF1(QWidget &window)
    {
        window.activateWindow();
        EVENTUALLY(window.isActiveWindow());
        QTest::keyClick(&window, Qt::Key_F1);
        QVERIFY(shownManual());
        EVENTUALLY(shownManual()->isActiveWindow());
    }

private Q_SLOTS:
    void initTestCase() { m_server = std::make_unique<TestServer>(); }
    void init() { TestSurroundings::failOnWarning(); }

    void withoutAServerF1ShowsTheFirstSteps()
    {
        WindowFixture fixture;
        pressF1(fixture.window);
        QCOMPARE(view()->topic(), u"start"_s);
        QCOMPARE(entries(), Manual::topics());
        QVERIFY2(view()->toPlainText().contains(u"poolwart --sandbox"_s), qPrintable(view()->toPlainText()));
    }

    void onEachPageF1ShowsItsTopic()
    {
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), uniformPlan(1, 1));
        const QStringList topics{u"plan"_s, u"figures"_s, u"traffic"_s, u"budget"_s, u"runs"_s};
        for (int number = 0; number < topics.size(); ++number) {
            fixture.trigger(qPrintable(u"page%1"_s.arg(number + 1)));
            pressF1(fixture.window);
            QCOMPARE(view()->topic(), topics[number]);
        }
    }

    void whatHasTheFocusComesBeforeThePage()
    {
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), uniformPlan(1, 1));
        fixture.trigger("filterEvents");
        pressF1(fixture.window);
        QCOMPARE(view()->topic(), u"query-log"_s);
    }

    void inADialogF1ShowsTheTopicOfTheDialogWhichStays()
    {
        WindowFixture fixture;
        fixture.trigger("exportPlan");
        auto *dialog = fixture.find<QDialog>("exportDialog");
        QTest::keyClick(dialog, Qt::Key_F1);
        QCOMPARE(view()->topic(), u"export"_s);
        QVERIFY(dialog->isVisible());
        EVENTUALLY(shownManual()->isActiveWindow());
        QTest::keyClick(part<QListWidget>("manualContents"), Qt::Key_Down); // it is not blocked
        QVERIFY(view()->topic() != u"export"_s);
        dialog->reject();
    }

    void aLinkIsFollowedAndBackAndForwardReturn()
    {
        WindowFixture fixture;
        pressF1(fixture.window);
        followNextLink();
        QCOMPARE(view()->topic(), u"server"_s);
        QCOMPARE(currentEntry(), u"server"_s);
        QTest::keyClick(shownManual(), Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(view()->topic(), u"start"_s);
        QCOMPARE(currentEntry(), u"start"_s);
        QVERIFY(!part<QToolButton>("manualBack")->isEnabled());
        QTest::mouseClick(part<QToolButton>("manualForward"), Qt::LeftButton);
        QCOMPARE(view()->topic(), u"server"_s);
    }

    void theSearchListsThePagesAndOpensTheFirst()
    {
        WindowFixture fixture;
        pressF1(fixture.window);
        QTest::keyClick(shownManual(), Qt::Key_F, Qt::ControlModifier);
        auto *search = part<QLineEdit>("manualSearch");
        QVERIFY(search->hasFocus());
        QTest::keyClicks(search, u"pg_monitor"_s);
        QCOMPARE(entries(), QStringList{u"server"_s});
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(view()->topic(), u"server"_s);
        QCOMPARE(view()->textCursor().selectedText(), u"pg_monitor"_s);
        QTest::keyClick(search, Qt::Key_Escape);
        QCOMPARE(entries(), Manual::topics());
        QVERIFY(shownManual());
    }

    void fromTheSearchDownGoesToThePagesFound()
    {
        WindowFixture fixture;
        pressF1(fixture.window);
        auto *search = part<QLineEdit>("manualSearch");
        search->setFocus();
        QTest::keyClicks(search, u"pgbouncer"_s);
        QVERIFY(entries().size() > 2);
        QTest::keyClick(search, Qt::Key_Down);
        QVERIFY(part<QListWidget>("manualContents")->hasFocus());
        QCOMPARE(view()->topic(), entries()[0]);
        QTest::keyClick(part<QListWidget>("manualContents"), Qt::Key_Down);
        QCOMPARE(view()->topic(), entries()[1]);
    }

    void optionListsComeFromTheProgram()
    {
        WindowFixture fixture;
        fixture.window.setOptionLists([](const QString &command) { return u"| option | |\n|---|---|\n| `--of-%1` | |\n"_s.arg(command); });
        pressF1(fixture.window);
        QTest::keyClicks(part<QLineEdit>("manualSearch"), u"--of-simulate"_s);
        QCOMPARE(entries(), QStringList{u"simulate"_s});
    }

    // Qt draws a table of Markdown without lines.
    void tablesHaveLinesAndCodeABackground()
    {
        WindowFixture fixture;
        pressF1(fixture.window);
        view()->showTopic(u"server"_s);
        int tables = 0;
        for (QTextFrame *frame : view()->document()->rootFrame()->childFrames()) {
            if (const auto *table = qobject_cast<QTextTable *>(frame)) {
                ++tables;
                QVERIFY(table->format().border() > 0);
                QCOMPARE(table->cellAt(0, 0).format().background().color(), view()->palette().alternateBase().color());
            }
        }
        QCOMPARE(tables, 1);
        const QTextBlock code = view()->document()->find(u"poolwart --service shop"_s).block();
        QCOMPARE(code.blockFormat().background().color(), view()->palette().alternateBase().color());
    }

    void aDarkPaletteColoursThePageAnew()
    {
        WindowFixture fixture;
        pressF1(fixture.window);
        view()->showTopic(u"server"_s);
        QPalette dark = view()->palette();
        dark.setColor(QPalette::AlternateBase, Qt::darkGray);
        view()->setPalette(dark);
        QCOMPARE(view()->topic(), u"server"_s);
        const QTextBlock code = view()->document()->find(u"poolwart --service shop"_s).block();
        QCOMPARE(code.blockFormat().background().color(), QColor(Qt::darkGray));
    }

    void escapeClosesItAndItsSizeIsRemembered()
    {
        {
            WindowFixture fixture;
            pressF1(fixture.window);
            shownManual()->resize(777, 555);
            QTest::keyClick(view(), Qt::Key_Escape);
            QVERIFY(!shownManual());
        }
        WindowFixture fixture;
        pressF1(fixture.window);
        QCOMPARE(shownManual()->size(), QSize(777, 555));
    }

    void theEndOfTheWindowIsTheEndOfTheManual()
    {
        WindowFixture fixture;
        pressF1(fixture.window);
        fixture.window.close();
        QVERIFY(!shownManual());
        EVENTUALLY_EQUAL(fixture.session.state(), Session::State::Down);
    }

    void everyPartHasANameForScreenReaders()
    {
        WindowFixture fixture;
        pressF1(fixture.window);
        for (const char *name : {"manualText", "manualContents", "manualSearch"})
            QVERIFY2(!part<QWidget>(name)->accessibleName().isEmpty(), name);
        for (const char *name : {"manualBack", "manualForward"})
            QVERIFY2(!part<QToolButton>(name)->text().isEmpty(), name);
    }
};

QTEST_MAIN(TestManualWindow)
#include "tst_manual.moc"
