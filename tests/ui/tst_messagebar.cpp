// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/eventually.h"
#include "tests/ui/surroundings.h"
#include "ui/controls/messagebar.h"
#include "ui/style/theme.h"

#include <QApplication>

using namespace poolwart;
using namespace Qt::StringLiterals;

class TestMessageBar : public QObject
{
    Q_OBJECT

private:
    TestSurroundings m_surroundings;

private Q_SLOTS:
    void init() { TestSurroundings::failOnWarning(); }
    void cleanup() { applyTheme(Theme::Light); }

    void aMessageThatStandsFollowsTheTheme()
    {
        applyTheme(Theme::Light);
        MessageBar bar;
        bar.show({.severity = Severity::Info, .text = u"Saved."_s, .details = {}, .actionText = {}, .action = {}});
        QVERIFY(bar.palette().color(QPalette::Window).lightness() > 200);
        applyTheme(Theme::Dark);
        EVENTUALLY(bar.palette().color(QPalette::Window).lightness() < 100);
        QCOMPARE(bar.palette().color(QPalette::WindowText), QApplication::palette().color(QPalette::WindowText));
        applyTheme(Theme::Light);
        EVENTUALLY(bar.palette().color(QPalette::Window).lightness() > 200);
    }
};

QTEST_MAIN(TestMessageBar)
#include "tst_messagebar.moc"
