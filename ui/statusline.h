// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/figures/healthverdict.h"

#include <QElapsedTimer>
#include <QWidget>

class QLabel;

namespace poolwart {

class DisplayPause;
class Session;

// The status line: health of the generator, throughput, connections, and whether the display is live. Its figures change at
// most twice per second, to stay readable.
class StatusLine : public QWidget
{
    Q_OBJECT

public:
    StatusLine(Session *session, DisplayPause *displayPause, QWidget *parent = nullptr);

private:
    QLabel *addField(const QString &name, const QString &toolTip, const QString &whatsThis);
    void refresh();
    void showHealth();
    QString healthText(const HealthVerdict &recent, const HealthVerdict &run) const;
    void showThroughput();
    void showConnections();
    void showBadge();

    Session *m_session;
    DisplayPause *m_displayPause;
    QElapsedTimer m_shownAt;
    QLabel *m_health;
    QLabel *m_throughput;
    QLabel *m_connections;
    QLabel *m_badge;
};

} // namespace poolwart
