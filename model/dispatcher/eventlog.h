// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/event.h"
#include "model/core/plan.h"
#include "model/dispatcher/eventqueue.h"
#include "model/dispatcher/foldedevents.h"

#include <chrono>
#include <optional>
#include <string>

namespace poolwart {

// Stamps events with the wall clock's time and queues them for the reader; floods are folded.
class EventLog
{
public:
    static constexpr int linesPerSecond = 5; // of one kind and pool; the others are folded

    // `wallStart` is the wall clock's time at engine time zero.
    explicit EventLog(std::chrono::system_clock::time_point wallStart)
        : m_wallStart(wallStart)
    {}

    void add(Event event, TimePoint now);
    void addOften(EventKind kind, const PoolPlan &pool, FoldedEvents &folded, std::optional<SlotIndex> slot, TimePoint now,
                  std::string detail);
    // At the end of a second: one line for each kind that was folded in it.
    void flush(const PoolPlan &pool, FoldedEvents &folded, TimePoint now);

    EventQueue &events() { return m_events; }
    const EventQueue &events() const { return m_events; }

private:
    std::chrono::system_clock::time_point m_wallStart;
    EventQueue m_events;
};

} // namespace poolwart
