// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/clock.h"
#include "model/core/ids.h"

#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>

#include <functional>
#include <vector>

namespace poolwart {

// One timer for all slots that sleep. Engine thread.
class SleepQueue
{
public:
    struct Sleeper
    {
        TimePoint at{};
        SlotId slot;
        std::uint64_t sleep = 0; // tells a slot whether it still sleeps that sleep
    };

    SleepQueue(asio::io_context &context, std::function<TimePoint()> now, std::function<void(const Sleeper &)> wake);

    void add(const Sleeper &sleeper);

private:
    void arm();
    void fire();

    std::function<TimePoint()> m_now;
    std::function<void(const Sleeper &)> m_wake;
    asio::steady_timer m_timer;
    std::vector<Sleeper> m_sleepers; // a heap, the next on top
};

} // namespace poolwart
