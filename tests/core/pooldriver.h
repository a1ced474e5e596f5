// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/pool.h"

#include <QTest>

#include <string>

// Compares a step's actions, or any other text, whole.
#define SAYS(text, expected) QCOMPARE(QByteArray::fromStdString(text), QByteArray(expected))

namespace poolwart {

// A pool that keeps what it has: no idle timeout and no lifetime, unless a test sets them.
inline PoolPlan lastingPool(int slots, std::optional<int> minimumIdle = {})
{
    return {.id = PoolId(1),
            .name = "pool-1",
            .slots = slots,
            .minimumIdle = minimumIdle,
            .idleTimeout = std::nullopt,
            .maxLifetime = std::nullopt};
}

// "open 0, grant 3 to 17, time out 4": what a pool wants done, for comparing whole lists as one text.
inline std::string describe(const PoolActions &actions)
{
    std::string text;
    for (const PoolAction &action : actions) {
        const std::string slot = std::to_string(action.slot);
        const std::string request = std::to_string(static_cast<std::uint64_t>(action.request));
        text += text.empty() ? "" : ", ";
        switch (action.kind) {
        case PoolAction::Kind::Open:
            text += "open " + slot;
            break;
        case PoolAction::Kind::Close:
            text += "close " + slot;
            break;
        case PoolAction::Kind::Grant:
            text += "grant " + slot + " to " + request;
            break;
        case PoolAction::Kind::TimeOut:
            text += "time out " + request;
            break;
        case PoolAction::Kind::Reject:
            text += "reject " + request;
            break;
        }
    }
    return text;
}

// One letter a slot: - closed, o opening, i idle, u in use, r retiring, b backing off; upper case: held closed.
inline std::string describeSlots(const Pool &pool)
{
    std::string text;
    for (std::size_t i = 0; i < pool.slotCount(); ++i) {
        const auto slot = static_cast<SlotIndex>(i);
        const char letter = "-oiurb"[static_cast<std::size_t>(pool.slotState(slot))];
        text += !pool.isHeldClosed(slot) ? letter : letter == '-' ? '=' : static_cast<char>(letter - 'a' + 'A');
    }
    return text;
}

// A pool and its time, driven by hand. Each step returns its actions as text, and what is broken where an invariant is.
class PoolDriver
{
public:
    explicit PoolDriver(const PoolPlan &wanted, std::uint64_t seed = 1)
        : pool(wanted, seed)
        , plan(wanted)
    {}

    // The first call, or the plan as it is in `plan` now.
    std::string apply()
    {
        return step([&](PoolActions &actions) { pool.apply(plan, now, actions); });
    }
    // A pool with all that it opened at the start open.
    PoolDriver &&started() &&
    {
        PoolActions actions;
        pool.apply(plan, now, actions);
        for (const PoolAction &action : PoolActions(actions))
            pool.opened(action.slot, now, actions);
        return std::move(*this);
    }

    std::string acquire(std::uint64_t request)
    {
        return step([&](PoolActions &actions) { pool.acquire(RequestId(request), now, actions); });
    }
    std::string release(SlotIndex slot, bool reusable = true)
    {
        return step([&](PoolActions &actions) { pool.release(slot, reusable, now, actions); });
    }
    std::string opened(SlotIndex slot)
    {
        return step([&](PoolActions &actions) { pool.opened(slot, now, actions); });
    }
    std::string openFailed(SlotIndex slot)
    {
        return step([&](PoolActions &actions) { pool.openFailed(slot, now, actions); });
    }
    std::string closed(SlotIndex slot)
    {
        return step([&](PoolActions &actions) { pool.closed(slot, now, actions); });
    }
    std::string lost(SlotIndex slot)
    {
        return step([&](PoolActions &actions) { pool.lost(slot, now, actions); });
    }
    // Lets the time pass and ticks once.
    std::string after(Duration time)
    {
        now += time;
        return step([&](PoolActions &actions) { pool.tick(now, actions); });
    }
    std::string pause()
    {
        return step([&](PoolActions &actions) { pool.pause(now, actions); });
    }
    std::string resume()
    {
        return step([&](PoolActions &actions) { pool.resume(now, actions); });
    }
    std::string drain()
    {
        return step([&](PoolActions &actions) { pool.drain(now, actions); });
    }
    std::string rejectWaiters()
    {
        return step([&](PoolActions &actions) { pool.rejectWaiters(actions); });
    }
    std::string closeSlot(SlotIndex slot)
    {
        return step([&](PoolActions &actions) { pool.closeSlot(slot, now, actions); });
    }
    std::string reopenSlot(SlotIndex slot)
    {
        return step([&](PoolActions &actions) { pool.reopenSlot(slot, now, actions); });
    }
    std::string recycle()
    {
        return step([&](PoolActions &actions) { pool.recycle(now, actions); });
    }
    std::string renew()
    {
        return step([&](PoolActions &actions) { pool.renew(now, actions); });
    }
    std::string openWithdrawn(SlotIndex slot)
    {
        return step([&](PoolActions &actions) { pool.openWithdrawn(slot, now, actions); });
    }
    std::string retryNow()
    {
        return step([&](PoolActions &actions) { pool.retryNow(now, actions); });
    }

    std::string slots() const { return describeSlots(pool); }
    // How long until the pool wants to be ticked; nothing if never.
    std::optional<Duration> due() const
    {
        const auto deadline = pool.nextDeadline();
        return deadline ? std::optional(*deadline - now) : std::nullopt;
    }

    Pool pool;
    PoolPlan plan;
    TimePoint now{std::chrono::hours(1)};

private:
    template <class Input>
    std::string step(Input input)
    {
        PoolActions actions;
        input(actions);
        const auto broken = pool.checkInvariants();
        return describe(actions) + (broken ? " BROKEN: " + *broken : "");
    }
};

} // namespace poolwart
