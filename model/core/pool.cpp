// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/pool.h"

#include <algorithm>
#include <cassert>
#include <set>

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

Pool::Pool(const PoolPlan &plan, std::uint64_t seed)
    : m_plan(plan)
    , m_random(seed)
{}

// --- tallies

void Pool::tally(const Slot &slot, int sign)
{
    const bool stays = slot.heldClosed || slot.state == SlotState::Idle || slot.state == SlotState::InUse
                       || slot.state == SlotState::BackingOff
                       || (slot.state == SlotState::Opening && !slot.dropOnOpen);
    m_counted += sign * stays;
    m_occupied += sign * (slot.heldClosed || slot.state != SlotState::Closed);
    m_opening += sign * (slot.state == SlotState::Opening);
    m_inUse += sign * slot.lent;
}

template <class Change>
void Pool::change(SlotIndex slot, Change change)
{
    Slot &changed = m_slots[slot];
    tally(changed, -1);
    change(changed);
    tally(changed, +1);
}

int Pool::open() const
{
    return static_cast<int>(std::ranges::count_if(m_slots, [](const Slot &slot) {
        return slot.state == SlotState::Idle || slot.state == SlotState::InUse
               || slot.state == SlotState::Retiring;
    }));
}

// --- requests

void Pool::acquire(RequestId request, TimePoint now, PoolActions &actions)
{
    if (m_state == PoolState::Active && !m_idle.empty()) {
        const SlotIndex slot = m_idle.back();
        m_idle.pop_back();
        lend(slot, request, actions);
        keepUp(now, actions);
        return;
    }
    if (!isAccepting() || (m_plan.queueLimit && waiting() >= *m_plan.queueLimit)) {
        ++m_counters.rejected;
        actions.push_back({.kind = PoolAction::Kind::Reject, .request = request});
        return;
    }
    const TimePoint deadline = now + m_plan.acquireTimeout;
    m_waiters.push({.request = request, .since = now, .deadline = deadline});
    m_earliestDeadline = std::min(m_earliestDeadline, deadline);
    m_counters.peakWaiting = std::max(m_counters.peakWaiting, waiting());
    keepUp(now, actions);
}

void Pool::lend(SlotIndex slot, RequestId request, PoolActions &actions)
{
    change(slot, [request](Slot &lent) {
        lent.state = SlotState::InUse;
        lent.lent = true;
        lent.request = request;
    });
    ++m_counters.acquired;
    m_counters.peakInUse = std::max(m_counters.peakInUse, m_inUse);
    actions.push_back({.kind = PoolAction::Kind::Grant, .slot = slot, .request = request});
}

void Pool::release(SlotIndex slot, bool reusable, TimePoint now, PoolActions &actions)
{
    assert(m_slots[slot].lent);
    const bool expired = now >= m_slots[slot].expiresAt;
    const bool leaves = m_slots[slot].state == SlotState::Retiring || !reusable || expired;
    if (!leaves) {
        change(slot, [](Slot &freed) { freed.lent = false; });
        grantOldest(slot, now, actions);
        return;
    }
    m_counters.broken += !reusable;
    m_counters.lifetimeClosed += reusable && expired;
    beginClose(slot, actions);
    maintain(now, actions);
}

// The slot is open and free: to the oldest waiter whose deadline has not passed, else idle, else away.
void Pool::grantOldest(SlotIndex slot, TimePoint now, PoolActions &actions)
{
    while (m_state != PoolState::Paused && !m_waiters.isEmpty()) {
        const Waiter waiter = m_waiters.pop();
        if (waiter.deadline > now) {
            lend(slot, waiter.request, actions);
            keepUp(now, actions);
            return;
        }
        ++m_counters.timeouts;
        actions.push_back({.kind = PoolAction::Kind::TimeOut, .request = waiter.request});
    }
    if (isAccepting())
        makeIdle(slot, now);
    else
        beginClose(slot, actions);
}

void Pool::makeIdle(SlotIndex slot, TimePoint now)
{
    change(slot, [now](Slot &freed) {
        freed.state = SlotState::Idle;
        freed.idleSince = now;
    });
    m_idle.push_back(slot);
    m_nextCare = std::min({m_nextCare, m_slots[slot].expiresAt, nextIdleEnd()});
}

void Pool::serveWaiters(TimePoint now, PoolActions &actions)
{
    while (m_state != PoolState::Paused && !m_waiters.isEmpty() && !m_idle.empty()) {
        const SlotIndex slot = m_idle.back();
        m_idle.pop_back();
        grantOldest(slot, now, actions);
    }
}

bool Pool::abandon(RequestId request)
{
    const std::size_t before = m_waiters.size();
    m_waiters.removeIf([request](const Waiter &waiter) { return waiter.request == request; });
    finishDrain();
    return m_waiters.size() != before;
}

void Pool::rejectWaiters(PoolActions &actions)
{
    while (!m_waiters.isEmpty()) {
        ++m_counters.rejected;
        actions.push_back({.kind = PoolAction::Kind::Reject, .request = m_waiters.pop().request});
    }
    finishDrain();
}

std::optional<TimePoint> Pool::oldestWaiterSince() const
{
    return m_waiters.isEmpty() ? std::nullopt : std::optional(m_waiters.front().since);
}

// --- connections

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

// --- towards the wanted size

void Pool::apply(const PoolPlan &plan, TimePoint now, PoolActions &actions)
{
    assert(plan.id == m_plan.id);
    m_plan = plan;
    if (m_slots.size() < static_cast<std::size_t>(plan.slots))
        m_slots.resize(static_cast<std::size_t>(plan.slots));
    maintain(now, actions);
    planNextCare();
}

void Pool::maintain(TimePoint now, PoolActions &actions)
{
    if (isAccepting()) {
        shrink(actions);
        takeBackRetiring();
    }
    openMissing(now, actions);
    forgetBackOffs();
    trimSlots();
    finishDrain();
}

// The cheapest to give up first; within a kind, the last of the list.
void Pool::shrink(PoolActions &actions)
{
    const auto giveUp = [&](auto isCandidate) {
        for (std::size_t i = m_slots.size(); i-- > 0 && m_counted > m_plan.slots;) {
            if (!isCandidate(m_slots[i]))
                continue;
            change(static_cast<SlotIndex>(i), [](Slot &given) { given.heldClosed = false; });
            retire(static_cast<SlotIndex>(i), false, actions);
        }
    };
    giveUp([](const Slot &slot) { return slot.heldClosed; });
    for (const SlotState state : {SlotState::BackingOff, SlotState::Opening, SlotState::Idle, SlotState::InUse})
        giveUp([state](const Slot &slot) { return slot.state == state && !slot.dropOnOpen; });
}

void Pool::takeBackRetiring()
{
    for (std::size_t i = 0; i < m_slots.size() && m_counted < m_plan.slots; ++i) {
        const Slot &slot = m_slots[i];
        if (slot.state == SlotState::Retiring && slot.lent && !slot.replaced && !slot.heldClosed)
            change(static_cast<SlotIndex>(i), [](Slot &kept) { kept.state = SlotState::InUse; });
        else if (slot.state == SlotState::Opening && slot.dropOnOpen && !slot.replaced)
            change(static_cast<SlotIndex>(i), [](Slot &kept) { kept.dropOnOpen = false; });
    }
}

// How many more openings are wanted: for the minimum idle, or for those that wait.
int Pool::missing() const
{
    if (isAccepting())
        return std::max(minimumIdle(), waiting()) - idle() - m_opening;
    return m_state == PoolState::Draining ? std::min(waiting(), 1) - m_inUse - m_opening : 0;
}

bool Pool::mayOpen(TimePoint now) const
{
    return m_failures == 0 || (m_opening == 0 && now >= m_retryAt);
}

// A slot that backs off is among the occupied already.
bool Pool::isOpenable(const Slot &slot) const
{
    return (slot.state == SlotState::BackingOff && m_occupied <= m_plan.slots)
           || (slot.state == SlotState::Closed && !slot.heldClosed && m_occupied < m_plan.slots);
}

// After a slot was lent or a request began to wait; the common case has all its slots, and none fails.
void Pool::keepUp(TimePoint now, PoolActions &actions)
{
    if (m_occupied < m_plan.slots || m_failures > 0)
        openMissing(now, actions);
}

void Pool::openMissing(TimePoint now, PoolActions &actions)
{
    for (const SlotState state : {SlotState::BackingOff, SlotState::Closed}) {
        for (std::size_t i = 0; i < m_slots.size() && missing() > 0 && mayOpen(now); ++i) {
            if (m_slots[i].state == state && isOpenable(m_slots[i]))
                beginOpen(static_cast<SlotIndex>(i), actions);
        }
    }
    m_nextCare = std::min(m_nextCare, nextTry());
}

// When the back-off lets an opening that is wanted be tried.
TimePoint Pool::nextTry() const
{
    const bool isWanted = m_failures > 0 && m_opening == 0 && missing() > 0
                          && std::ranges::any_of(m_slots, [this](const Slot &slot) { return isOpenable(slot); });
    return isWanted ? m_retryAt : TimePoint::max();
}

// Where no more openings are wanted, nobody waits for the next try.
void Pool::forgetBackOffs()
{
    for (std::size_t i = 0; i < m_slots.size() && missing() <= 0; ++i) {
        if (m_slots[i].state == SlotState::BackingOff)
            change(static_cast<SlotIndex>(i), [](Slot &forgotten) { forgotten.state = SlotState::Closed; });
    }
}

void Pool::trimSlots()
{
    while (m_slots.size() > static_cast<std::size_t>(m_plan.slots) && m_slots.back().state == SlotState::Closed
           && !m_slots.back().heldClosed)
        m_slots.pop_back();
}

// --- time

void Pool::tick(TimePoint now, PoolActions &actions)
{
    if (now >= m_earliestDeadline)
        expireWaiters(now, actions);
    if (now >= m_nextCare) {
        expireConnections(now, actions);
        maintain(now, actions);
        planNextCare();
    }
}

std::optional<TimePoint> Pool::nextDeadline() const
{
    const TimePoint earliest = std::min(m_earliestDeadline, m_nextCare);
    return earliest == TimePoint::max() ? std::nullopt : std::optional(earliest);
}

void Pool::expireWaiters(TimePoint now, PoolActions &actions)
{
    m_earliestDeadline = TimePoint::max();
    m_waiters.removeIf([&](const Waiter &waiter) {
        if (waiter.deadline > now) {
            m_earliestDeadline = std::min(m_earliestDeadline, waiter.deadline);
            return false;
        }
        ++m_counters.timeouts;
        actions.push_back({.kind = PoolAction::Kind::TimeOut, .request = waiter.request});
        return true;
    });
    finishDrain();
}

void Pool::expireConnections(TimePoint now, PoolActions &actions)
{
    for (std::size_t i = 0; i < m_slots.size(); ++i) {
        if (m_slots[i].state == SlotState::Idle && now >= m_slots[i].expiresAt) {
            ++m_counters.lifetimeClosed;
            retire(static_cast<SlotIndex>(i), true, actions);
        }
    }
    while (nextIdleEnd() <= now) {
        ++m_counters.idleClosed;
        retire(m_idle.front(), true, actions);
    }
}

void Pool::planNextCare()
{
    m_nextCare = nextTry();
    for (const SlotIndex slot : m_idle)
        m_nextCare = std::min(m_nextCare, m_slots[slot].expiresAt);
    m_nextCare = std::min(m_nextCare, nextIdleEnd());
}

// When the slot that has not been used for longest is one too many.
TimePoint Pool::nextIdleEnd() const
{
    const bool isSurplus = m_plan.idleTimeout && idle() > minimumIdle();
    return isSurplus ? m_slots[m_idle.front()].idleSince + *m_plan.idleTimeout : TimePoint::max();
}

// --- by hand

void Pool::pause(TimePoint, PoolActions &)
{
    if (m_state == PoolState::Active)
        m_state = PoolState::Paused;
}

void Pool::resume(TimePoint now, PoolActions &actions)
{
    m_state = PoolState::Active;
    serveWaiters(now, actions);
    maintain(now, actions);
}

void Pool::drain(TimePoint now, PoolActions &actions)
{
    if (!isAccepting())
        return;
    m_state = PoolState::Draining;
    serveWaiters(now, actions);
    for (std::size_t i = 0; i < m_slots.size(); ++i) {
        const SlotState state = m_slots[i].state;
        if (state == SlotState::Idle || state == SlotState::BackingOff
            || (state == SlotState::Opening && m_waiters.isEmpty()))
            retire(static_cast<SlotIndex>(i), false, actions);
    }
    maintain(now, actions);
}

void Pool::finishDrain()
{
    if (m_state != PoolState::Draining || !m_waiters.isEmpty())
        return;
    if (std::ranges::all_of(m_slots, [](const Slot &slot) { return slot.state == SlotState::Closed; }))
        m_state = PoolState::Drained;
}

void Pool::closeSlot(SlotIndex slot, TimePoint now, PoolActions &actions)
{
    change(slot, [](Slot &held) { held.heldClosed = true; });
    retire(slot, true, actions);
    maintain(now, actions);
}

void Pool::reopenSlot(SlotIndex slot, TimePoint now, PoolActions &actions)
{
    change(slot, [](Slot &freed) { freed.heldClosed = false; });
    retire(slot, true, actions);
    maintain(now, actions);
}

void Pool::recycle(TimePoint now, PoolActions &actions)
{
    m_failures = 0;
    for (std::size_t i = 0; i < m_slots.size(); ++i)
        retire(static_cast<SlotIndex>(i), true, actions);
    maintain(now, actions);
}

void Pool::resetCounters()
{
    m_counters = {.peakInUse = m_inUse, .peakWaiting = waiting()};
}

// --- invariants

std::optional<std::string> Pool::checkInvariants() const
{
    Pool recount(m_plan, 0);
    int idleSlots = 0;
    for (const Slot &slot : m_slots) {
        recount.tally(slot, +1);
        idleSlots += slot.state == SlotState::Idle;
        if (slot.lent && slot.state != SlotState::InUse && slot.state != SlotState::Retiring)
            return "a lent slot is neither in use nor retiring";
        if (slot.closing && (slot.state != SlotState::Retiring || slot.lent))
            return "a closing slot is lent or not retiring";
        if (slot.state == SlotState::InUse && !slot.lent)
            return "a slot in use is not lent";
        if (slot.state == SlotState::Retiring && !slot.lent && !slot.closing)
            return "a retiring slot is neither lent nor closing";
    }
    if (recount.m_counted != m_counted || recount.m_occupied != m_occupied || recount.m_opening != m_opening
        || recount.m_inUse != m_inUse)
        return "a tally is off";
    if (std::set(m_idle.begin(), m_idle.end()).size() != m_idle.size())
        return "a slot is on the idle stack twice";
    if (idleSlots != idle() || std::ranges::any_of(m_idle, [this](SlotIndex slot) {
            return m_slots[slot].state != SlotState::Idle;
        }))
        return "the idle stack and the slots' states differ";
    if (m_state == PoolState::Active && !m_idle.empty() && !m_waiters.isEmpty())
        return "a request waits beside an idle slot";
    if (isAccepting() && m_counted > m_plan.slots)
        return "more slots stay than are wanted";
    if (m_state == PoolState::Drained && (m_inUse != 0 || m_opening != 0 || !m_idle.empty() || !m_waiters.isEmpty()))
        return "a drained pool is not empty";
    for (std::size_t i = 0; i < m_waiters.size(); ++i) {
        if (m_waiters.at(i).deadline < m_earliestDeadline)
            return "a waiter's deadline would be missed";
    }
    const bool isOpeningMissing = missing() > 0 && m_failures == 0
                                  && std::ranges::any_of(m_slots, [this](const Slot &slot) { return isOpenable(slot); });
    if (isOpeningMissing)
        return "an opening is wanted and not begun";
    Pool replanned(*this);
    replanned.planNextCare();
    if (replanned.m_nextCare < m_nextCare)
        return "an idle timeout, a lifetime or a retry would be missed";
    return std::nullopt;
}

} // namespace poolwart
