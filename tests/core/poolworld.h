// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/core/pooldriver.h"

#include <deque>
#include <functional>
#include <queue>

namespace poolwart {

// The world around a pool: a server that comes and goes, connections that open, fail and close late, requests that take
// their time, and a user who changes everything. It believes nothing of what the pool says of itself but keeps its own
// books, and stops at the first action that does not fit them.
class PoolWorld
{
public:
    explicit PoolWorld(std::uint64_t seed)
        : m_random(seed)
        , m_plan(randomPlan())
        , m_pool(m_plan, seed)
    {
        act([&](PoolActions &actions) { m_pool.apply(m_plan, m_now, actions); });
    }

    // One thing happens. False once something is wrong; see fault().
    bool step()
    {
        ++m_steps;
        if (!m_events.empty() && m_random.below(3) > 0)
            happenNext();
        else
            userDoesSomething();
        return m_fault.empty();
    }

    // Everybody lets go, the server is there, and time passes. Then the pool is as the plan wants it.
    bool comesToRest()
    {
        m_isServerUp = true;
        for (std::size_t slot = 0; slot < m_pool.slotCount(); ++slot) {
            if (m_pool.isHeldClosed(static_cast<SlotIndex>(slot)))
                act([&](PoolActions &actions) { m_pool.reopenSlot(static_cast<SlotIndex>(slot), m_now, actions); });
        }
        act([&](PoolActions &actions) { m_pool.resume(m_now, actions); });
        settle();
        check(m_waiting.empty() && m_pool.inUse() == 0, "somebody still waits or works at rest");
        check(count(At::Opening) + count(At::Closing) == 0, "something still opens or closes at rest");
        check(m_pool.idle() == count(At::Idle), "the idle connections are miscounted");
        const int minimum = m_plan.minimumIdle.value_or(m_plan.slots);
        check(m_pool.idle() >= minimum && m_pool.idle() <= m_plan.slots, "the pool has not come to its size");
        check(!m_plan.idleTimeout || m_pool.idle() == minimum, "a surplus connection outlives its idle timeout");
        for (std::size_t slot = 0; slot < m_pool.slotCount(); ++slot)
            check(m_pool.slotState(static_cast<SlotIndex>(slot)) != SlotState::BackingOff, "a slot still backs off at rest");
        check(m_pool.slotCount() >= static_cast<std::size_t>(m_plan.slots), "slots are missing");
        return m_fault.empty();
    }

    bool drains()
    {
        act([&](PoolActions &actions) { m_pool.drain(m_now, actions); });
        settle();
        check(m_pool.state() == PoolState::Drained, "a drain does not end");
        check(count(At::Nowhere) == static_cast<int>(m_slots.size()), "a drained pool has connections");
        check(m_waiting.empty(), "a drained pool has waiters");
        return m_fault.empty();
    }

    std::string fault() const { return m_fault.empty() ? "" : "step " + std::to_string(m_steps) + ": " + m_fault; }
    const Pool &pool() const { return m_pool; }

private:
    enum class At { Nowhere, Opening, Idle, Lent, Closing };
    struct Waiting
    {
        RequestId request{};
        TimePoint deadline{};
    };
    struct Event
    {
        TimePoint at{};
        std::uint64_t number = 0; // events of one moment keep their order
        std::function<void()> happens;
        bool operator>(const Event &other) const { return std::pair(at, number) > std::pair(other.at, other.number); }
    };

    Duration between(Duration least, Duration most)
    {
        return least + Duration(static_cast<Duration::rep>(m_random.below(static_cast<std::uint64_t>((most - least).count()) + 1)));
    }
    bool chance(int perCent) { return m_random.below(100) < static_cast<std::uint64_t>(perCent); }

    PoolPlan randomPlan()
    {
        using namespace std::chrono_literals;
        const auto milliseconds = [this](int least, int most) {
            return std::chrono::milliseconds(least + static_cast<int>(m_random.below(static_cast<std::uint64_t>(most - least + 1))));
        };
        PoolPlan plan{.id = PoolId(1), .name = "pool-1", .slots = 1 + static_cast<int>(m_random.below(chance(10) ? 40 : 12))};
        if (chance(60))
            plan.minimumIdle = static_cast<int>(m_random.below(static_cast<std::uint64_t>(plan.slots) + 1));
        plan.acquireTimeout = milliseconds(1, 300);
        plan.idleTimeout = chance(50) ? std::optional(milliseconds(10, 500)) : std::nullopt;
        plan.maxLifetime = chance(50) ? std::optional(milliseconds(300, 3000)) : std::nullopt;
        plan.queueLimit = chance(30) ? std::optional(static_cast<int>(m_random.below(20))) : std::nullopt;
        return plan;
    }

    void later(Duration after, std::function<void()> happens)
    {
        m_events.push({.at = m_now + after, .number = m_eventNumber++, .happens = std::move(happens)});
    }

    void happenNext()
    {
        const Event event = m_events.top();
        m_events.pop();
        passTo(event.at);
        event.happens();
    }

    // Time passes; the pool is ticked at its deadlines, or late, or not at all.
    void passTo(TimePoint time)
    {
        while (m_fault.empty()) {
            const auto due = m_pool.nextDeadline();
            if (!due || *due > time || (!m_isPunctual && chance(50)))
                break;
            m_now = std::max(m_now, m_isPunctual ? *due : std::min(time, *due + between(Duration(0), time - *due)));
            tick();
        }
        m_now = std::max(m_now, time);
    }

    void tick()
    {
        act([&](PoolActions &actions) { m_pool.tick(m_now, actions); });
        const auto due = m_pool.nextDeadline();
        check(!due || *due > m_now, "a tick leaves a deadline that is due");
        for (const Waiting &waiting : m_waiting)
            check(waiting.deadline > m_now, "a tick leaves a waiter past its deadline");
    }

    template <class Input>
    void act(Input input)
    {
        PoolActions actions;
        input(actions);
        for (const PoolAction &action : actions)
            perform(action);
        if (const auto broken = m_pool.checkInvariants())
            check(false, *broken);
        check(m_pool.waiting() == static_cast<int>(m_waiting.size()), "the waiters are miscounted");
        check(m_pool.inUse() == count(At::Lent), "the slots in use are miscounted");
        check(m_pool.opening() == count(At::Opening), "the openings are miscounted");
        check(m_pool.open() == count(At::Idle) + count(At::Lent) + count(At::Closing), "the connections are miscounted");
        const PoolCounters &counters = m_pool.counters();
        check(counters.acquired == m_seen.acquired && counters.timedOut == m_seen.timedOut && counters.rejected == m_seen.rejected
                  && counters.opened == m_seen.opened && counters.openFailures == m_seen.openFailures,
              "a counter is off");
    }

    void perform(const PoolAction &action)
    {
        switch (action.kind) {
        case PoolAction::Kind::Open:
            open(action.slot);
            break;
        case PoolAction::Kind::Close:
            close(action.slot);
            break;
        case PoolAction::Kind::Grant:
            grant(action.slot, action.request);
            break;
        case PoolAction::Kind::TimeOut:
            ++m_seen.timedOut;
            check(takeWaiting(action.request).deadline <= m_now, "a request timed out too early");
            break;
        case PoolAction::Kind::Reject:
            ++m_seen.rejected;
            check(m_pool.state() == PoolState::Draining || m_pool.state() == PoolState::Drained || m_isRejecting
                      || (m_plan.queueLimit && static_cast<int>(m_waiting.size()) > *m_plan.queueLimit),
                  "a request was rejected without a reason");
            takeWaiting(action.request);
            break;
        }
    }

    void open(SlotIndex slot)
    {
        moveSlot(slot, At::Nowhere, At::Opening);
        check(!m_pool.isHeldClosed(slot), "a slot that is held closed opens");
        check(static_cast<int>(m_slots.size()) - count(At::Nowhere) <= m_plan.slots, "an opening exceeds the size of the pool");
        later(between(Duration(0), std::chrono::milliseconds(50)), [this, slot] {
            const bool works = m_isServerUp && !chance(2);
            moveSlot(slot, At::Opening, works ? At::Idle : At::Nowhere);
            m_seen.opened += works;
            m_seen.openFailures += !works;
            act([&](PoolActions &actions) { works ? m_pool.opened(slot, m_now, actions) : m_pool.openFailed(slot, m_now, actions); });
        });
    }

    void close(SlotIndex slot)
    {
        moveSlot(slot, At::Idle, At::Closing);
        later(between(Duration(0), std::chrono::milliseconds(20)), [this, slot] {
            moveSlot(slot, At::Closing, At::Nowhere);
            act([&](PoolActions &actions) { m_pool.closed(slot, m_now, actions); });
        });
    }

    void grant(SlotIndex slot, RequestId request)
    {
        moveSlot(slot, At::Idle, At::Lent);
        ++m_seen.acquired;
        check(m_pool.state() != PoolState::Paused && m_pool.state() != PoolState::Drained, "a pool that lends nothing lends a slot");
        check(!m_waiting.empty() && m_waiting.front().request == request, "a slot goes to someone who is not the first in line");
        check(takeWaiting(request).deadline > m_now, "a slot goes to a request past its deadline");
        later(between(Duration(0), std::chrono::milliseconds(chance(5) ? 400 : 30)), [this, slot] {
            const bool reusable = m_isServerUp && !chance(1);
            moveSlot(slot, At::Lent, At::Idle);
            act([&](PoolActions &actions) { m_pool.release(slot, reusable, m_now, actions); });
        });
    }

    Waiting takeWaiting(RequestId request)
    {
        const auto found = std::ranges::find(m_waiting, request, &Waiting::request);
        if (found == m_waiting.end()) {
            check(false, "a request that does not wait is answered");
            return {};
        }
        const Waiting waiting = *found;
        m_waiting.erase(found);
        return waiting;
    }

    void userDoesSomething()
    {
        const auto slot = static_cast<SlotIndex>(m_random.below(m_pool.slotCount()));
        const auto dice = m_random.below(1000);
        if (dice < 800)
            acquire();
        else if (dice < 830)
            passTo(m_now + between(Duration(0), std::chrono::milliseconds(100)));
        else if (dice < 860)
            tick(); // earlier than it need be
        else if (dice < 920)
            applyPlan(randomPlan());
        else if (dice < 930)
            m_isPunctual = !m_isPunctual;
        else if (dice < 940)
            m_isServerUp = chance(60);
        else if (dice < 950)
            act([&](PoolActions &actions) { m_pool.pause(m_now, actions); });
        else if (dice < 968)
            act([&](PoolActions &actions) { m_pool.resume(m_now, actions); });
        else if (dice < 972)
            act([&](PoolActions &actions) { m_pool.drain(m_now, actions); });
        else if (dice < 975)
            rejectWaiters();
        else if (dice < 982)
            act([&](PoolActions &actions) { m_pool.closeSlot(slot, m_now, actions); });
        else if (dice < 990)
            act([&](PoolActions &actions) { m_pool.reopenSlot(slot, m_now, actions); });
        else if (dice < 992)
            act([&](PoolActions &actions) { chance(50) ? m_pool.recycle(m_now, actions) : m_pool.renew(m_now, actions); });
        else
            act([&](PoolActions &actions) { m_pool.lost(slot, m_now, actions); });
    }

    void acquire()
    {
        const RequestId request{m_nextRequest++};
        const TimePoint latest = chance(30) ? m_now + between(Duration(1), std::chrono::milliseconds(300)) : TimePoint::max();
        m_waiting.push_back({.request = request, .deadline = std::min(m_now + m_plan.acquireTimeout, latest)});
        act([&](PoolActions &actions) { m_pool.acquire(request, m_now, actions, latest); });
        const bool waits = !m_waiting.empty() && m_waiting.back().request == request;
        check(!waits || !m_plan.queueLimit || static_cast<int>(m_waiting.size()) <= *m_plan.queueLimit,
              "more requests wait than the queue limit allows");
    }

    void rejectWaiters()
    {
        m_isRejecting = true;
        act([&](PoolActions &actions) { m_pool.rejectWaiters(actions); });
        m_isRejecting = false;
    }

    void applyPlan(const PoolPlan &plan)
    {
        m_plan = plan;
        act([&](PoolActions &actions) { m_pool.apply(m_plan, m_now, actions); });
    }

    // Lets everything end that is under way.
    void settle()
    {
        m_isPunctual = true;
        const TimePoint end = m_now + std::chrono::seconds(30); // longer than every timeout and back-off together
        m_plan.maxLifetime.reset();
        applyPlan(m_plan);
        while (m_fault.empty()) {
            const TimePoint due = m_pool.nextDeadline().value_or(TimePoint::max());
            const TimePoint event = m_events.empty() ? TimePoint::max() : m_events.top().at;
            if (std::min(due, event) > end)
                break;
            due < event ? passTo(std::max(due, m_now)) : happenNext();
        }
    }

    void moveSlot(SlotIndex slot, At from, At to)
    {
        if (m_slots.size() <= slot)
            m_slots.resize(static_cast<std::size_t>(slot) + 1);
        check(m_slots[slot] == from, "slot " + std::to_string(slot) + " is not where the pool takes it to be");
        m_slots[slot] = to;
    }
    int count(At at) const { return static_cast<int>(std::ranges::count(m_slots, at)); }

    void check(bool holds, const std::string &otherwise)
    {
        if (!holds && m_fault.empty())
            m_fault = otherwise + " (" + describeSlots(m_pool) + ")";
    }

    Random m_random;
    TimePoint m_now{};
    PoolPlan m_plan;
    Pool m_pool;
    bool m_isServerUp = true;
    bool m_isPunctual = true;
    bool m_isRejecting = false;
    std::vector<At> m_slots;
    std::deque<Waiting> m_waiting;
    std::priority_queue<Event, std::vector<Event>, std::greater<>> m_events;
    std::uint64_t m_eventNumber = 0;
    std::uint64_t m_nextRequest = 1;
    std::uint64_t m_steps = 0;
    PoolCounters m_seen;
    std::string m_fault;
};

} // namespace poolwart
