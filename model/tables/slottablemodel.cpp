// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tables/slottablemodel.h"

#include "model/session/session.h"
#include "model/tables/format.h"

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

bool hasConnection(SlotState state)
{
    return state == SlotState::Idle || state == SlotState::InUse || state == SlotState::Retiring;
}

std::vector<SlotRow> slotRows(const Snapshot &snapshot, const ServerSample &server, PoolId id)
{
    std::vector<SlotRow> rows;
    const auto pool = std::ranges::find(snapshot.pools, id, &PoolSnapshot::id);
    if (pool == snapshot.pools.end())
        return rows;
    for (const SlotSnapshot &slot : pool->slotList) {
        const auto backend = std::ranges::find(server.backends, slot.backendPid, &BackendRow::pid);
        const bool isSeen = slot.backendPid != 0 && backend != server.backends.end();
        const bool isPooled = server.pooler && hasConnection(slot.state);
        rows.push_back({.slot = slot, .backend = isSeen ? std::optional(*backend) : std::nullopt, .isPooled = isPooled});
    }
    return rows;
}

QString activity(const SlotRow &row)
{
    if (row.isPooled)
        return SlotTableModel::tr("unknown behind a pooler");
    if (!row.backend)
        return {};
    const QString state = QString::fromStdString(row.backend->state);
    const QString wait = QString::fromStdString(row.backend->waitEvent);
    return wait.isEmpty() ? state : state + u", "_s + wait;
}

Tone toneOf(const SlotRow &row, SlotColumn column)
{
    if (column == SlotColumn::LastError)
        return Tone::Warning;
    if (row.slot.state == SlotState::BackingOff)
        return Tone::Alarm;
    return row.slot.state == SlotState::InUse ? Tone::Normal : Tone::Quiet;
}

} // namespace

SlotTableModel::SlotTableModel(Session *session, QObject *parent)
    : MergingTableModel(parent)
    , m_session(session)
{
    connect(session, &Session::refreshed, this, [this] {
        if (!m_frozen)
            refresh();
    });
}

int SlotTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int SlotTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : slotColumns;
}

QVariant SlotTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const SlotRow &row = rowAt(index.row());
    const SlotColumn column{index.column()};
    const bool isNumber = column == SlotColumn::BackendPid || column == SlotColumn::Served || column == SlotColumn::StatementAge;
    if (role == Qt::TextAlignmentRole)
        return isNumber ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role == StateRole)
        return static_cast<int>(row.slot.state);
    if (role == MarkRole)
        return row.slot.heldClosed && row.slot.state == SlotState::Closed;
    if (role == ToneRole)
        return static_cast<int>(toneOf(row, column));
    if (role == Qt::ToolTipRole && row.isPooled && (column == SlotColumn::BackendPid || column == SlotColumn::Activity))
        return tr("The pooler lends the slot a server connection on demand, and possibly another one the next time.");
    if (role != Qt::DisplayRole && role != RawRole)
        return {};

    const bool isRaw = role == RawRole;
    switch (column) {
    case SlotColumn::Slot:
        return isRaw ? QVariant(row.slot.index) : QVariant(slotText(row.slot.index));
    case SlotColumn::State:
        return slotStateText(row.slot);
    case SlotColumn::BackendPid:
        if (row.slot.backendPid != 0)
            return row.slot.backendPid;
        return row.isPooled && !isRaw ? QVariant(tr("unknown")) : QVariant();
    case SlotColumn::Activity:
        return activity(row);
    case SlotColumn::Served:
        return isRaw ? QVariant(static_cast<qulonglong>(row.slot.completed)) : QVariant(formatCount(row.slot.completed));
    case SlotColumn::StatementAge:
        if (!row.slot.statementAge)
            return {};
        return isRaw ? QVariant(static_cast<qlonglong>(row.slot.statementAge->count())) : QVariant(formatTime(*row.slot.statementAge));
    case SlotColumn::LastError:
        return QString::fromStdString(row.slot.lastError);
    }
    Q_UNREACHABLE();
}

QVariant SlotTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= slotColumns)
        return {};
    switch (SlotColumn(section)) {
    case SlotColumn::Slot:
        return tr("Slot");
    case SlotColumn::State:
        return tr("State");
    case SlotColumn::BackendPid:
        return tr("Backend pid");
    case SlotColumn::Activity:
        return tr("Server state");
    case SlotColumn::Served:
        return tr("Served");
    case SlotColumn::StatementAge:
        return tr("Statement age");
    case SlotColumn::LastError:
        return tr("Last error");
    }
    Q_UNREACHABLE();
}

void SlotTableModel::setPool(std::optional<PoolId> pool)
{
    if (m_pool == pool)
        return;
    beginResetModel();
    m_pool = pool;
    m_rows = pool ? slotRows(m_session->snapshot(), m_session->server(), *pool) : std::vector<SlotRow>();
    endResetModel();
    Q_EMIT updated();
}

SlotId SlotTableModel::slotAt(int row) const
{
    return {*m_pool, rowAt(row).slot.index};
}

const SlotRow &SlotTableModel::rowAt(int row) const
{
    return m_rows.at(static_cast<std::size_t>(row));
}

void SlotTableModel::setFrozen(bool frozen)
{
    m_frozen = frozen;
    if (!frozen)
        refresh();
}

void SlotTableModel::refresh()
{
    if (m_pool) {
        merge(m_rows, slotRows(m_session->snapshot(), m_session->server(), *m_pool), [](const SlotRow &row) { return row.slot.index; });
    }
    Q_EMIT updated();
}

} // namespace poolwart
