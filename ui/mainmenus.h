// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QAction;
class QMainWindow;
class QMenuBar;

namespace poolwart {

class ManualOpener;
class PlanActions;
class PoolSelectionActions;
class ServerActions;
class TrafficActions;
class ViewActions;

// The content of the menus.
struct MenuContent
{
    PlanActions *plan;
    PoolSelectionActions *pools;
    TrafficActions *traffic;
    ServerActions *server;
    ViewActions *view;
    QList<QAction *> pages;
    QList<QAction *> docks;
    ManualOpener *manual;
    QMainWindow *window;
};

void fillMenuBar(QMenuBar *bar, const MenuContent &content);

} // namespace poolwart
