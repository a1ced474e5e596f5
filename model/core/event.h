// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/clock.h"
#include "model/core/ids.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace poolwart {

enum class EventKind : std::uint8_t {
    SlotOpened,     // took: how long it took
    SlotOpenFailed, // detail: the server's words
    SlotClosed,     // detail: why, translated
    SlotLost,
    PoolAdded,
    PoolResized, // number: slots wanted
    PoolPaused,
    PoolResumed,
    PoolDraining,
    PoolDrained,
    PoolRemoved,
    AcquireTimedOut, // detail: state of the pool: total, in use, idle, waiting, last connect failure
    DeadlinePassed,  // of a request's class; detail: class, and what the request was doing
    QueueFull,
    StatementFailed, // detail: SQLSTATE and text
    Query,           // only with query logging on; took: service time, detail: class, script, statement
    Cancelled,
    TrafficStarted,
    TrafficPaused,
    TrafficStopped,
    TrafficChanged,
    ShutdownStep, // detail: translated
    Notice,       // detail: translated; from the session: server, sandbox, files
    Warning,
    Failure,
};

enum class Severity : std::uint8_t { Info, Warning, Error };

// One line of the event log, as values; tables/ formats its text.
struct Event
{
    std::chrono::system_clock::time_point at;
    EventKind kind = EventKind::Notice;
    Severity severity = Severity::Info;
    std::optional<PoolId> pool;
    std::string poolName; // name at that time
    std::optional<SlotIndex> slot;
    std::optional<Duration> took;
    std::int64_t number = 0;
    std::string detail;
    std::uint64_t repeated = 0; // number of further events of the same kind on this pool, folded into this line
};

} // namespace poolwart
