// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/error.h"

#include <QToolBar>

class QToolButton;

namespace poolwart {

class PlanActions;
class ServerActions;
class Session;
class TrafficActions;

// Controls that are used during a run: server, traffic, routing. None of them needs a dialog.
class TrafficBar : public QToolBar
{
    Q_OBJECT

public:
    TrafficBar(Session *session, ServerActions *server, TrafficActions *traffic, PlanActions *plan, QWidget *parent = nullptr);

Q_SIGNALS:
    void refused(const poolwart::Error &error);

private:
    void addServerButton(ServerActions *server);
    void addControls();
    void addLabelled(const QString &text, QWidget *control);
    void addSpring();
    void showServer();

    Session *m_session;
    QToolButton *m_server;
};

} // namespace poolwart
