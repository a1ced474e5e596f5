// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace.h"

#include "model/session/runarchive.h"
#include "model/session/runsfolder.h"
#include "model/session/session.h"
#include "ui/actions/newaction.h"
#include "ui/controls/displaypause.h"
#include "ui/controls/pagescroller.h"
#include "ui/docks/eventdock.h"
#include "ui/docks/slotdock.h"
#include "ui/pages/latency/latencypage.h"
#include "ui/pages/pools/poolspage.h"
#include "ui/pages/runs/runspage.h"
#include "ui/pages/server/serverpage.h"
#include "ui/pages/traffic/trafficpage.h"

#include <QAction>
#include <QHBoxLayout>
#include <QListWidget>
#include <QScrollBar>
#include <QSettings>
#include <QStackedWidget>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

struct PageText
{
    Glyph glyph;
    QString title;
    QString toolTip;
};

} // namespace

Workspace::Workspace(Session *session, DisplayPause *displayPause, PoolSelectionActions *pools, TrafficActions *traffic, QWidget *parent)
    : QMainWindow(parent, Qt::Widget)
    , m_session(session)
    , m_displayPause(displayPause)
    , m_list(new QListWidget)
    , m_pages(new QStackedWidget)
    , m_slotDock(new SlotDock(session, displayPause, this))
    , m_eventDock(new EventDock(session, displayPause, this))
{
    setObjectName(u"workspace"_s);
    setWindowFlags(Qt::Widget);
    buildPageList();
    buildPages(pools, traffic);
    buildDocks();
    connectSignals();
    showPage(0);
}

void Workspace::buildPageList()
{
    m_list->setObjectName(u"pageList"_s);
    m_list->setAccessibleName(tr("Pages"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setIconSize(QSize(18, 18));
    m_list->setSpacing(1);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setUniformItemSizes(true);
}

void Workspace::addPage(QWidget *page, const QString &title)
{
    const int at = m_pages->addWidget(new PageScroller(page));
    QAction *show = m_pageActions.at(at);
    auto *item = new QListWidgetItem(show->icon(), title, m_list);
    item->setToolTip(show->toolTip());
    item->setSizeHint(QSize(m_list->iconSize().width() + fontMetrics().horizontalAdvance(title) + 18, fontMetrics().height() + 16));
    connect(show, &QAction::triggered, this, [this, at] { showPage(at); });
}

void Workspace::buildPages(PoolSelectionActions *pools, TrafficActions *traffic)
{
    const PageText texts[]{
        {Glyph::Pools, tr("Pools"), tr("Connections compared with the budget, the spread of the load, and waiting requests")},
        {Glyph::Latency, tr("Latency"), tr("Throughput and latency")},
        {Glyph::Traffic, tr("Traffic"), tr("Workload, load and routing")},
        {Glyph::Server, tr("Server"), tr("Limits, connections and sessions of the server")},
        {Glyph::Runs, tr("Runs"), tr("Recorded runs: open, annotate, compare")},
    };
    int number = 0;
    for (const PageText &text : texts) {
        ++number;
        m_pageActions << newAction(this, {.name = u"page%1"_s.arg(number),
                                          .text = u"&%1 %2"_s.arg(number).arg(text.title),
                                          .toolTip = text.toolTip,
                                          .whatsThis = {},
                                          .shortcut = QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_0 + number)),
                                          .glyph = text.glyph});
    }
    m_pools = new PoolsPage(m_session, m_displayPause, pools);
    auto *trafficPage = new TrafficPage(m_session, m_displayPause, traffic);
    auto *serverPage = new ServerPage(m_session, m_displayPause);
    auto *archive = new RunArchive(m_session, QSettings().value(u"runs/folder"_s, runsFolder()).toString(), this);
    auto *runsPage = new RunsPage(archive);
    addPage(m_pools, texts[0].title);
    addPage(new LatencyPage(m_session, m_displayPause), texts[1].title);
    addPage(trafficPage, texts[2].title);
    addPage(serverPage, texts[3].title);
    addPage(runsPage, texts[4].title);
    connect(runsPage, &RunsPage::messageRaised, this, &Workspace::messageRaised);
    connect(trafficPage, &TrafficPage::messageRaised, this, &Workspace::messageRaised);
    connect(serverPage, &ServerPage::messageRaised, this, &Workspace::messageRaised);
    m_list->setFixedWidth(m_list->sizeHintForColumn(0) + 8 + m_list->verticalScrollBar()->sizeHint().width()); // on a low screen

    auto *centre = new QWidget;
    auto *row = new QHBoxLayout(centre);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(m_list);
    row->addWidget(m_pages, 1);
    setCentralWidget(centre);
}

void Workspace::buildDocks()
{
    setDockOptions(AnimatedDocks | AllowTabbedDocks);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    addDockWidget(Qt::RightDockWidgetArea, m_slotDock);
    addDockWidget(Qt::BottomDockWidgetArea, m_eventDock);
    resizeDocks({m_slotDock}, {228}, Qt::Horizontal);
    resizeDocks({m_eventDock}, {125}, Qt::Vertical);
    QAction *slots = m_slotDock->toggleViewAction();
    slots->setObjectName(u"toggleSlots"_s);
    slots->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_L);
    slots->setToolTip(withShortcut(tr("Show or hide the slots of the selected pool"), slots->shortcut()));
    QAction *events = m_eventDock->toggleViewAction();
    events->setObjectName(u"toggleEvents"_s);
    events->setShortcut(Qt::CTRL | Qt::Key_L);
    events->setToolTip(withShortcut(tr("Show or hide the event log"), events->shortcut()));
    QAction *filter = newAction(this, {.name = u"filterEvents"_s,
                                       .text = tr("F&ilter the events"),
                                       .toolTip = tr("Go to the filter of the event log"),
                                       .shortcut = QKeySequence::Find});
    connect(filter, &QAction::triggered, m_eventDock, &EventDock::focusFilter);
    m_dockActions << slots << events << filter;
}

void Workspace::connectSignals()
{
    connect(m_list, &QListWidget::currentRowChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(m_pools, &PoolsPage::currentPoolChanged, m_slotDock, &SlotDock::setPool);
    connect(m_pools, &PoolsPage::messageRaised, this, &Workspace::messageRaised);
    m_slotDock->setPool(m_pools->currentPool());
}

void Workspace::showPage(int page)
{
    m_list->setCurrentRow(page);
    m_pages->currentWidget()->setFocus(Qt::ShortcutFocusReason);
}

bool Workspace::showsRefusal() const
{
    return m_pools->showsRefusal();
}

void Workspace::revertRefusals()
{
    m_pools->revertRefusals();
}

} // namespace poolwart
