// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks/slotdetails.h"

#include "model/session/session.h"
#include "model/tables/format.h"
#include "ui/style/icons.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include <functional>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

QPushButton *button(QWidget *parent, const QString &name, const QString &text, Glyph glyph, const QString &toolTip)
{
    auto *button = new QPushButton(icon(glyph), text, parent);
    button->setObjectName(name);
    button->setToolTip(toolTip);
    button->setAutoDefault(false);
    return button;
}

QString activityOf(const SlotRow &row)
{
    if (row.isPooled)
        return SlotDetails::tr("unknown behind a pooler");
    if (!row.backend)
        return u"–"_s;
    const QString state = QString::fromStdString(row.backend->state);
    const QString wait = QString::fromStdString(row.backend->waitEvent);
    return wait.isEmpty() ? state : u"%1, %2"_s.arg(state, wait);
}

void setTextIfNew(QLabel *label, const QString &text)
{
    if (label->text() != text)
        label->setText(text);
}

} // namespace

SlotDetails::SlotDetails(Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_title(new QLabel(this))
    , m_cancel(button(this, u"cancelSlot"_s, tr("Ca&ncel"), Glyph::Cancel, tr("Cancel the statement of this slot")))
    , m_close(button(this, u"closeSlot"_s, tr("C&lose"), Glyph::Close, tr("Close this connection after its request; it stays closed")))
    , m_reopen(button(this, u"reopenSlot"_s, tr("Reo&pen"), Glyph::Restart, tr("Replace this connection by a new one")))
{
    buildLayout();
    connectSignals();
    showNone();
}

QLabel *SlotDetails::addLine(QFormLayout *form, const QString &title, const QString &name, int lines)
{
    QLabel *value = newText(name, lines);
    auto *label = new QLabel(title, this);
    label->setAlignment(Qt::AlignTop | Qt::AlignLeft); // beside the first of several lines
    label->setBuddy(value);
    form->addRow(label, value);
    return value;
}

// A text that is always as high, so that nothing jumps.
QLabel *SlotDetails::newText(const QString &name, int lines)
{
    auto *label = new QLabel(this);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    label->setFixedHeight(fontMetrics().lineSpacing() * lines + 2);
    return label;
}

void SlotDetails::buildLayout()
{
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setObjectName(u"slotTitle"_s);

    auto *form = new QFormLayout;
    form->setHorizontalSpacing(8);
    form->setVerticalSpacing(3);
    form->setRowWrapPolicy(QFormLayout::DontWrapRows);
    m_state = addLine(form, tr("State"), u"slotState"_s);
    m_pid = addLine(form, tr("Backend pid"), u"slotPid"_s);
    m_activity = addLine(form, tr("Server state"), u"slotActivity"_s, 2); // "idle in transaction, Client: ClientRead"
    m_served = addLine(form, tr("Served"), u"slotServed"_s);
    m_age = addLine(form, tr("Runs for"), u"slotStatementAge"_s);
    m_statement = newText(u"slotStatement"_s, 3);
    m_error = newText(u"slotError"_s, 3);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(4);
    for (QPushButton *each : {m_cancel, m_close, m_reopen})
        buttons->addWidget(each);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(6, 4, 6, 6);
    column->addWidget(m_title);
    column->addLayout(form);
    column->addWidget(m_statement);
    auto *errorTitle = new QLabel(tr("Last error"), this);
    errorTitle->setBuddy(m_error);
    column->addWidget(errorTitle);
    column->addWidget(m_error);
    column->addLayout(buttons);
}

void SlotDetails::connectSignals()
{
    const auto act = [this](QPushButton *pressed, void (Session::*what)(SlotId)) {
        connect(pressed, &QPushButton::clicked, this, [this, what] {
            if (m_slot)
                std::invoke(what, m_session, *m_slot); // GCC 12's vptr sanitizer breaks m_session->*what
        });
    };
    act(m_cancel, &Session::cancelSlot);
    act(m_close, &Session::closeSlot);
    act(m_reopen, &Session::reopenSlot);
}

void SlotDetails::showSlot(SlotId slot, const SlotRow &row)
{
    m_slot = slot;
    const SlotSnapshot &own = row.slot;
    const bool isRunning = own.statementAge.has_value(); // also of a slot that closes when it ends
    setTextIfNew(m_title, QString::fromStdString(slotLabel(slot)));
    setTextIfNew(m_state, slotStateText(own));
    const QString none = row.isPooled ? tr("unknown") : u"–"_s;
    setTextIfNew(m_pid, own.backendPid == 0 ? none : QString::number(own.backendPid));
    setTextIfNew(m_activity, activityOf(row));
    setTextIfNew(m_served, formatCount(own.completed));
    setTextIfNew(m_age, isRunning ? formatTime(*own.statementAge) : u"–"_s);
    setTextIfNew(m_statement, isRunning ? QString::fromStdString(m_session->snapshot().statement).simplified() : QString());
    setTextIfNew(m_error, own.lastError.empty() ? tr("none") : QString::fromStdString(own.lastError).trimmed());
    m_error->setToolTip(m_error->text());
    m_statement->setToolTip(m_statement->text());
    const bool isOpen = own.state == SlotState::Idle || own.state == SlotState::InUse || own.state == SlotState::Retiring;
    m_cancel->setEnabled(isRunning);
    m_close->setEnabled(isOpen && own.state != SlotState::Retiring);
    m_reopen->setEnabled(isOpen || own.heldClosed || own.state == SlotState::BackingOff);
}

void SlotDetails::showNone()
{
    m_slot.reset();
    m_title->setText(tr("No slot"));
    for (QLabel *value : {m_state, m_pid, m_activity, m_served, m_age})
        value->setText(u"–"_s);
    m_statement->clear();
    m_error->clear();
    for (QPushButton *each : {m_cancel, m_close, m_reopen})
        each->setEnabled(false);
}

} // namespace poolwart
