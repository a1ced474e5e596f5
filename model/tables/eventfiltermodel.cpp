// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tables/eventfiltermodel.h"

#include "model/tables/eventlogmodel.h"
#include "model/tables/format.h"

namespace poolwart {

void EventFilterModel::setText(const QString &text)
{
    m_words = text.split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

void EventFilterModel::setPool(std::optional<PoolId> pool)
{
    m_pool = pool;
    invalidateFilter();
}

void EventFilterModel::setLeastSeverity(Severity severity)
{
    m_minSeverity = severity;
    invalidateFilter();
}

bool EventFilterModel::filterAcceptsRow(int row, const QModelIndex &) const
{
    const auto *log = qobject_cast<const EventLogModel *>(sourceModel());
    const Event &event = log->eventAt(row);
    if (event.severity < m_minSeverity || (m_pool && event.pool && event.pool != m_pool))
        return false;
    if (m_words.isEmpty())
        return true;
    const QString line = eventLine(event);
    return std::ranges::all_of(m_words, [&line](const QString &word) { return line.contains(word, Qt::CaseInsensitive); });
}

} // namespace poolwart
