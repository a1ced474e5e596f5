// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

namespace poolwart {

class Session;
struct Error;

// The routing policy of the plan; a choice applies at once.
class PolicyCombo : public QComboBox
{
    Q_OBJECT

public:
    explicit PolicyCombo(Session *session, QWidget *parent = nullptr);

Q_SIGNALS:
    void refused(const poolwart::Error &error);

private:
    void showPlan();
    void choose(int index);

    Session *m_session;
};

} // namespace poolwart
