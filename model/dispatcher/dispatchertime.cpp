// SPDX-License-Identifier: GPL-3.0-or-later
// What time brings: deadlines, seconds, and the shutdown.
#include "model/dispatcher/dispatcher.h"

#include <algorithm>

namespace poolwart {

void Dispatcher::tick(TimePoint now)
{
    doHousekeeping(now);
    m_statements.tick(m_pools, m_requests, now, m_commands);
    if (m_meter.isSecondOver(now))
        restartSecond(now);
    watchFailures(now);
    endReplay(now);
    stepShutdown(now);
    sendRetries(now);
    pump(now);
}

void Dispatcher::doHousekeeping(TimePoint now)
{
    for (const auto &entry : m_pools) {
        const auto deadline = entry->pool.nextDeadline();
        if (!deadline || *deadline > now)
            continue;
        entry->pool.tick(now, entry->actions);
        perform(*entry, now);
    }
    removeDrained(now);
}

// --- the shutdown

void Dispatcher::shutDown(Duration drainDeadline, TimePoint now)
{
    if (!m_shutdown.hasBegun()) {
        stopTraffic(now);
        endRetries(now);
    }
    if (m_shutdown.begin(drainDeadline, now)) {
        for (const auto &entry : m_pools) {
            if (entry->pool.state() == PoolState::Paused)
                entry->pool.resume(now, entry->actions); // what was accepted is served
            entry->pool.drain(now, entry->actions);
            perform(*entry, now);
        }
    }
    stepShutdown(now);
}

void Dispatcher::stepShutdown(TimePoint now)
{
    if (!m_shutdown.hasBegun())
        return;
    const bool isDrained = std::ranges::all_of(m_pools, [](const auto &entry) { return entry->pool.state() == PoolState::Drained; });
    switch (m_shutdown.next(isDrained, now)) {
    case ShutdownSequence::Step::None:
        break;
    case ShutdownSequence::Step::CancelAll:
        cancelAll(now);
        break;
    case ShutdownSequence::Step::CutAll:
        cutAll();
        break;
    case ShutdownSequence::Step::Finish:
        endSecond(now); // the last one, however short
        break;
    }
}

void Dispatcher::cancelAll(TimePoint now)
{
    for (const auto &entry : m_pools) {
        entry->pool.rejectWaiters(entry->actions);
        perform(*entry, now);
        for (std::size_t i = 0; i < entry->slots.size(); ++i)
            cancelSlot({entry->pool.id(), static_cast<SlotIndex>(i)}, now);
    }
}

void Dispatcher::cutAll()
{
    for (const auto &entry : m_pools) {
        for (std::size_t i = 0; i < entry->slots.size(); ++i) {
            if (!entry->slots[i].isBusy)
                continue;
            m_shutdown.countCut();
            m_commands.push_back({.kind = Command::Kind::Cut, .slot = {entry->pool.id(), static_cast<SlotIndex>(i)}});
        }
    }
}

} // namespace poolwart
