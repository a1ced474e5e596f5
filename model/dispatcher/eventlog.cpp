// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/dispatcher/eventlog.h"

#include <utility>

namespace poolwart {

void EventLog::add(Event event, TimePoint now)
{
    event.at = m_wallStart + std::chrono::duration_cast<std::chrono::system_clock::duration>(now.time_since_epoch());
    m_events.push(std::move(event));
}

void EventLog::addOften(EventKind kind, const PoolPlan &pool, FoldedEvents &folded, std::optional<SlotIndex> slot, TimePoint now,
                        std::string detail)
{
    FoldedLines &lines = folded.of(kind);
    if (lines.thisSecond++ < linesPerSecond) {
        add({.kind = kind, .severity = Severity::Error, .pool = pool.id, .poolName = pool.name, .slot = slot, .detail = std::move(detail)},
            now);
        return;
    }
    ++lines.folded;
    lines.slot = slot;
    lines.detail = std::move(detail);
}

void EventLog::flush(const PoolPlan &pool, FoldedEvents &folded, TimePoint now)
{
    for (const EventKind kind : FoldedEvents::kinds) {
        FoldedLines &lines = folded.of(kind);
        if (lines.folded > 0) {
            add({.kind = kind,
                 .severity = Severity::Error,
                 .pool = pool.id,
                 .poolName = pool.name,
                 .slot = lines.slot,
                 .detail = lines.detail,
                 .repeated = lines.folded - 1},
                now);
        }
        lines = {};
    }
}

} // namespace poolwart
