// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "model/session/plandocument.h"
#include "model/session/plankeeper.h"
#include "model/session/session.h"
#include "ui/actions/planactions.h"
#include "ui/actions/poolselectionactions.h"
#include "ui/actions/serveractions.h"
#include "ui/actions/trafficactions.h"
#include "ui/actions/undoactions.h"
#include "ui/actions/viewactions.h"
#include "ui/controls/displaypause.h"
#include "ui/controls/fittingoffer.h"
#include "ui/controls/messagebar.h"
#include "ui/controls/pagescroller.h"
#include "ui/controls/spacekey.h"
#include "ui/mainmenus.h"
#include "ui/manual/manualopener.h"
#include "ui/pages/start/firstrunpage.h"
#include "ui/poolerbanner.h"
#include "ui/shutdownpanel.h"
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
    , m_displayPause(new DisplayPause(this))
    , m_planActions(new PlanActions(session, m_document, this))
    , m_poolActions(new PoolSelectionActions(session, this))
    , m_trafficActions(new TrafficActions(session, this))
    , m_serverActions(new ServerActions(session, this))
    , m_viewActions(new ViewActions(m_displayPause, this))
    , m_manual(new ManualOpener(this))
    , m_messages(new MessageBar)
    , m_shutdownPanel(new ShutdownPanel(session))
    , m_stack(new QStackedWidget)
    , m_firstRun(new FirstRunPage(session))
    , m_workspace(new Workspace(session, m_displayPause, m_poolActions, m_trafficActions))
    , m_bar(new TrafficBar(session, m_serverActions, m_trafficActions, m_planActions))
    , m_state(this, m_workspace)
{
    setObjectName(u"mainWindow"_s);
    session->followDefaultWorkload();
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
    column->addWidget(new PoolerBanner(m_session));
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
    fillMenuBar(menuBar(), {.plan = m_planActions,
                            .pools = m_poolActions,
                            .traffic = m_trafficActions,
                            .server = m_serverActions,
                            .view = m_viewActions,
                            .pages = m_workspace->pageActions(),
                            .docks = m_workspace->dockActions(),
                            .manual = m_manual,
                            .window = this});
}

void MainWindow::buildStatusBar()
{
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addPermanentWidget(new StatusLine(m_session, m_displayPause), 1);
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
    connectUndo();
    connectFirstRun();
}

void MainWindow::connectMessages()
{
    connect(m_session, &Session::failed, this, &MainWindow::offerFitting);
    connect(m_session, &Session::trafficEnded, this, &MainWindow::showTrafficEnded);
    connect(m_poolActions, &PoolSelectionActions::refused, this, &MainWindow::showError);
    connect(m_bar, &TrafficBar::refused, this, &MainWindow::showError);
    connect(m_planActions, &PlanActions::messageRaised, this, &MainWindow::showMessage);
    connect(m_serverActions, &ServerActions::messageRaised, this, &MainWindow::showMessage);
    connect(m_trafficActions, &TrafficActions::messageRaised, this, &MainWindow::showMessage);
    connect(m_trafficActions, &TrafficActions::begun, m_messages, &MessageBar::dismissPassing);
    connect(m_workspace, &Workspace::messageRaised, this, &MainWindow::showMessage);
    // What it was about has passed.
    connect(m_session, &Session::planChanged, m_messages, &MessageBar::dismissPassing);
    connect(m_session, &Session::trafficChanged, m_messages, [this] {
        if (m_messages->message().isRefusal)
            m_messages->dismiss();
    });
}

void MainWindow::connectUndo()
{
    UndoActions *history = m_planActions->history;
    history->setRefusal({.isShown = [this] { return m_workspace->showsRefusal() || m_messages->message().isRefusal; },
                         .takeAway =
                             [this] {
                                 m_workspace->revertRefusals();
                                 if (m_messages->message().isRefusal)
                                     m_messages->dismiss();
                             }});
    connect(m_messages, &MessageBar::changed, history, &UndoActions::update);
}

void MainWindow::connectFirstRun()
{
    connect(m_firstRun, &FirstRunPage::sandboxChosen, m_serverActions, &ServerActions::startSandbox);
    connect(m_firstRun, &FirstRunPage::connectChosen, m_serverActions->connectTo, &QAction::trigger);
    connect(m_firstRun, &FirstRunPage::environmentChosen, m_serverActions, &ServerActions::connectByEnvironment);
    connect(m_firstRun, &FirstRunPage::planChosen, m_planActions, &PlanActions::chooseFile);
    connect(m_planActions, &PlanActions::opened, this, &MainWindow::showPlanOpened);
}

// A plan is tried on the sandbox where no server was ever named, and on no other than the one that was.
void MainWindow::showPlanOpened()
{
    if (m_session->state() != Session::State::Disconnected)
        return;
    const auto server = m_session->wantedServer();
    if (!server)
        return m_serverActions->startSandbox();
    m_messages->show({.text = tr("“%1” is open, but no server is connected.").arg(m_document->name()),
                      .actionText = tr("Connect to %1").arg(*server),
                      .action = [this] { m_session->tryAgain(); }});
}

void MainWindow::showTrafficEnded(const QString &server)
{
    m_messages->show({.text = tr("The traffic was stopped because the pools moved to %1. Start it again if that server may "
                                 "receive this load.")
                                  .arg(server),
                      .actionText = tr("Start"),
                      .action = [this] { m_trafficActions->start->trigger(); }});
}

// A server without room for the plan has room for less.
void MainWindow::offerFitting(const Error &error)
{
    Message message = messageOf(error);
    if (const auto fitting = m_session->largestFittingPlan(); fitting && error.kind == ErrorKind::BudgetExceeded) {
        message.actionText = useText(*fitting);
        message.action = [this, fitting = *fitting] {
            if (const Done edited = m_session->edit(fitting, tr("Largest plan that fits")); !edited)
                return showError(edited.error());
            m_session->tryAgain();
        };
    }
    m_messages->show(message);
}

void MainWindow::keepPlans(const QString &folder, bool isAsked)
{
    m_keeper = new PlanKeeper(m_session, m_document, folder, this);
    connect(m_keeper, &PlanKeeper::failed, this, &MainWindow::showError);
    connect(m_planActions, &PlanActions::broughtBack, m_keeper, &PlanKeeper::dropLeft);
    if (const auto left = m_keeper->findLeft())
        m_planActions->bringBack(*left, isAsked);
}

void MainWindow::showState()
{
    const Session::State state = m_session->state();
    const bool wasHere = m_stack->currentWidget() == m_workspace;
    const bool stays = wasHere && state != Session::State::Disconnected;
    m_stack->setCurrentIndex(state == Session::State::Connected || stays ? m_stack->indexOf(m_workspace) : 0);
    if (state == Session::State::Connected)
        m_messages->dismissPassing();
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

void MainWindow::setOptionLists(const Manual::OptionLists &optionLists)
{
    m_manual->setOptionLists(optionLists);
}

void MainWindow::openPlan(const QString &path, const std::function<void()> &next)
{
    m_planActions->openFile(path, next);
}

// The window stays to be seen, but only "Quit now" and a second close are left to do.
void MainWindow::beginShutdown()
{
    m_document->cancelReading();
    m_stack->setEnabled(false);
    m_bar->setEnabled(false);
    menuBar()->setEnabled(false);
    for (QAction *action : findChildren<QAction *>()) {
        if (action->objectName() != u"quit"_s)
            action->setEnabled(false);
    }
    m_messages->dismiss();
    m_manual->close();
    if (m_keeper)
        m_keeper->keepNow();
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
    if (m_session->state() != Session::State::ShuttingDown && m_document->isModified() && !m_mayClose)
        askBeforeClosing();
    else if (m_session->state() != Session::State::ShuttingDown)
        m_session->shutdown(m_drainDeadline);
    else if (!std::exchange(m_expectsQuit, false)) // the session manager's own is no second close
        m_session->shutdownNow();
}

void MainWindow::quit()
{
    m_mayClose = true;
    close();
}

// A second close while the question stands is its answer: what is not saved is kept for the next start.
void MainWindow::askBeforeClosing()
{
    const QString kept = m_keeper ? tr("The changes are kept and restored at the next start.") : QString();
    m_messages->show({.severity = Severity::Warning,
                      .text = (tr("“%1” has unsaved changes.").arg(m_document->name()) + u' ' + kept).trimmed(),
                      .actionText = tr("Save and quit"),
                      .action = [this] { m_planActions->saveThen([this] { quit(); }); },
                      .otherText = tr("Quit without saving"),
                      .other = [this] { quit(); },
                      .isLasting = true});
    m_messages->focusAction();
    m_mayClose = true;
    connect(
        m_messages, &MessageBar::changed, this, [this] { m_mayClose = false; }, Qt::SingleShotConnection);
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
