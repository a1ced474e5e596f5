// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QAction;
class QMainWindow;
class QMenuBar;

namespace poolwart {

class PlanActions;
class PoolActions;
class ServerActions;
class TrafficActions;
class ViewActions;

// All that the menus hold.
struct MenuContent
{
    PlanActions *plan;
    PoolActions *pools;
    TrafficActions *traffic;
    ServerActions *server;
    ViewActions *view;
    QList<QAction *> pages;
    QList<QAction *> docks;
    QMainWindow *window;
};

void fillMenuBar(QMenuBar *bar, const MenuContent &content);

} // namespace poolwart
