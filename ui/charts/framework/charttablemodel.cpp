// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/framework/charttablemodel.h"

#include "model/tables/format.h"
#include "ui/charts/framework/percentiles.h"

#include <algorithm>
#include <cmath>

namespace poolwart {

using namespace Qt::StringLiterals;

bool ChartTableModel::hasColumnsOf(const ChartData &data) const
{
    return std::ranges::equal(m_data.columns, data.columns, {}, &ChartColumn::key, &ChartColumn::key)
        && std::ranges::equal(m_data.columns, data.columns, {}, &ChartColumn::name, &ChartColumn::name);
}

bool ChartTableModel::hasPercentsOf(const ChartData &data) const
{
    return !data.isOverTime() && !data.isEmpty() && m_data.axis == data.axis && m_data.percents == data.percents;
}

void ChartTableModel::setData(const ChartData &data, std::chrono::system_clock::time_point origin)
{
    if (hasPercentsOf(data) && hasColumnsOf(data)) {
        m_data = data;
        Q_EMIT dataChanged(index(0, 1), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    const bool overlaps = !m_data.times.empty() && !data.times.empty() && data.times.front() >= m_data.times.front()
                       && data.times.front() <= m_data.times.back() && data.times.back() >= m_data.times.back();
    if (overlaps && hasColumnsOf(data) && origin == m_origin) {
        mergeRows(data);
        return;
    }
    beginResetModel();
    m_data = data;
    m_origin = origin;
    endResetModel();
}

// A history only loses its oldest and gains newer samples.
void ChartTableModel::mergeRows(const ChartData &data)
{
    const auto lost = std::ranges::lower_bound(m_data.times, data.times.front()) - m_data.times.begin();
    const auto gained = data.times.end() - std::ranges::upper_bound(data.times, m_data.times.back());
    if (lost > 0) {
        const int rows = rowCount();
        beginRemoveRows({}, rows - static_cast<int>(lost), rows - 1);
        m_data.times.erase(m_data.times.begin(), m_data.times.begin() + lost);
        for (ChartColumn &column : m_data.columns)
            column.values.erase(column.values.begin(), column.values.begin() + lost);
        endRemoveRows();
    }
    if (gained > 0) {
        beginInsertRows({}, 0, static_cast<int>(gained) - 1);
        m_data = data;
        endInsertRows();
    }
}

std::size_t ChartTableModel::sampleOf(int row) const
{
    const auto line = static_cast<std::size_t>(row);
    return m_data.isOverTime() ? m_data.size() - 1 - line : line;
}

int ChartTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_data.size());
}

int ChartTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_data.columns.size()) + 1;
}

QVariant ChartTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != ValueRole)
        return {};
    const std::size_t sample = sampleOf(index.row());
    if (index.column() == 0)
        return along(sample, role);
    const ChartColumn &column = m_data.columns[static_cast<std::size_t>(index.column() - 1)];
    const double value = column.values[sample];
    if (role == ValueRole)
        return std::isfinite(value) ? QVariant(value) : QVariant();
    return unitFigure(column.unit, value);
}

QVariant ChartTableModel::along(std::size_t sample, int role) const
{
    if (!m_data.isOverTime())
        return role == ValueRole ? QVariant(m_data.percents[sample]) : percentText(m_data.percents[sample]);
    const auto since = m_data.times[sample].time_since_epoch();
    if (role == ValueRole)
        return inSeconds(since);
    return formatTimeOfDay(m_origin + std::chrono::duration_cast<std::chrono::system_clock::duration>(since));
}

QVariant ChartTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= columnCount())
        return {};
    if (section == 0)
        return m_data.isOverTime() ? tr("Time") : tr("Percentile");
    const ChartColumn &column = m_data.columns[static_cast<std::size_t>(section - 1)];
    return u"%1\n%2"_s.arg(column.name, unitName(column.unit));
}

} // namespace poolwart
