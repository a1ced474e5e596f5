// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGroupBox>

class QLabel;
class QPushButton;
class QSpinBox;

namespace poolwart {

class Session;

// The two settings of the sandbox, applied with a restart.
class SandboxPanel : public QGroupBox
{
    Q_OBJECT

public:
    explicit SandboxPanel(Session *session, QWidget *parent = nullptr);

private:
    void buildLayout();
    void connectSignals();
    void refresh();
    void apply();

    Session *m_session;
    QSpinBox *m_maxConnections;
    QSpinBox *m_reserved;
    QPushButton *m_apply;
    QLabel *m_fits;
    bool m_isEdited = false; // typed values are kept until they are applied
};

} // namespace poolwart
