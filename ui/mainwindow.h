// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/manual/manual.h"
#include "ui/windowstate.h"

#include <QMainWindow>

#include <chrono>
#include <functional>

class QSessionManager;
class QStackedWidget;

namespace poolwart {

class FirstRunPage;
class DisplayPause;
class ManualOpener;
class MessageBar;
class PlanActions;
class PlanDocument;
class PlanKeeper;
class PoolSelectionActions;
class ServerActions;
class Session;
class ShutdownPanel;
class TrafficActions;
class TrafficBar;
class ViewActions;
class Workspace;
struct Error;
struct Message;

// The main window: composes pages, docks, bars and menus around a session. Closing it shuts the session down and ends when the
// shutdown does.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(Session *session, QWidget *parent = nullptr);
    ~MainWindow() override;

    // `next` is called once the file has been read, or cannot be, before its plan is taken.
    void openPlan(const QString &path, const std::function<void()> &next);
    // Keeps unsaved changes of the plan in this folder, and restores or, if `isAsked`, offers those of an earlier window.
    void keepPlans(const QString &folder, bool isAsked);
    void quit(); // for a signal: without a question, because unsaved changes are kept; a second call ends at once
    void setOptionLists(const Manual::OptionLists &optionLists); // for the manual
    void setDrainDeadline(std::chrono::milliseconds deadline) { m_drainDeadline = deadline; }
    void setDesktopDeadline(std::chrono::milliseconds deadline) { m_desktopDeadline = deadline; } // deadline when the desktop session ends

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
    PoolSelectionActions *m_poolActions;
    TrafficActions *m_trafficActions;
    ServerActions *m_serverActions;
    ViewActions *m_viewActions;
    ManualOpener *m_manual;
    MessageBar *m_messages;
    ShutdownPanel *m_shutdownPanel;
    QStackedWidget *m_stack;
    FirstRunPage *m_firstRun;
    Workspace *m_workspace;
    TrafficBar *m_bar;
    WindowState m_state;
    std::chrono::milliseconds m_drainDeadline{10'000};
    std::chrono::milliseconds m_desktopDeadline{2'000};
    bool m_expectsQuit = false; // after a request of the session manager
    bool m_mayClose = false;    // without a question
    PlanKeeper *m_keeper = nullptr;
};

} // namespace poolwart
