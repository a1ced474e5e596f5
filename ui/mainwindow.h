// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/windowstate.h"

#include <QMainWindow>

#include <chrono>

class QSessionManager;
class QStackedWidget;

namespace poolwart {

class FirstRunPage;
class DisplayPause;
class MessageBar;
class PlanActions;
class PlanDocument;
class PlanKeeper;
class PoolActions;
class ServerActions;
class Session;
class ShutdownPanel;
class TrafficActions;
class TrafficBar;
class ViewActions;
class Workspace;
struct Error;
struct Message;

// The window: composes pages, docks, bars and menus around a session. Closing it takes the session's one path to the
// end; the window goes when that is reached.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(Session *session, QWidget *parent = nullptr);
    ~MainWindow() override;

    void openPlan(const QString &path);
    // Keeps what is not saved of the plan in this folder, and brings back or, where `isAsked`, offers what an earlier window left there.
    void keepPlans(const QString &folder, bool isAsked);
    void quit(); // as a signal wants it: without a question, for what is not saved is kept; again: now
    void setDrainDeadline(std::chrono::milliseconds deadline) { m_drainDeadline = deadline; }
    void setDesktopDeadline(std::chrono::milliseconds deadline) { m_desktopDeadline = deadline; } // where the desktop session ends

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void buildCentre();
    void buildToolbar();
    void buildMenus();
    void buildStatusBar();
    void connectSignals();
    void connectMessages();
    void connectFirstRun();
    void connectUndo();
    void showState();
    void showTitle();
    void showMessage(const Message &message);
    void showError(const Error &error);
    void showPlanOpened();
    void showTrafficEnded(const QString &server);
    void offerFitting(const Error &error);
    void askBeforeClosing();
    void beginShutdown();
    void endWithDesktop(QSessionManager &manager);

    Session *m_session;
    PlanDocument *m_document;
    DisplayPause *m_displayPause;
    PlanActions *m_planActions;
    PoolActions *m_poolActions;
    TrafficActions *m_trafficActions;
    ServerActions *m_serverActions;
    ViewActions *m_viewActions;
    MessageBar *m_messages;
    ShutdownPanel *m_shutdownPanel;
    QStackedWidget *m_stack;
    FirstRunPage *m_firstRun;
    Workspace *m_workspace;
    TrafficBar *m_bar;
    WindowState m_state;
    std::chrono::milliseconds m_drainDeadline{10'000};
    std::chrono::milliseconds m_desktopDeadline{2'000};
    bool m_expectsQuit = false; // of the session manager, after its request
    bool m_mayClose = false;    // without a question
    PlanKeeper *m_keeper = nullptr;
};

} // namespace poolwart
