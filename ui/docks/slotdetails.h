// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tables/slottablemodel.h"

#include <QWidget>

#include <optional>

class QFormLayout;
class QLabel;
class QPushButton;

namespace poolwart {

// The details of one slot, with its actions.
class SlotDetails : public QWidget
{
    Q_OBJECT

public:
    explicit SlotDetails(Session *session, QWidget *parent = nullptr);

    void showSlot(SlotId slot, const SlotRow &row);
    void showNone();

private:
    void buildLayout();
    void connectSignals();
    QLabel *addLine(QFormLayout *form, const QString &title, const QString &name, int lines = 1);
    QLabel *newText(const QString &name, int lines);

    Session *m_session;
    std::optional<SlotId> m_slot;
    QLabel *m_title;
    QLabel *m_state;
    QLabel *m_pid;
    QLabel *m_activity;
    QLabel *m_served;
    QLabel *m_age;
    QLabel *m_statement;
    QLabel *m_error;
    QPushButton *m_cancel;
    QPushButton *m_close;
    QPushButton *m_reopen;
};

} // namespace poolwart
