// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/session/historyspan.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QTabWidget;
QT_END_NAMESPACE

namespace poolwart {

class DisplayPause;
class Session;

// Throughput, and below it response times: over time or as a percentile curve.
class LatencyPage : public QWidget
{
    Q_OBJECT

public:
    LatencyPage(Session *session, DisplayPause *displayPause, QWidget *parent = nullptr);

private:
    void setSpan(HistorySpan span);
    void buildTabs(Session *session, DisplayPause *displayPause);

    QTabWidget *m_tabs; // selected tab; remembered
};

} // namespace poolwart
