// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/messagebar.h"

#include <QObject>

class QAction;
class QWidget;

namespace poolwart {

class MetricsServer;
class Session;

// The server of the pools: a server of the user's, the sandbox, or none.
class ServerActions : public QObject
{
    Q_OBJECT

public:
    ServerActions(Session *session, QWidget *window);

    QAction *const connectTo;
    QAction *const sandbox;
    QAction *const disconnectFrom;
    QAction *const metrics;

    void startSandbox(); // large enough for the plan
    void connectByEnvironment();

Q_SIGNALS:
    void messageRaised(const poolwart::Message &message);

private:
    void chooseTarget();
    void updateEnabled();
    void serveMetrics(bool on);

    Session *m_session;
    QWidget *m_window;
    MetricsServer *m_metrics;
};

} // namespace poolwart
