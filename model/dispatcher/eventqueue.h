// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/event.h"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace poolwart {

// Queue of events to one reader; beyond its capacity the newest events are only counted.
class EventQueue
{
public:
    static constexpr std::size_t capacity = 4096;

    void push(Event event)
    {
        if (m_events.size() < capacity)
            m_events.push_back(std::move(event));
        else
            ++m_dropped;
    }

    // Moves all events to `out`, in order.
    void moveTo(std::vector<Event> &out)
    {
        out.insert(out.end(), std::make_move_iterator(m_events.begin()), std::make_move_iterator(m_events.end()));
        m_events.clear();
    }

    std::uint64_t dropped() const { return m_dropped; }

private:
    std::vector<Event> m_events;
    std::uint64_t m_dropped = 0;
};

} // namespace poolwart
