// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainmenus.h"

#include "ui/actions/newaction.h"
#include "ui/actions/planactions.h"
#include "ui/actions/poolselectionactions.h"
#include "ui/actions/recentfiles.h"
#include "ui/actions/serveractions.h"
#include "ui/actions/trafficactions.h"
#include "ui/actions/undoactions.h"
#include "ui/actions/viewactions.h"
#include "ui/dialogs/aboutbox.h"
#include "ui/dialogs/shortcutsdialog.h"
#include "ui/mainwindow.h"
#include "ui/manual/manualopener.h"

#include <QAction>
#include <QMenuBar>
#include <QWhatsThis>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

QMenu *addMenu(QMenuBar *bar, const QString &title, const QString &name)
{
    QMenu *menu = bar->addMenu(title);
    menu->setObjectName(name);
    menu->setToolTipsVisible(true);
    return menu;
}

void fillFile(QMenu *menu, const MenuContent &content)
{
    menu->addActions({content.plan->newPlan, content.plan->open});
    menu->addMenu(content.plan->recent);
    menu->addSeparator();
    menu->addActions({content.plan->save, content.plan->saveAs});
    menu->addSeparator();
    menu->addActions({content.plan->importPlan, content.plan->exportPlan});
    menu->addSeparator();
    QAction *quit = newAction(menu, {.name = u"quit"_s,
                                     .text = MainWindow::tr("&Quit"),
                                     .toolTip = MainWindow::tr("Drain the pools, close all connections and quit"),
                                     .whatsThis = {},
                                     .shortcut = Qt::CTRL | Qt::Key_Q,
                                     .glyph = {}});
    menu->addAction(quit);
    QObject::connect(quit, &QAction::triggered, content.window, &QWidget::close);
}

void fillHelp(QMenu *menu, ManualOpener *opener, QMainWindow *window)
{
    QAction *manual = newAction(menu, {.name = u"manual"_s,
                                       .text = MainWindow::tr("&Manual"),
                                       .toolTip = MainWindow::tr("Open the manual page for the focused part of the window"),
                                       .shortcut = QKeySequence::HelpContents});
    menu->addAction(manual);
    QObject::connect(manual, &QAction::triggered, opener, &ManualOpener::open);
    QAction *shortcuts = newAction(menu, {.name = u"shortcuts"_s,
                                          .text = MainWindow::tr("&Keyboard shortcuts"),
                                          .toolTip = MainWindow::tr("All keyboard shortcuts of this window"),
                                          .shortcut = Qt::CTRL | Qt::Key_F1});
    menu->addAction(shortcuts);
    QObject::connect(shortcuts, &QAction::triggered, window, [window] { (new ShortcutsDialog(window))->open(); });
    QAction *explain = QWhatsThis::createAction(menu);
    explain->setObjectName(u"whatsThis"_s);
    menu->addAction(explain);
    menu->addSeparator();
    QAction *about =
        newAction(menu, {.name = u"about"_s, .text = MainWindow::tr("&About Poolwart"), .toolTip = MainWindow::tr("Version and licence")});
    menu->addAction(about);
    QObject::connect(about, &QAction::triggered, window, [window] { showAboutBox(window); });
}

} // namespace

void fillMenuBar(QMenuBar *bar, const MenuContent &content)
{
    fillFile(addMenu(bar, MainWindow::tr("&File"), u"fileMenu"_s), content);

    QMenu *edit = addMenu(bar, MainWindow::tr("&Edit"), u"editMenu"_s);
    edit->addActions({content.plan->history->undo, content.plan->history->redo});
    edit->addSeparator();
    edit->addActions({content.pools->add, content.pools->duplicate, content.pools->remove});
    edit->addSeparator();
    edit->addMenu(content.plan->presets);

    QMenu *pools = addMenu(bar, MainWindow::tr("&Pools"), u"poolsMenu"_s);
    pools->addActions(content.pools->all());

    QMenu *traffic = addMenu(bar, MainWindow::tr("&Traffic"), u"trafficMenu"_s);
    traffic->addActions({content.traffic->start, content.traffic->pause, content.traffic->stop});
    traffic->addSeparator();
    traffic->addAction(content.traffic->resetFigures);

    QMenu *server = addMenu(bar, MainWindow::tr("&Server"), u"serverMenu"_s);
    server->addActions({content.server->sandbox, content.server->connectTo});
    server->addSeparator();
    server->addAction(content.server->disconnectFrom);
    server->addSeparator();
    server->addAction(content.server->metrics);

    QMenu *view = addMenu(bar, MainWindow::tr("&View"), u"viewMenu"_s);
    view->addAction(content.view->pauseDisplay);
    view->addSeparator();
    view->addActions(content.pages);
    view->addSeparator();
    view->addActions(content.docks);
    view->addSeparator();
    view->addMenu(content.view->themes);
    view->addAction(content.view->resetLayout);

    fillHelp(addMenu(bar, MainWindow::tr("&Help"), u"helpMenu"_s), content.manual, content.window);
}

} // namespace poolwart
