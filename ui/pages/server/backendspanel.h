// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGroupBox>

class QLabel;
class QPushButton;
class QTableView;

namespace poolwart {

class BackendTableModel;
class DisplayPause;
class Session;

// Our backends as the server lists them, with an action to cancel their statements.
class BackendsPanel : public QGroupBox
{
    Q_OBJECT

public:
    BackendsPanel(Session *session, DisplayPause *displayPause, QWidget *parent = nullptr);

private:
    void buildLayout();
    void connectSignals(DisplayPause *displayPause);
    void cancelSelected();
    void showAgreement();

    Session *m_session;
    BackendTableModel *m_model;
    QTableView *m_table;
    QPushButton *m_cancel;
    QLabel *m_agreement;
};

} // namespace poolwart
