// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace poolwart {

enum class SlotState : std::uint8_t {
    Closed,     // no connection, none wanted
    Opening,    // a connector is at it
    Idle,       // connected, waiting for work
    InUse,      // lent to a request
    Retiring,   // will be closed: at once, or when its request is done
    BackingOff, // opening failed; waits for the next try
};

enum class PoolState : std::uint8_t {
    Active,
    Paused,   // lends no slot; requests wait with their deadline
    Draining, // takes no new request, serves those that wait, closes slots as they come free
    Drained,  // draining has ended; nothing is open
};

} // namespace poolwart
