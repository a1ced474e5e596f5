// SPDX-License-Identifier: GPL-3.0-or-later
// Connections: their opening, closing and failing, and the back-off after it.
#include "model/core/pool.h"

#include <algorithm>
#include <cassert>

namespace poolwart {

namespace {

using namespace std::chrono_literals;

constexpr Duration firstBackoff = 100ms;
constexpr Duration longestBackoff = 5s;
constexpr double lifetimeJitter = 0.10;

Duration scaled(Duration duration, double factor)
{
    return Duration(static_cast<Duration::rep>(static_cast<double>(duration.count()) * factor));
}

TimePoint later(TimePoint now, std::optional<std::chrono::milliseconds> after)
{
    return after ? now + *after : TimePoint::max();
}

} // namespace

void Pool::beginOpen(SlotIndex slot, PoolActions &actions)
{
    change(slot, [](Slot &opening) {
        opening = Slot{};
        opening.state = SlotState::Opening;
    });
    actions.push_back({.kind = PoolAction::Kind::Open, .slot = slot});
}

void Pool::beginClose(SlotIndex slot, PoolActions &actions)
{
    change(slot, [](Slot &closing) {
        closing.state = SlotState::Retiring;
        closing.lent = false;
        closing.closing = true;
    });
    actions.push_back({.kind = PoolAction::Kind::Close, .slot = slot});
}

// Takes the slot out of service, whatever it is doing.
void Pool::retire(SlotIndex slot, bool replaced, PoolActions &actions)
{
    switch (m_slots[slot].state) {
    case SlotState::Closed:
    case SlotState::Retiring:
        break;
    case SlotState::BackingOff:
        change(slot, [](Slot &retired) { retired.state = SlotState::Closed; });
        break;
    case SlotState::Opening:
        change(slot, [](Slot &retired) { retired.dropOnOpen = true; });
        break;
    case SlotState::Idle:
        std::erase(m_idle, slot);
        beginClose(slot, actions);
        break;
    case SlotState::InUse:
        change(slot, [](Slot &retired) { retired.state = SlotState::Retiring; });
        break;
    }
    m_slots[slot].replaced |= replaced; // what is to be replaced once stays so
}

void Pool::opened(SlotIndex slot, TimePoint now, PoolActions &actions)
{
    assert(m_slots[slot].state == SlotState::Opening);
    ++m_counters.opened;
    const bool wasFailing = m_failures > 0;
    m_failures = 0;
    if (m_slots[slot].dropOnOpen) {
        beginClose(slot, actions);
    } else {
        TimePoint expiry = later(now, m_plan.maxLifetime);
        if (m_plan.maxLifetime)
            expiry -= scaled(*m_plan.maxLifetime, lifetimeJitter * m_random.uniform());
        m_slots[slot].expiresAt = expiry;
        grantOldest(slot, now, actions);
        renewNext(now, actions);
    }
    if (wasFailing || m_slots[slot].dropOnOpen)
        maintain(now, actions);
}

void Pool::openFailed(SlotIndex slot, TimePoint now, PoolActions &actions)
{
    assert(m_slots[slot].state == SlotState::Opening);
    ++m_counters.openFailures;
    const bool wanted = !m_slots[slot].dropOnOpen && m_state != PoolState::Draining;
    change(slot, [wanted](Slot &failed) {
        failed.state = wanted ? SlotState::BackingOff : SlotState::Closed;
        failed.dropOnOpen = false;
    });
    if (m_failures == 0 || now >= m_retryAt) {
        const Duration whole = std::min(longestBackoff, firstBackoff * (1 << std::min(m_failures, 6)));
        m_retryAt = now + scaled(whole, 1.0 - 0.5 * m_random.uniform());
        ++m_failures;
    }
    maintain(now, actions);
}

void Pool::openWithdrawn(SlotIndex slot, TimePoint now, PoolActions &actions)
{
    assert(m_slots[slot].state == SlotState::Opening);
    change(slot, [](Slot &gone) {
        const bool held = gone.heldClosed;
        gone = Slot{};
        gone.heldClosed = held;
    });
    maintain(now, actions);
}

void Pool::retryNow(TimePoint now, PoolActions &actions)
{
    m_retryAt = std::min(m_retryAt, now);
    openMissing(now, actions);
}

bool Pool::canServe() const
{
    return m_failures == 0 || m_inUse > 0 || !m_idle.empty() || (missing() <= 0 && m_opening == 0);
}

void Pool::closed(SlotIndex slot, TimePoint now, PoolActions &actions)
{
    assert(m_slots[slot].closing);
    change(slot, [](Slot &gone) {
        const bool held = gone.heldClosed;
        gone = Slot{};
        gone.heldClosed = held;
    });
    maintain(now, actions);
}

void Pool::lost(SlotIndex slot, TimePoint now, PoolActions &actions)
{
    if (m_slots[slot].state != SlotState::Idle)
        return;
    ++m_counters.broken;
    retire(slot, true, actions);
    maintain(now, actions);
}

} // namespace poolwart
