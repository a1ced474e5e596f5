// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

class QLabel;

namespace poolwart {

class DisplayPause;
class Session;

// The requests by outcome, whose counts add up, and the errors by SQLSTATE.
class RequestCountsView : public QWidget
{
    Q_OBJECT

public:
    RequestCountsView(Session *session, DisplayPause *displayPause, QWidget *parent = nullptr);

private:
    void buildLayout();
    void refresh();
    void showErrors();

    Session *m_session;
    DisplayPause *m_displayPause;
    std::vector<QLabel *> m_figures;
    QLabel *m_errors;
};

} // namespace poolwart
