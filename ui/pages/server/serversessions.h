// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGroupBox>

#include <vector>

class QLabel;

namespace poolwart {

class Session;

// The states of the server's sessions, ours and others, and its limits.
class ServerSessions : public QGroupBox
{
    Q_OBJECT

public:
    explicit ServerSessions(Session *session, QWidget *parent = nullptr);

    void refresh();

private:
    void buildLayout();
    QLabel *addFigure(int row, int column, const QString &name);

    Session *m_session;
    QLabel *m_version;
    std::vector<QLabel *> m_figures; // of ours, then of others: active, idle, in transaction, all
    QLabel *m_transactions;
    QLabel *m_note;
};

} // namespace poolwart
