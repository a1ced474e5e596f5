// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/dispatcher/dispatcher.h"

#include <deque>

namespace poolwart {

inline constexpr Duration timeoutAfterCancel = std::chrono::seconds(5); // then the connection is cut

// What the dispatcher knows of a slot beside the pool's own state machine.
struct Dispatcher::SlotEntry
{
    RequestId request{};
    TimePoint since{};                  // of the running request's grant
    TimePoint cutAt = TimePoint::max(); // a cancel went out; if nothing comes of it by then, cut
    bool isBusy = false;
    bool cancelAsked = false; // by the user or a shutdown: the request ends as cancelled
    bool givenUp = false;     // a cancel of our own went out: it ran for too long
    int backendPid = 0;
    std::uint64_t served = 0;
    std::string lastError;
};

// Lines of one kind that come in floods: some are let through each second, the rest is folded into one line.
struct FoldedLines
{
    int thisSecond = 0;
    std::uint64_t folded = 0;
    std::optional<SlotIndex> slot;
    std::string detail;
};

struct Dispatcher::PoolEntry
{
    PoolEntry(const PoolPlan &plan, std::uint64_t seed)
        : pool(plan, seed)
    {}

    Pool pool;
    PoolActions actions;          // of the pool, until carryOut()
    std::deque<SlotIndex> wishes; // openings that are not begun yet
    std::size_t connections = 0;  // opening, open or closing
    bool isRefused = false;       // the last opening failed because the server was full
    std::uint64_t refusedAfterEndings = 0;
    bool isLeaving = false;
    bool isClaimed = false; // a class of the workload names it
    BlockedWait::Share blocked;
    std::size_t position = 0;
    RunFigures figures;
    LatencyFigure usage;
    Histogram creation; // never reset: as a rule all are opened before the measuring begins
    std::vector<SlotEntry> slots;
    std::string lastConnectError;
    FoldedLines timeouts;
    FoldedLines deadlines;
    FoldedLines refusals;
    FoldedLines failures;
    FoldedLines openFailures;
    bool wasDrained = false;
    RequestCounts countsBefore; // as the last second ended
    std::uint64_t openedBefore = 0;
    Duration blockedBefore{0};
};

} // namespace poolwart
