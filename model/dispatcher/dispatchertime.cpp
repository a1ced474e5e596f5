// SPDX-License-Identifier: GPL-3.0-or-later
// What time brings: deadlines, windows, the watch over statements, and the end.
#include "model/dispatcher/dispatcher_p.h"

#include "model/core/text.h"

#include <algorithm>

namespace poolwart {

namespace {

using namespace std::chrono_literals;

constexpr Duration statementGrace = 1s; // beyond statement_timeout, before we cancel ourselves
constexpr Duration cancelGrace = 1s;    // beyond a cancel, before the connection is cut
constexpr Duration cutGrace = 1s;       // beyond cutting, before we stop waiting

} // namespace

void Dispatcher::tick(TimePoint now)
{
    doHousekeeping(now);
    if (now >= m_nextLate)
        cancelLate(now);
    if (now >= m_nextWatch) {
        m_nextWatch = now + 50ms;
        watchStatements(now);
    }
    if (now >= m_nextSecond)
        restartSecond(now);
    watchFailures(now);
    endReplay(now);
    stepShutdown(now);
    sendRetries(now);
    pump(now);
}

void Dispatcher::restartSecond(TimePoint now)
{
    m_nextSecond = now + 1s;
    endSecond(now);
    flushFolded(now);
}

// Recorded arrivals end with the last of them.
void Dispatcher::endReplay(TimePoint now)
{
    if (m_traffic != TrafficState::Running || !m_source.isReplayOver())
        return;
    log(EventKind::Notice, Severity::Info, nullptr, {}, now,
        text(QT_TRANSLATE_NOOP("core", "The replay of “%1” has ended with its last arrival."), m_replaySource));
    stopTraffic(now);
}

void Dispatcher::watchFailures(TimePoint now)
{
    auto failures = m_failures.look(now);
    if (!failures)
        return;
    m_failureStop = std::move(failures);
    stopTraffic(now);
    log(EventKind::Failure, Severity::Error, nullptr, {}, now,
        text(QT_TRANSLATE_NOOP("core", "The traffic was stopped: %1 of %2 requests failed within two seconds, most with %3: %4"),
             static_cast<long long>(m_failureStop->failed), static_cast<long long>(m_failureStop->answered), m_failureStop->sqlState,
             m_failureStop->firstText));
}

void Dispatcher::doHousekeeping(TimePoint now)
{
    for (const auto &entry : m_entries) {
        const auto deadline = entry->pool.nextDeadline();
        if (!deadline || *deadline > now)
            continue;
        entry->pool.tick(now, entry->actions);
        perform(*entry, now);
    }
    removeDrained(now);
}

// A request that runs at its class's deadline is given up: nobody waits for its answer.
void Dispatcher::cancelLate(TimePoint now)
{
    m_nextLate = TimePoint::max();
    for (const auto &entry : m_entries) {
        for (std::size_t i = 0; i < entry->slots.size(); ++i) {
            SlotEntry &slot = entry->slots[i];
            if (!slot.isBusy || slot.givenUp)
                continue;
            const TimePoint deadline = requestOf(slot.request).deadline;
            if (deadline <= now)
                cancelOverdue(slot, {entry->pool.id(), static_cast<SlotIndex>(i)}, timeoutAfterCancel, now);
            else
                m_nextLate = std::min(m_nextLate, deadline);
        }
    }
}

void Dispatcher::cancelOverdue(SlotEntry &slot, SlotId id, Duration timeout, TimePoint now)
{
    slot.givenUp = true;
    slot.cutAt = std::min(slot.cutAt, now + timeout);
    m_commands.push_back({.kind = Command::Kind::Cancel, .slot = id});
}

// The server ends a statement at its own timeout. Where nothing comes, we cancel, and then cut: every wait ends.
void Dispatcher::watchStatements(TimePoint now)
{
    for (const auto &entry : m_entries) {
        const auto timeout = entry->pool.plan().statementTimeout;
        for (std::size_t i = 0; i < entry->slots.size(); ++i) {
            SlotEntry &slot = entry->slots[i];
            const SlotId id{entry->pool.id(), static_cast<SlotIndex>(i)};
            if (!slot.isBusy)
                continue;
            if (now >= slot.cutAt) {
                slot.cutAt = TimePoint::max();
                m_commands.push_back({.kind = Command::Kind::Cut, .slot = id});
            } else if (timeout && slot.cutAt == TimePoint::max() && now >= slot.since + *timeout + statementGrace) {
                cancelOverdue(slot, id, cancelGrace, now);
            }
        }
    }
}

// --- the end

void Dispatcher::shutDown(Duration drainDeadline, TimePoint now)
{
    if (m_shutdown.phase == ShutdownPhase::None) {
        stopTraffic(now);
        endRetries(now);
        m_shutdown.phase = ShutdownPhase::Draining;
        m_shutdown.nextStep = now + drainDeadline;
        for (const auto &entry : m_entries) {
            if (entry->pool.state() == PoolState::Paused)
                entry->pool.resume(now, entry->actions); // what was accepted is served
            entry->pool.drain(now, entry->actions);
            perform(*entry, now);
        }
    } else if (m_shutdown.phase == ShutdownPhase::Draining) {
        m_shutdown.nextStep = std::min(m_shutdown.nextStep, now + drainDeadline);
    }
    stepShutdown(now);
}

void Dispatcher::stepShutdown(TimePoint now)
{
    if (m_shutdown.phase == ShutdownPhase::None || isShutDown())
        return;
    const bool allDrained = std::ranges::all_of(m_entries, [](const auto &entry) { return entry->pool.state() == PoolState::Drained; });
    if (allDrained)
        return finishShutdown(now);
    if (now < m_shutdown.nextStep)
        return;
    switch (m_shutdown.phase) {
    case ShutdownPhase::Draining:
        m_shutdown.phase = ShutdownPhase::Cancelling;
        m_shutdown.nextStep = now + cancelGrace;
        cancelAll(now);
        break;
    case ShutdownPhase::Cancelling:
        m_shutdown.phase = ShutdownPhase::Closing;
        m_shutdown.nextStep = now + cutGrace;
        cutAll();
        break;
    default:
        finishShutdown(now); // a connection that cannot even be closed is left to the system
        break;
    }
}

void Dispatcher::finishShutdown(TimePoint now)
{
    m_shutdown.phase = ShutdownPhase::Finished;
    endSecond(now); // the last one, however short
}

void Dispatcher::cancelAll(TimePoint now)
{
    for (const auto &entry : m_entries) {
        entry->pool.rejectWaiters(entry->actions);
        perform(*entry, now);
        for (std::size_t i = 0; i < entry->slots.size(); ++i)
            cancelSlot({entry->pool.id(), static_cast<SlotIndex>(i)}, now);
    }
}

void Dispatcher::cutAll()
{
    for (const auto &entry : m_entries) {
        for (std::size_t i = 0; i < entry->slots.size(); ++i) {
            if (!entry->slots[i].isBusy)
                continue;
            ++m_shutdown.cut;
            m_commands.push_back({.kind = Command::Kind::Cut, .slot = {entry->pool.id(), static_cast<SlotIndex>(i)}});
        }
    }
}

} // namespace poolwart
