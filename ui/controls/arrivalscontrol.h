// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/arrivals/trafficplan.h"

#include <QWidget>

class QComboBox;
class QSpinBox;

namespace poolwart {

class Session;

// The arrivals: a number of clients that wait for their answers, or requests per second. Changes apply at once.
class ArrivalsControl : public QWidget
{
    Q_OBJECT

public:
    explicit ArrivalsControl(Session *session, QWidget *parent = nullptr);

Q_SIGNALS:
    void refused(const poolwart::Error &error);

private:
    void buildLayout();
    void connectSignals();
    void showTraffic();
    void showReplay(const RecordedArrivals *replay); // null without a replay
    void chooseMode();
    void chooseValue(int value);
    void apply(const Arrivals &arrivals);

    Session *m_session;
    QComboBox *m_mode;
    QSpinBox *m_value;
    ClosedLoop m_lastClosed; // value of the other mode, to switch back
    OpenLoop m_lastOpen;
};

} // namespace poolwart
