// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tables/eventlogmodel.h"

#include "model/tables/format.h"

#include <algorithm>

namespace poolwart {

namespace {

Tone toneOf(Severity severity)
{
    switch (severity) {
    case Severity::Info:
        return Tone::Normal;
    case Severity::Warning:
        return Tone::Warning;
    case Severity::Error:
        return Tone::Alarm;
    }
    Q_UNREACHABLE();
}

} // namespace

EventLogModel::EventLogModel(QObject *parent, std::size_t capacity)
    : QAbstractTableModel(parent)
    , m_capacity(capacity)
{}

int EventLogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_events.size());
}

int EventLogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : eventColumns;
}

QVariant EventLogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Event &event = eventAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        break;
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return eventLine(event);
    case SeverityRole:
        return static_cast<int>(event.severity);
    case ToneRole:
        return static_cast<int>(EventColumn(index.column()) == EventColumn::Time ? Tone::Quiet : toneOf(event.severity));
    case PoolIdRole:
        return event.pool ? QVariant(static_cast<quint32>(*event.pool)) : QVariant();
    default:
        return {};
    }
    switch (EventColumn(index.column())) {
    case EventColumn::Time:
        return formatTimeOfDay(event.at);
    case EventColumn::Pool:
        return QString::fromStdString(event.poolName);
    case EventColumn::Slot:
        return event.slot ? slotText(*event.slot) : QString();
    case EventColumn::What:
        return describe(event);
    }
    Q_UNREACHABLE();
}

QVariant EventLogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= eventColumns)
        return {};
    switch (EventColumn(section)) {
    case EventColumn::Time:
        return tr("Time");
    case EventColumn::Pool:
        return tr("Pool");
    case EventColumn::Slot:
        return tr("Slot");
    case EventColumn::What:
        return tr("Event");
    }
    Q_UNREACHABLE();
}

const Event &EventLogModel::eventAt(int row) const
{
    return m_events.at(static_cast<std::size_t>(row));
}

void EventLogModel::append(const std::vector<Event> &events)
{
    if (m_frozen) {
        m_held.insert(m_held.end(), events.begin(), events.end());
        if (m_held.size() > m_capacity)
            m_held.erase(m_held.begin(), m_held.end() - static_cast<std::ptrdiff_t>(m_capacity));
        return;
    }
    const std::size_t taken = std::min(events.size(), m_capacity);
    if (taken == 0)
        return;
    if (m_events.size() + taken > m_capacity)
        dropFromFront(m_events.size() + taken - m_capacity);
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(taken) - 1);
    m_events.insert(m_events.end(), events.end() - static_cast<std::ptrdiff_t>(taken), events.end());
    endInsertRows();
}

void EventLogModel::dropFromFront(std::size_t count)
{
    beginRemoveRows({}, 0, static_cast<int>(count) - 1);
    m_events.erase(m_events.begin(), m_events.begin() + static_cast<std::ptrdiff_t>(count));
    endRemoveRows();
}

void EventLogModel::clear()
{
    beginResetModel();
    m_events.clear();
    m_held.clear();
    endResetModel();
}

void EventLogModel::setFrozen(bool frozen)
{
    m_frozen = frozen;
    if (frozen)
        return;
    const std::vector<Event> held(m_held.begin(), m_held.end());
    m_held.clear();
    append(held);
}

} // namespace poolwart
