// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/viewactions.h"

#include "ui/actions/newaction.h"
#include "ui/controls/displaypause.h"
#include "ui/style/theme.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QSettings>

namespace poolwart {

using namespace Qt::StringLiterals;

ViewActions::ViewActions(DisplayPause *displayPause, QWidget *window)
    : QObject(window)
    , pauseDisplay(newAction(this, {.name = u"freezeView"_s,
                                    .text = tr("&Pause the display"),
                                    .toolTip = tr("Stop updating the display; sampling continues"),
                                    .whatsThis = tr("Stops updating figures and charts, so that they can be read and copied. Traffic and "
                                                    "sampling continue, and the charts are complete afterwards. The status bar shows the "
                                                    "duration of the pause."),
                                    .shortcut = Qt::Key_Space,
                                    .glyph = Glyph::DisplayPause}))
    , resetLayout(newAction(this, {.name = u"resetLayout"_s,
                                   .text = tr("&Reset the layout"),
                                   .toolTip = tr("Restore the default positions of the docks"),
                                   .shortcut = Qt::CTRL | Qt::ALT | Qt::Key_0}))
    , themes(new QMenu(tr("&Theme"), window))
{
    pauseDisplay->setCheckable(true);
    connect(pauseDisplay, &QAction::toggled, displayPause, &DisplayPause::setFrozen);
    connect(displayPause, &DisplayPause::changed, pauseDisplay, &QAction::setChecked);
    buildThemes();
}

void ViewActions::buildThemes()
{
    themes->setObjectName(u"themeMenu"_s);
    auto *group = new QActionGroup(this);
    const Theme current = themeFromId(QSettings().value(u"theme"_s).toString()).value_or(Theme::System);
    const auto add = [this, group, current](Theme theme, const QString &text, const QString &toolTip) {
        QAction *action = newAction(this, {.name = u"theme-"_s + themeId(theme), .text = text, .toolTip = toolTip});
        action->setCheckable(true);
        action->setChecked(theme == current);
        group->addAction(action);
        themes->addAction(action);
        connect(action, &QAction::triggered, this, [theme] {
            QSettings().setValue(u"theme"_s, themeId(theme));
            applyTheme(theme);
        });
    };
    add(Theme::System, tr("&System"), tr("Use the desktop’s setting"));
    add(Theme::Light, tr("&Light"), tr("Dark text on a light background"));
    add(Theme::Dark, tr("&Dark"), tr("Light text on a dark background"));
    applyTheme(current);
}

} // namespace poolwart
