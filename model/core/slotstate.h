// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace poolwart {

enum class SlotState : std::uint8_t {
    Closed,     // no connection, and none wanted
    Opening,    // a connector is opening it
    Idle,       // connected, without a request
    InUse,      // lent to a request
    Retiring,   // will be closed at once or after its request
    BackingOff, // opening failed; waiting for the next attempt
};

enum class PoolState : std::uint8_t {
    Active,
    Paused,   // lends no slot; requests wait until their deadline
    Draining, // accepts no new request, serves the waiting ones, closes slots as they become idle
    Drained,  // draining has ended; nothing is open
};

} // namespace poolwart
