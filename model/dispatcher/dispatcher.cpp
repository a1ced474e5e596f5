// SPDX-License-Identifier: GPL-3.0-or-later
// The plan, and what is done to pools and slots by hand.
#include "model/dispatcher/dispatcher.h"

#include "model/core/text.h"

#include <algorithm>
#include <utility>

namespace poolwart {

Dispatcher::Dispatcher(std::uint64_t seed, std::chrono::system_clock::time_point wallStart)
    : m_seed(seed)
    , m_routing(seed ^ 0x726f75746572ULL)
    , m_traffic(seed ^ 0x736f75726365ULL)
    , m_workload(seed ^ 0x6b696e64ULL)
    , m_retries(seed ^ 0x7265747279ULL)
    , m_log(wallStart)
{}

const PoolPlan *Dispatcher::planOf(PoolId pool) const
{
    const PoolEntry *entry = m_pools.find(pool);
    return entry ? &entry->pool.plan() : nullptr;
}

// --- the plan

void Dispatcher::apply(const Plan &plan, TimePoint now)
{
    m_routing.setPolicy(plan.policy, plan.migrationShare);
    PoolTable::Entries before = m_pools.take();
    PoolTable::Entries ordered;
    for (const PoolPlan &pool : plan.pools)
        addOrChange(pool, before, ordered, now);
    for (auto &left : before) {
        if (!left)
            continue;
        removePool(*left, now);
        ordered.push_back(std::move(left));
    }
    m_pools.set(std::move(ordered));
    m_openings.setMaxConnections(static_cast<std::size_t>(committedSlots(plan)));
    namePools();
    for (const auto &entry : m_pools)
        carryOut(*entry, now);
    beginOpenings(now);
    pump(now);
}

void Dispatcher::addOrChange(const PoolPlan &plan, PoolTable::Entries &before, PoolTable::Entries &ordered, TimePoint now)
{
    const auto known = std::ranges::find_if(before, [&](const auto &entry) { return entry && entry->pool.id() == plan.id; });
    if (known != before.end()) {
        changePool(**known, plan, now);
        ordered.push_back(std::move(*known));
        return;
    }
    PoolEntry &added = *ordered.emplace_back(std::make_unique<PoolEntry>(plan, m_seed + static_cast<std::uint64_t>(plan.id)));
    log(EventKind::PoolAdded, Severity::Info, &added, {}, now, {}, {}, plan.slots);
    added.pool.apply(plan, now, added.actions);
}

void Dispatcher::changePool(PoolEntry &entry, const PoolPlan &plan, TimePoint now)
{
    const PoolPlan before = entry.pool.plan();
    if (before.slots != plan.slots)
        log(EventKind::PoolResized, Severity::Info, &entry, {}, now, {}, {}, plan.slots);
    if (before != plan)
        entry.pool.apply(plan, now, entry.actions);
    if (before.statementTimeout != plan.statementTimeout && entry.pool.open() > 0) { // it is a setting of the connection
        log(EventKind::Notice, Severity::Info, &entry, {}, now,
            text(QT_TRANSLATE_NOOP("core", "The statement timeout has changed, so the connections are replaced one by one.")));
        entry.pool.renew(now, entry.actions);
    }
    if (entry.isLeaving)
        entry.pool.resume(now, entry.actions); // its removal was undone
    entry.isLeaving = false;
}

void Dispatcher::removePool(PoolEntry &entry, TimePoint now)
{
    if (!entry.isLeaving)
        log(EventKind::PoolRemoved, Severity::Info, &entry, {}, now);
    entry.isLeaving = true;
    entry.pool.drain(now, entry.actions);
}

void Dispatcher::namePools()
{
    std::vector<std::optional<std::string>> names;
    for (const auto &entry : m_pools)
        names.push_back(entry->isLeaving ? std::nullopt : std::optional(entry->pool.plan().name));
    m_routing.setPools(std::move(names));
}

void Dispatcher::removeDrained(TimePoint now)
{
    for (const auto &entry : m_pools) {
        const bool isDrained = entry->pool.state() == PoolState::Drained;
        if (isDrained && !entry->wasDrained)
            log(EventKind::PoolDrained, Severity::Info, entry.get(), {}, now);
        entry->wasDrained = isDrained;
    }
    const bool someWent = m_pools.removeIf([&](PoolEntry &entry) {
        if (!entry.isLeaving || !entry.wasDrained)
            return false;
        setLoad(entry, now);
        m_meter.removed(entry.meter);
        return true;
    });
    if (someWent)
        namePools();
}

void Dispatcher::setLoad(PoolEntry &entry, TimePoint now)
{
    const Pool &pool = entry.pool;
    m_routing.setLoad(entry.position, {.inUse = pool.inUse(),
                                       .waiting = pool.waiting(),
                                       .slots = pool.plan().slots,
                                       .accepting = pool.isAccepting(),
                                       .canServe = pool.canServe(),
                                       .weight = pool.plan().weight});
    m_meter.setLoad(entry.meter, pool.waiting(), pool.state() == PoolState::Active && pool.idle() > 0, now);
}

// --- pools and slots by hand

void Dispatcher::pausePool(PoolId id, TimePoint now)
{
    if (PoolEntry *entry = m_pools.find(id)) {
        entry->pool.pause(now, entry->actions);
        log(EventKind::PoolPaused, Severity::Info, entry, {}, now);
        perform(*entry, now);
    }
}

void Dispatcher::resumePool(PoolId id, TimePoint now)
{
    PoolEntry *entry = m_pools.find(id);
    if (!entry || entry->isLeaving)
        return;
    entry->pool.resume(now, entry->actions);
    log(EventKind::PoolResumed, Severity::Info, entry, {}, now);
    perform(*entry, now);
    pump(now);
}

void Dispatcher::drainPool(PoolId id, TimePoint now)
{
    if (PoolEntry *entry = m_pools.find(id)) {
        entry->pool.drain(now, entry->actions);
        log(EventKind::PoolDraining, Severity::Info, entry, {}, now);
        perform(*entry, now);
        removeDrained(now);
    }
}

void Dispatcher::recyclePools(TimePoint now)
{
    for (const auto &entry : m_pools) {
        entry->pool.recycle(now, entry->actions);
        perform(*entry, now);
    }
}

void Dispatcher::cancelSlot(SlotId id, TimePoint now)
{
    PoolEntry *entry = m_pools.find(id.pool);
    if (entry && id.index < entry->slots.size() && entry->slots[id.index].isBusy)
        StatementWatch::cancelForUser(entry->slots[id.index], id, now, m_commands);
}

void Dispatcher::closeSlot(SlotId id, TimePoint now)
{
    PoolEntry *entry = m_pools.find(id.pool);
    if (!entry || id.index >= entry->pool.slotCount())
        return;
    entry->pool.closeSlot(id.index, now, entry->actions);
    perform(*entry, now);
}

void Dispatcher::reopenSlot(SlotId id, TimePoint now)
{
    PoolEntry *entry = m_pools.find(id.pool);
    if (!entry || id.index >= entry->pool.slotCount())
        return;
    entry->pool.reopenSlot(id.index, now, entry->actions);
    perform(*entry, now);
}

} // namespace poolwart
