// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QAction;
class QMenu;
class QWidget;

namespace poolwart {

class DisplayPause;

// Display options: paused or live, light or dark, docks.
class ViewActions : public QObject
{
    Q_OBJECT

public:
    ViewActions(DisplayPause *displayPause, QWidget *window);

    QAction *const pauseDisplay;
    QAction *const resetLayout;
    QMenu *const themes;

private:
    void buildThemes();
};

} // namespace poolwart
