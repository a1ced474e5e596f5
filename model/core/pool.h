// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/clock.h"
#include "model/core/plan.h"
#include "model/core/poolcounters.h"
#include "model/core/random.h"
#include "model/core/ringqueue.h"
#include "model/core/slotstate.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace poolwart {

// An action that the pool requests. The caller performs it and reports back with opened(), openFailed() or closed().
struct PoolAction
{
    enum class Kind : std::uint8_t {
        Open,    // open a connection for `slot`
        Close,   // close the connection of `slot`
        Grant,   // `slot` is lent to `request`
        TimeOut, // `request` reached its acquire timeout and is no longer in the pool
        Reject,  // `request` is refused: queue full, or pool draining
    };

    Kind kind{};
    SlotIndex slot = 0;
    RequestId request{};

    bool operator==(const PoolAction &) const = default;
};

// Actions are appended in the order in which they must be performed.
using PoolActions = std::vector<PoolAction>;

// A connection pool as a state machine: inputs with their time, actions out. No thread, no clock, no socket.
//
// Contracts, where pools differ (shared vocabulary of HikariCP, pgxpool, Agroal):
//  - waiters are served strictly first in, first out; a newcomer never overtakes them;
//  - the most recently used idle slot is lent first, so that surplus ones can reach their idle timeout;
//  - shrinking retires idle slots first (highest number first) and busy ones when their request is done: the pool may
//    exceed its size until then; growing takes busy retiring slots back before it opens new ones;
//  - an opening never makes it exceed its size: a connection counts until it is closed, a busy retiring one too;
//  - the minimum idle is made up for as soon as a slot is lent; beyond it, each waiter opens one;
//  - waiters keep the deadline they came with when the acquire timeout changes; an idle timeout holds at once, a lifetime
//    for new connections;
//  - max lifetime is shortened per connection by up to 10 %, so that connections opened together do not
//    end together;
//  - a failed opening backs the pool off (100 ms doubling to 5 s, each shortened by up to a half), with one
//    attempt at a time until one succeeds.
class Pool
{
public:
    Pool(const PoolPlan &plan, std::uint64_t seed);

    // Applies the desired state; the first call opens the minimum.
    void apply(const PoolPlan &plan, TimePoint now, PoolActions &actions);

    // Exactly one Grant, TimeOut or Reject follows each acquire, at once or later. It waits until the
    // acquire timeout, at most until `latest`.
    void acquire(RequestId request, TimePoint now, PoolActions &actions, TimePoint latest = TimePoint::max());
    // The slot's request has ended. A broken connection is closed and replaced.
    void release(SlotIndex slot, bool reusable, TimePoint now, PoolActions &actions);

    void opened(SlotIndex slot, TimePoint now, PoolActions &actions);
    void openFailed(SlotIndex slot, TimePoint now, PoolActions &actions);
    // The opening was not started and is no longer needed.
    void openWithdrawn(SlotIndex slot, TimePoint now, PoolActions &actions);
    void closed(SlotIndex slot, TimePoint now, PoolActions &actions);
    // The cause of failed openings may have passed: ends the back-off. Openings are still tried one at a time.
    void retryNow(TimePoint now, PoolActions &actions);
    // An idle connection was lost.
    void lost(SlotIndex slot, TimePoint now, PoolActions &actions);

    // Handles due deadlines, idle timeouts, lifetimes and back-offs. Call at nextDeadline() or at any earlier time.
    void tick(TimePoint now, PoolActions &actions);
    std::optional<TimePoint> nextDeadline() const;

    void pause(TimePoint now, PoolActions &actions);
    void resume(TimePoint now, PoolActions &actions); // from Paused, Draining or Drained
    void drain(TimePoint now, PoolActions &actions);
    // Rejects all waiting requests; used at the end of a drain.
    void rejectWaiters(PoolActions &actions);
    // Closes the slot, after its request if it has one, and keeps it closed until reopenSlot().
    void closeSlot(SlotIndex slot, TimePoint now, PoolActions &actions);
    // Opens a new connection for the slot: ends holding it closed, or replaces its connection.
    void reopenSlot(SlotIndex slot, TimePoint now, PoolActions &actions);
    // Replaces every connection: idle ones now, busy ones after their request.
    void recycle(TimePoint now, PoolActions &actions);
    // Like recycle(), but one connection after another; the others keep serving.
    void renew(TimePoint now, PoolActions &actions);

    PoolId id() const { return m_plan.id; }
    const PoolPlan &plan() const { return m_plan; }
    PoolState state() const { return m_state; }
    bool isAccepting() const { return m_state == PoolState::Active || m_state == PoolState::Paused; }
    // False if the pool has no connection and its openings fail. A pool that opens only on demand is tried with one request at
    // a time.
    bool canServe() const;
    bool isFailing() const { return m_failures > 0; }                  // openings fail, until one succeeds
    bool awaitsRetry() const { return nextTry() != TimePoint::max(); } // a needed opening is backing off
    bool isOpeningWanted(SlotIndex slot) const { return m_slots[slot].state == SlotState::Opening && !m_slots[slot].dropOnOpen; }

    int inUse() const { return m_inUse; }
    int idle() const { return static_cast<int>(m_idle.size()); }
    int opening() const { return m_opening; }
    int waiting() const { return static_cast<int>(m_waiters.size()); }
    int open() const;
    std::optional<TimePoint> oldestWaiterSince() const;
    const PoolCounters &counters() const { return m_counters; }
    void resetCounters(); // peaks restart from the current values

    // Slots that exist or are wanted, by index. Closed slots beyond the wanted size are not shown.
    std::size_t slotCount() const { return m_slots.size(); }
    SlotState slotState(SlotIndex slot) const { return m_slots[slot].state; }
    bool isHeldClosed(SlotIndex slot) const { return m_slots[slot].heldClosed; }

    // Returns the first broken invariant, or nothing. For tests, after every step.
    std::optional<std::string> checkInvariants() const;

private:
    struct Slot
    {
        SlotState state = SlotState::Closed;
        bool lent = false;       // lent to a request; InUse, or Retiring if it will be closed afterwards
        bool closing = false;    // a Close action is pending
        bool heldClosed = false; // by the user
        bool dropOnOpen = false; // no longer needed since its opening began
        bool replaced = false;   // retiring in order to be reopened; growing must not keep it
        bool isOld = false;      // to be replaced when its turn comes
        RequestId request{};
        TimePoint idleSince{};
        TimePoint expiresAt = TimePoint::max();
    };

    struct Waiter
    {
        RequestId request{};
        TimePoint since{};
        TimePoint deadline{};
    };

    template <class Change>
    void change(SlotIndex slot, Change change); // keeps the counts
    void tally(const Slot &slot, int sign);

    void lend(SlotIndex slot, RequestId request, PoolActions &actions);
    void grantOldest(SlotIndex slot, TimePoint now, PoolActions &actions);
    void makeIdle(SlotIndex slot, TimePoint now);
    void beginOpen(SlotIndex slot, PoolActions &actions);
    void beginClose(SlotIndex slot, PoolActions &actions);
    void retire(SlotIndex slot, bool replaced, PoolActions &actions);
    void serveWaiters(TimePoint now, PoolActions &actions);

    void maintain(TimePoint now, PoolActions &actions); // towards the wanted size
    void shrink(PoolActions &actions);
    void takeBackRetiring();
    void openMissing(TimePoint now, PoolActions &actions);
    void renewNext(TimePoint now, PoolActions &actions);
    bool mayRenew() const { return m_opening == 0 && m_closing == 0 && m_failures == 0; }
    void replenish(TimePoint now, PoolActions &actions);
    int missing() const;
    bool mayOpen(TimePoint now) const;
    bool isOpenable(const Slot &slot) const;
    TimePoint nextTry() const;
    void forgetBackOffs();
    void trimSlots();
    void finishDrain();

    void expireWaiters(TimePoint now, PoolActions &actions);
    void expireConnections(TimePoint now, PoolActions &actions);
    void planNextCare();
    TimePoint nextIdleEnd() const;

    PoolPlan m_plan;
    PoolState m_state = PoolState::Active;
    Random m_random;
    std::vector<Slot> m_slots;
    std::vector<SlotIndex> m_idle; // a stack: the most recently used on top
    RingQueue<Waiter> m_waiters;
    TimePoint m_earliestDeadline = TimePoint::max(); // of the waiters; never later than the exact one
    TimePoint m_nextCare = TimePoint::max();         // idle timeout, lifetime or retry; never later than the exact one
    int m_inUse = 0;                                 // lent
    int m_opening = 0;
    int m_closing = 0;
    int m_counted = 0;  // connections that will stay, counted against the wanted size
    int m_occupied = 0; // slots with a connection, or held closed
    int m_failures = 0; // consecutive failed openings
    TimePoint m_retryAt{};
    PoolCounters m_counters;
};

template <class Change>
void Pool::change(SlotIndex slot, Change change)
{
    Slot &changed = m_slots[slot];
    tally(changed, -1);
    change(changed);
    tally(changed, +1);
}

} // namespace poolwart
