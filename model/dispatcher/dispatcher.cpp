// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/dispatcher/dispatcher_p.h"

#include "model/core/text.h"

#include <algorithm>

namespace poolwart {

Dispatcher::Dispatcher(std::uint64_t seed, std::chrono::system_clock::time_point wallStart)
    : m_wallStart(wallStart)
    , m_seed(seed)
    , m_router(RoutingPolicy::RoundRobin, 100, seed ^ 0x726f75746572ULL)
    , m_source(seed ^ 0x736f75726365ULL)
    , m_draw(seed ^ 0x6b696e64ULL)
    , m_retries(seed ^ 0x7265747279ULL)
{}

Dispatcher::~Dispatcher() = default;

Dispatcher::PoolEntry *Dispatcher::find(PoolId pool) const
{
    const auto index = static_cast<std::size_t>(pool);
    return index < m_byId.size() ? m_byId[index] : nullptr;
}

Dispatcher::SlotEntry &Dispatcher::slotOf(PoolEntry &entry, SlotIndex slot) const
{
    if (entry.slots.size() <= slot)
        entry.slots.resize(static_cast<std::size_t>(slot) + 1);
    return entry.slots[slot];
}

const PoolPlan *Dispatcher::planOf(PoolId pool) const
{
    const PoolEntry *entry = find(pool);
    return entry ? &entry->pool.plan() : nullptr;
}

// --- the plan

void Dispatcher::apply(const Plan &plan, TimePoint now)
{
    const bool isRerouted = m_router.policy() != plan.policy || m_router.migrationShare() != plan.migrationShare;
    m_router.setPolicy(plan.policy);
    m_router.setMigrationShare(plan.migrationShare);
    if (isRerouted && !m_entries.empty())
        log(EventKind::Notice, Severity::Info, nullptr, {}, now,
            text(QT_TRANSLATE_NOOP("core", "Routing is now %1, migration share %2 %."), std::string(policyId(plan.policy)),
                 static_cast<long long>(plan.migrationShare)));
    std::vector<std::unique_ptr<PoolEntry>> ordered;
    for (const PoolPlan &pool : plan.pools)
        addOrChange(pool, ordered, now);
    for (auto &left : m_entries) {
        if (left)
            removePool(std::move(left), ordered, now);
    }
    m_entries = std::move(ordered);
    m_committed = static_cast<std::size_t>(committedSlots(plan));
    reindex();
    for (const auto &entry : m_entries)
        carryOut(*entry, now);
    beginOpenings(now);
    pump(now);
}

void Dispatcher::addOrChange(const PoolPlan &plan, std::vector<std::unique_ptr<PoolEntry>> &ordered, TimePoint now)
{
    const auto known = std::ranges::find_if(m_entries, [&](const auto &entry) { return entry && entry->pool.id() == plan.id; });
    if (known == m_entries.end()) {
        ordered.push_back(std::make_unique<PoolEntry>(plan, m_seed + static_cast<std::uint64_t>(plan.id)));
        log(EventKind::PoolAdded, Severity::Info, ordered.back().get(), {}, now, {}, {}, plan.slots);
        ordered.back()->pool.apply(plan, now, ordered.back()->actions);
        return;
    }
    PoolEntry &entry = **known;
    const PoolPlan before = entry.pool.plan();
    if (before.slots != plan.slots)
        log(EventKind::PoolResized, Severity::Info, &entry, {}, now, {}, {}, plan.slots);
    if (before != plan)
        entry.pool.apply(plan, now, entry.actions);
    if (before.statementTimeout != plan.statementTimeout && entry.pool.open() > 0) { // it is a setting of the connection
        log(EventKind::Notice, Severity::Info, &entry, {}, now,
            text(QT_TRANSLATE_NOOP("core", "Its connections are replaced one by one: the statement timeout has changed.")));
        entry.pool.renew(now, entry.actions);
    }
    if (entry.isLeaving)
        entry.pool.resume(now, entry.actions); // its removal was undone
    entry.isLeaving = false;
    ordered.push_back(std::move(*known));
}

void Dispatcher::removePool(std::unique_ptr<PoolEntry> entry, std::vector<std::unique_ptr<PoolEntry>> &ordered, TimePoint now)
{
    if (!entry->isLeaving)
        log(EventKind::PoolRemoved, Severity::Info, entry.get(), {}, now);
    entry->isLeaving = true;
    entry->pool.drain(now, entry->actions);
    ordered.push_back(std::move(entry));
}

void Dispatcher::reindex()
{
    std::ranges::fill(m_byId, nullptr);
    m_loads.resize(m_entries.size());
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        PoolEntry &entry = *m_entries[i];
        const auto id = static_cast<std::size_t>(entry.pool.id());
        if (m_byId.size() <= id)
            m_byId.resize(id + 1);
        m_byId[id] = &entry;
        entry.position = i;
    }
    claimPools();
}

// Which pools the workload's classes name.
void Dispatcher::claimPools()
{
    m_namedPools.resize(m_workload.classes.size());
    for (const auto &entry : m_entries)
        entry->isClaimed = false;
    for (std::size_t i = 0; i < m_namedPools.size(); ++i) {
        const auto &name = m_workload.classes[i].pool;
        const auto found =
            std::ranges::find_if(m_entries, [&](const auto &entry) { return name == entry->pool.plan().name && !entry->isLeaving; });
        m_namedPools[i].position.reset();
        if (found == m_entries.end())
            continue;
        m_namedPools[i].position = (*found)->position;
        (*found)->isClaimed = true;
    }
    for (const auto &entry : m_entries)
        m_loads[entry->position].isClaimed = entry->isClaimed;
}

void Dispatcher::removeDrained(TimePoint now)
{
    for (const auto &entry : m_entries) {
        const bool isDrained = entry->pool.state() == PoolState::Drained;
        if (isDrained && !entry->wasDrained)
            log(EventKind::PoolDrained, Severity::Info, entry.get(), {}, now);
        entry->wasDrained = isDrained;
    }
    const auto gone = std::erase_if(m_entries, [&](const auto &entry) {
        if (!entry->isLeaving || !entry->wasDrained)
            return false;
        noteLoad(*entry, now);
        m_blockedOfRemoved += entry->blocked.sum;
        return true;
    });
    if (gone > 0)
        reindex();
}

// --- pools and slots by hand

void Dispatcher::pausePool(PoolId id, TimePoint now)
{
    if (PoolEntry *entry = find(id)) {
        entry->pool.pause(now, entry->actions);
        log(EventKind::PoolPaused, Severity::Info, entry, {}, now);
        perform(*entry, now);
    }
}

void Dispatcher::resumePool(PoolId id, TimePoint now)
{
    PoolEntry *entry = find(id);
    if (!entry || entry->isLeaving)
        return;
    entry->pool.resume(now, entry->actions);
    log(EventKind::PoolResumed, Severity::Info, entry, {}, now);
    perform(*entry, now);
    pump(now);
}

void Dispatcher::drainPool(PoolId id, TimePoint now)
{
    if (PoolEntry *entry = find(id)) {
        entry->pool.drain(now, entry->actions);
        log(EventKind::PoolDraining, Severity::Info, entry, {}, now);
        perform(*entry, now);
        removeDrained(now);
    }
}

void Dispatcher::recyclePools(TimePoint now)
{
    for (const auto &entry : m_entries) {
        entry->pool.recycle(now, entry->actions);
        perform(*entry, now);
    }
}

void Dispatcher::cancelSlot(SlotId id, TimePoint now)
{
    PoolEntry *entry = find(id.pool);
    if (!entry || id.index >= entry->slots.size() || !entry->slots[id.index].isBusy)
        return;
    SlotEntry &slot = entry->slots[id.index];
    slot.cancelAsked = true;
    slot.cutAt = std::min(slot.cutAt, now + timeoutAfterCancel);
    m_commands.push_back({.kind = Command::Kind::Cancel, .slot = id});
}

void Dispatcher::closeSlot(SlotId id, TimePoint now)
{
    PoolEntry *entry = find(id.pool);
    if (!entry || id.index >= entry->pool.slotCount())
        return;
    entry->pool.closeSlot(id.index, now, entry->actions);
    perform(*entry, now);
}

void Dispatcher::reopenSlot(SlotId id, TimePoint now)
{
    PoolEntry *entry = find(id.pool);
    if (!entry || id.index >= entry->pool.slotCount())
        return;
    entry->pool.reopenSlot(id.index, now, entry->actions);
    perform(*entry, now);
}

} // namespace poolwart
