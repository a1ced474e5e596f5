// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QAction;

namespace poolwart {

class Session;

// Start, pause, stop the traffic and begin the figures anew; enabled as the session allows.
class TrafficActions : public QObject
{
    Q_OBJECT

public:
    explicit TrafficActions(Session *session, QObject *parent = nullptr);

    QAction *const start;
    QAction *const pause;
    QAction *const stop;
    QAction *const resetFigures;

private:
    void updateEnabled();

    Session *m_session;
};

} // namespace poolwart
