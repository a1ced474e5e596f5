// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/pool.h"
#include "model/dispatcher/foldedevents.h"
#include "model/dispatcher/poolmeter.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace poolwart {

// What the dispatcher knows of a slot in addition to the pool's own state machine.
struct SlotEntry
{
    RequestId request{};
    TimePoint since{};                  // of the running request's grant
    TimePoint cutAt = TimePoint::max(); // a cancel was sent; without an answer by then, the connection is cut
    bool isBusy = false;
    bool cancelAsked = false; // by the user or a shutdown: the request ends as cancelled
    bool givenUp = false;     // the StatementWatch sent a cancel: it ran for too long
    int backendPid = 0;
    std::uint64_t completed = 0;
    std::string lastError;
};

// A pool's part of the connection budget.
struct PoolOpenings
{
    std::deque<SlotIndex> wanted; // openings that have not begun
    std::size_t connections = 0;  // opening, open or closing
    bool isRefused = false;       // the last opening failed because the server was full
    std::uint64_t refusedAfterEndings = 0;
};

// A pool of the plan, or one that drains after it was removed from the plan.
struct PoolEntry
{
    PoolEntry(const PoolPlan &plan, std::uint64_t seed)
        : pool(plan, seed)
    {}

    SlotEntry &slot(SlotIndex index)
    {
        if (slots.size() <= index)
            slots.resize(static_cast<std::size_t>(index) + 1);
        return slots[index];
    }

    Pool pool;
    PoolActions actions; // of the pool, until the dispatcher carries them out
    PoolOpenings openings;
    PoolMeter meter;
    FoldedEvents folded;
    std::vector<SlotEntry> slots;
    std::string lastConnectError;
    std::size_t position = 0; // in the PoolTable
    bool isLeaving = false;   // no longer in the plan
    bool wasDrained = false;
};

} // namespace poolwart
