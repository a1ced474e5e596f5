// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/clock.h"
#include "model/core/ids.h"

#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>

#include <functional>
#include <vector>

namespace poolwart {

// One timer for all sleeping slots. Engine thread.
class SleepQueue
{
public:
    struct Sleeper
    {
        TimePoint at{};
        SlotId slot;
        std::uint64_t sleep = 0; // tells a slot whether this is its current sleep
    };

    SleepQueue(asio::io_context &context, std::function<TimePoint()> now, std::function<void(const Sleeper &)> wake);

    void add(const Sleeper &sleeper);
    void goOn(); // after a wake threw

private:
    void arm();
    void fire();

    std::function<TimePoint()> m_now;
    std::function<void(const Sleeper &)> m_wake;
    asio::steady_timer m_timer;
    std::vector<Sleeper> m_sleepers; // a heap, the next on top
};

} // namespace poolwart
