// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "model/session/plandocument.h"
#include "model/session/session.h"
#include "ui/actions/planactions.h"
#include "ui/actions/poolactions.h"
#include "ui/actions/serveractions.h"
#include "ui/actions/trafficactions.h"
#include "ui/actions/viewactions.h"
#include "ui/controls/pagescroller.h"
#include "ui/freeze.h"
#include "ui/mainmenus.h"
#include "ui/messagebar.h"
#include "ui/pages/firstrunpage.h"
#include "ui/shutdownpanel.h"
#include "ui/spacekey.h"
#include "ui/statusline.h"
#include "ui/trafficbar.h"
#include "ui/workspace.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QMenuBar>
#include <QMimeData>
#include <QSessionManager>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace poolwart {

using namespace Qt::StringLiterals;

MainWindow::MainWindow(Session *session, QWidget *parent)
    : QMainWindow(parent)
    , m_session(session)
    , m_document(new PlanDocument(session, this))
    , m_freeze(new Freeze(this))
    , m_planActions(new PlanActions(session, m_document, this))
    , m_poolActions(new PoolActions(session, this))
    , m_trafficActions(new TrafficActions(session, this))
    , m_serverActions(new ServerActions(session, this))
    , m_viewActions(new ViewActions(m_freeze, this))
    , m_messages(new MessageBar)
    , m_shutdownPanel(new ShutdownPanel(session))
    , m_stack(new QStackedWidget)
    , m_firstRun(new FirstRunPage(session))
    , m_workspace(new Workspace(session, m_freeze, m_poolActions, m_trafficActions))
    , m_bar(new TrafficBar(session, m_serverActions, m_trafficActions, m_planActions))
    , m_state(this, m_workspace)
{
    setObjectName(u"mainWindow"_s);
    setAcceptDrops(true);
    buildCentre();
    buildToolbar();
    buildMenus();
    buildStatusBar();
    connectSignals();
    m_state.keepDefault();
    m_state.restore();
    showTitle();
    showState();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildCentre()
{
    m_stack->addWidget(new PageScroller(m_firstRun));
    m_stack->addWidget(m_workspace);
    auto *centre = new QWidget(this);
    auto *column = new QVBoxLayout(centre);
    column->setContentsMargins(4, 2, 4, 0);
    column->setSpacing(4);
    column->addWidget(m_messages);
    column->addWidget(m_shutdownPanel, 1);
    column->addWidget(m_stack, 4);
    setCentralWidget(centre);
}

void MainWindow::buildToolbar()
{
    addToolBar(m_bar);
    setContextMenuPolicy(Qt::NoContextMenu); // the toolbar cannot be hidden by accident
}

void MainWindow::buildMenus()
{
    fillMenuBar(menuBar(),
                {.plan = m_planActions,
                 .pools = m_poolActions,
                 .traffic = m_trafficActions,
                 .server = m_serverActions,
                 .view = m_viewActions,
                 .pages = m_workspace->pageActions(),
                 .docks = m_workspace->dockActions(),
                 .window = this});
}

void MainWindow::buildStatusBar()
{
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addPermanentWidget(new StatusLine(m_session, m_freeze), 1);
}

void MainWindow::connectSignals()
{
    qApp->installEventFilter(new SpaceKey(this));
    connect(m_document, &PlanDocument::changed, this, &MainWindow::showTitle);
    connect(m_session, &Session::stateChanged, this, &MainWindow::showState);
    connect(m_session, &Session::shutDown, this, &MainWindow::close, Qt::QueuedConnection);
    connect(m_viewActions->resetLayout, &QAction::triggered, this, [this] { m_state.reset(); });
    connect(qApp, &QGuiApplication::commitDataRequest, this, &MainWindow::endWithDesktop, Qt::DirectConnection);
    connectMessages();
    connectFirstRun();
}

void MainWindow::connectMessages()
{
    connect(m_session, &Session::failed, this, &MainWindow::showError);
    connect(m_poolActions, &PoolActions::refused, this, &MainWindow::showError);
    connect(m_bar, &TrafficBar::refused, this, &MainWindow::showError);
    connect(m_planActions, &PlanActions::messageRaised, this, &MainWindow::showMessage);
    connect(m_serverActions, &ServerActions::messageRaised, this, &MainWindow::showMessage);
    connect(m_workspace, &Workspace::messageRaised, this, &MainWindow::showMessage);
    connect(m_session, &Session::planChanged, m_messages, &MessageBar::dismiss); // what it was about has passed
}

void MainWindow::connectFirstRun()
{
    connect(m_firstRun, &FirstRunPage::sandboxChosen, m_serverActions, &ServerActions::startSandbox);
    connect(m_firstRun, &FirstRunPage::connectChosen, m_serverActions->connectTo, &QAction::trigger);
    connect(m_firstRun, &FirstRunPage::environmentChosen, m_serverActions, &ServerActions::connectByEnvironment);
    connect(m_firstRun, &FirstRunPage::planChosen, m_planActions, &PlanActions::chooseFile);
    connect(m_planActions, &PlanActions::opened, this, [this] {
        if (m_session->state() == Session::State::Disconnected)
            m_serverActions->startSandbox();
    });
}

void MainWindow::showState()
{
    const Session::State state = m_session->state();
    const bool wasHere = m_stack->currentWidget() == m_workspace;
    const bool stays = wasHere && state != Session::State::Disconnected;
    m_stack->setCurrentIndex(state == Session::State::Connected || stays ? m_stack->indexOf(m_workspace) : 0);
    if (state == Session::State::Connected)
        m_messages->dismiss();
    if (state == Session::State::ShuttingDown)
        beginShutdown();
}

void MainWindow::showTitle()
{
    setWindowTitle(tr("%1[*] — Poolwart").arg(m_document->name()));
    setWindowModified(m_document->isModified());
}

void MainWindow::showMessage(const Message &message)
{
    m_messages->show(message);
}

void MainWindow::showError(const Error &error)
{
    m_messages->show(error);
}

void MainWindow::openPlan(const QString &path)
{
    m_planActions->openFile(path);
}

// The window stays to be seen, but only "Quit now" and a second close are left to do.
void MainWindow::beginShutdown()
{
    m_stack->setEnabled(false);
    m_bar->setEnabled(false);
    menuBar()->setEnabled(false);
    for (QAction *action : findChildren<QAction *>()) {
        if (action->objectName() != u"quit"_s)
            action->setEnabled(false);
    }
    m_messages->dismiss();
    m_shutdownPanel->begin();
}

// The desktop session ends. Its manager waits for this answer, then tells us to quit and waits for that, some seconds; what
// runs has two of them.
void MainWindow::endWithDesktop(QSessionManager &manager)
{
    manager.setRestartHint(QSessionManager::RestartNever); // no traffic begins by itself
    m_state.save();
    m_session->shutdown(std::min(m_drainDeadline, m_desktopDeadline));
    m_expectsQuit = true;
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_state.save();
    if (m_session->state() == Session::State::Down)
        return event->accept();
    event->ignore();
    if (m_session->state() != Session::State::ShuttingDown)
        m_session->shutdown(m_drainDeadline);
    else if (!std::exchange(m_expectsQuit, false)) // the session manager's own is no second close
        m_session->shutdownNow();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.first().isLocalFile())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    m_planActions->importFile(event->mimeData()->urls().first().toLocalFile());
}

} // namespace poolwart
