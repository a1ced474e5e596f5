// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/messagebar.h"

#include <QObject>

class QAction;

namespace poolwart {

class Session;

// Start, pause and stop of the traffic and reset of the figures; enabled as the session allows. Reports an automatic stop.
class TrafficActions : public QObject
{
    Q_OBJECT

public:
    explicit TrafficActions(Session *session, QObject *parent = nullptr);

    QAction *const start;
    QAction *const pause;
    QAction *const stop;
    QAction *const resetFigures;

Q_SIGNALS:
    void messageRaised(const poolwart::Message &message);
    void begun(); // by the user, and not refused

private:
    void begin();
    void updateEnabled();
    void tellFailureStop();
    void offerToAllowWrites(Message &message) const;

    Session *m_session;
    bool m_hasToldStop = false;
};

} // namespace poolwart
