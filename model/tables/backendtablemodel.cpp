// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tables/backendtablemodel.h"

#include "model/session/session.h"
#include "model/tables/format.h"

#include <map>

namespace poolwart {

namespace {

// Behind a pooler a server connection has the name of the pool that it was last lent to: "poolwart/<run>/p3".
std::string poolNamedBy(std::string_view applicationName, const Snapshot &snapshot)
{
    const auto found = std::ranges::find_if(
        snapshot.pools, [applicationName](const PoolSnapshot &pool) { return applicationName.ends_with('/' + poolLabel(pool.id)); });
    return found == snapshot.pools.end() ? std::string() : found->name;
}

std::vector<OwnBackend> ownBackends(const ServerSample &server, const Snapshot &snapshot)
{
    std::map<int, std::pair<SlotId, std::string>> slotOfPid;
    for (const PoolSnapshot &pool : snapshot.pools) {
        for (const SlotSnapshot &slot : pool.slotList) {
            if (slot.backendPid != 0)
                slotOfPid[slot.backendPid] = {{pool.id, slot.index}, pool.name};
        }
    }
    std::vector<OwnBackend> rows;
    for (const BackendRow &backend : server.backends) {
        OwnBackend row{.backend = backend, .slot = std::nullopt, .poolName = {}};
        if (const auto found = slotOfPid.find(backend.pid); found != slotOfPid.end()) {
            row.slot = found->second.first;
            row.poolName = found->second.second;
        } else if (server.pooler) {
            row.poolName = poolNamedBy(backend.applicationName, snapshot);
        }
        rows.push_back(std::move(row));
    }
    const auto order = [](const OwnBackend &row) { return std::tuple(!row.slot, row.slot, row.backend.pid); };
    std::ranges::sort(rows, {}, order);
    return rows;
}

QVariant value(const OwnBackend &row, BackendColumn column, bool isRaw)
{
    switch (column) {
    case BackendColumn::Pid:
        return row.backend.pid;
    case BackendColumn::Pool:
        return QString::fromStdString(row.poolName);
    case BackendColumn::Slot:
        return row.slot ? QVariant(slotText(row.slot->index)) : QVariant();
    case BackendColumn::State:
        return QString::fromStdString(row.backend.state);
    case BackendColumn::WaitEvent:
        return QString::fromStdString(row.backend.waitEvent);
    case BackendColumn::StateAge:
        if (isRaw)
            return static_cast<qlonglong>(row.backend.stateAge.count());
        return formatTime(row.backend.stateAge);
    }
    Q_UNREACHABLE();
}

} // namespace

BackendTableModel::BackendTableModel(Session *session, QObject *parent)
    : MergingTableModel(parent)
    , m_session(session)
{
    connect(session, &Session::refreshed, this, [this] {
        if (!m_frozen)
            refresh();
    });
}

int BackendTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int BackendTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : backendColumns;
}

QVariant BackendTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const OwnBackend &row = rowAt(index.row());
    const BackendColumn column{index.column()};
    const bool isNumber = column == BackendColumn::Pid || column == BackendColumn::StateAge;
    switch (role) {
    case Qt::DisplayRole:
    case RawRole:
        return value(row, column, role == RawRole);
    case Qt::TextAlignmentRole:
        return isNumber ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        return QString::fromStdString(row.backend.applicationName);
    case PoolIdRole:
        return row.slot ? QVariant(static_cast<quint32>(row.slot->pool)) : QVariant();
    case ToneRole:
        return static_cast<int>(column == BackendColumn::WaitEvent ? Tone::Quiet : Tone::Normal);
    default:
        return {};
    }
}

QVariant BackendTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= backendColumns)
        return {};
    switch (BackendColumn(section)) {
    case BackendColumn::Pid:
        return tr("Backend pid");
    case BackendColumn::Pool:
        return tr("Pool");
    case BackendColumn::Slot:
        return tr("Slot");
    case BackendColumn::State:
        return tr("State");
    case BackendColumn::WaitEvent:
        return tr("Wait event");
    case BackendColumn::StateAge:
        return tr("Since");
    }
    Q_UNREACHABLE();
}

const OwnBackend &BackendTableModel::rowAt(int row) const
{
    return m_rows.at(static_cast<std::size_t>(row));
}

void BackendTableModel::setFrozen(bool frozen)
{
    m_frozen = frozen;
    if (!frozen)
        refresh();
}

void BackendTableModel::refresh()
{
    merge(m_rows, ownBackends(m_session->server(), m_session->snapshot()), [](const OwnBackend &row) { return row.backend.pid; });
}

} // namespace poolwart
