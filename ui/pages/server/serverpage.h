// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/messagebar.h"

#include <QElapsedTimer>
#include <QWidget>

namespace poolwart {

class ApplicationPanel;
class BudgetTableView;
class DisplayPause;
class ServerSessions;
class Session;

// The server's limits, connections and sessions.
class ServerPage : public QWidget
{
    Q_OBJECT

public:
    ServerPage(Session *session, DisplayPause *displayPause, QWidget *parent = nullptr);

Q_SIGNALS:
    void messageRaised(const poolwart::Message &message);

private:
    void buildLayout(DisplayPause *displayPause);
    void refresh();

    Session *m_session;
    DisplayPause *m_displayPause;
    BudgetTableView *m_budgetTable;
    ServerSessions *m_sessions;
    ApplicationPanel *m_application;
    QElapsedTimer m_shownAt;
};

} // namespace poolwart
