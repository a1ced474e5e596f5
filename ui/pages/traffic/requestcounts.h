// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

class QLabel;

namespace poolwart {

class Freeze;
class Session;

// What became of the requests, as an account that adds up, and the errors by SQLSTATE.
class RequestCountsView : public QWidget
{
    Q_OBJECT

public:
    RequestCountsView(Session *session, Freeze *freeze, QWidget *parent = nullptr);

private:
    void buildLayout();
    void refresh();
    void showErrors();

    Session *m_session;
    Freeze *m_freeze;
    std::vector<QLabel *> m_figures;
    QLabel *m_errors;
};

} // namespace poolwart
