// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/dispatcher/command.h"
#include "model/dispatcher/pooltable.h"
#include "model/dispatcher/requesttable.h"

#include <algorithm>

namespace poolwart {

// Cancels what runs too long, and cuts the connection where a cancel has no effect: beyond the deadline of a request's class, when
// nobody waits for the answer, and beyond the statement timeout, where the server itself did not end the statement.
class StatementWatch
{
public:
    void granted(TimePoint deadline) { m_nextLate = std::min(m_nextLate, deadline); } // of a request; max(): none
    // Call every few milliseconds.
    void tick(const PoolTable &pools, const RequestTable &requests, TimePoint now, Commands &commands);
    // A request is cancelled for the user or for a shutdown: it is cut if no answer comes.
    static void cancelForUser(SlotEntry &slot, SlotId id, TimePoint now, Commands &commands);

    TimePoint nextLate() const { return m_nextLate; }

private:
    void cancelLate(const PoolTable &pools, const RequestTable &requests, TimePoint now, Commands &commands);
    static void watchTimeouts(const PoolEntry &pool, SlotEntry &slot, SlotId id, TimePoint now, Commands &commands);

    TimePoint m_nextLate = TimePoint::max(); // deadline of a running request; never later than the true one
    TimePoint m_nextWatch{};
};

} // namespace poolwart
