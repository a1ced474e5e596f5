// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/messagebar.h"

#include <QWidget>

class QComboBox;
class QSpinBox;

namespace poolwart {

class ArrivalsControl;
class DisplayPause;
class MigrationControl;
class PolicyCombo;
class RateShapeControl;
class ScriptEditor;
class Session;
class TrafficActions;
class WorkloadPanel;

// Workload, load and routing; every setting applies at once, also while the traffic runs.
class TrafficPage : public QWidget
{
    Q_OBJECT

public:
    TrafficPage(Session *session, DisplayPause *displayPause, TrafficActions *actions, QWidget *parent = nullptr);

Q_SIGNALS:
    void messageRaised(const poolwart::Message &message);

private:
    QWidget *buildArrivals(TrafficActions *actions);
    QWidget *buildRouting();
    QWidget *buildWorkload();
    QWidget *buildAccount(DisplayPause *displayPause);
    void connectSignals();
    void showTraffic();
    void chooseThinkTime(int millis);
    void chooseProtocol(int index);
    void askForWrites();
    void announce(const Error &error) { Q_EMIT messageRaised(messageOf(error)); }

    Session *m_session;
    ArrivalsControl *m_arrivals;
    RateShapeControl *m_shape;
    QSpinBox *m_thinkTime;
    QComboBox *m_protocol;
    PolicyCombo *m_policy;
    MigrationControl *m_migration;
    WorkloadPanel *m_workload;
    ScriptEditor *m_script;
    QString m_asked; // last question about writing
};

} // namespace poolwart
