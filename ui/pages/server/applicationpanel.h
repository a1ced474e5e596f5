// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/plan.h"

#include <QGroupBox>

class QLabel;
class QLineEdit;
class QSpinBox;

namespace poolwart {

class Session;
struct Error;

// How often the plan runs in the user's deployment, and its effect on the budget.
class ApplicationPanel : public QGroupBox
{
    Q_OBJECT

public:
    explicit ApplicationPanel(Session *session, QWidget *parent = nullptr);

    void refresh();

Q_SIGNALS:
    void refused(const poolwart::Error &error);

private:
    QSpinBox *addNumber(const QString &title, const QString &name, const QString &toolTip, int least);
    void showPlan();
    void apply();

    Session *m_session;
    QLineEdit *m_name;
    QSpinBox *m_replicas;
    QSpinBox *m_surge;
    QSpinBox *m_processes;
    QLabel *m_sum;
};

} // namespace poolwart
