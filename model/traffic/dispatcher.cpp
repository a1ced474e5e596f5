// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/traffic/dispatcher_p.h"

#include "model/core/text.h"

#include <algorithm>
#include <cassert>

namespace poolwart {

namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t mostOutstanding = 100'000; // an open loop beyond it drops, and says so
constexpr int mostArrivalsAtOnce = 2'000;          // then the engine looks at its sockets again
constexpr Duration statementGrace = 1s;            // beyond statement_timeout, before we cancel ourselves
constexpr Duration cancelGrace = 1s;               // beyond a cancel, before the connection is cut
constexpr Duration cutGrace = 1s;                  // beyond cutting, before we stop waiting

} // namespace

Dispatcher::Dispatcher(std::uint64_t seed, std::chrono::system_clock::time_point wallStart)
    : m_wallStart(wallStart)
    , m_seed(seed)
    , m_router(RoutingPolicy::RoundRobin, 100, seed ^ 0x726f75746572ULL)
    , m_source(seed ^ 0x736f75726365ULL)
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
    m_router.setPolicy(plan.policy);
    m_router.setMigrationShare(plan.migrationShare);
    std::vector<std::unique_ptr<PoolEntry>> ordered;
    for (const PoolPlan &pool : plan.pools)
        addOrChange(pool, ordered, now);
    for (auto &left : m_entries) {
        if (left)
            sendAway(std::move(left), ordered, now);
    }
    m_entries = std::move(ordered);
    reindex();
    for (const auto &entry : m_entries)
        perform(*entry, now);
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
    if (before.statementTimeout != plan.statementTimeout)
        entry.pool.recycle(now, entry.actions); // it is a setting of the connection
    if (entry.isLeaving)
        entry.pool.resume(now, entry.actions); // its removal was undone
    entry.isLeaving = false;
    ordered.push_back(std::move(*known));
}

void Dispatcher::sendAway(std::unique_ptr<PoolEntry> entry, std::vector<std::unique_ptr<PoolEntry>> &ordered, TimePoint now)
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
}

void Dispatcher::forgetDrained(TimePoint now)
{
    for (const auto &entry : m_entries) {
        const bool isDrained = entry->pool.state() == PoolState::Drained;
        if (isDrained && !entry->wasDrained)
            log(EventKind::PoolDrained, Severity::Info, entry.get(), {}, now);
        entry->wasDrained = isDrained;
    }
    const auto gone = std::erase_if(m_entries, [](const auto &entry) { return entry->isLeaving && entry->wasDrained; });
    if (gone > 0)
        reindex();
}

// --- traffic

void Dispatcher::setTraffic(const TrafficPlan &traffic, const std::string &sql, TimePoint now)
{
    m_sql = sql;
    m_source.setArrivals(traffic.arrivals, now);
    log(EventKind::TrafficChanged, Severity::Info, nullptr, {}, now, sql);
    pump(now);
}

void Dispatcher::startTraffic(TimePoint now)
{
    if (m_traffic == TrafficState::Running || m_shutdown.phase != ShutdownPhase::None)
        return;
    m_traffic = TrafficState::Running;
    m_source.start(now);
    log(EventKind::TrafficStarted, Severity::Info, nullptr, {}, now);
    pump(now);
}

void Dispatcher::pauseTraffic(TimePoint now)
{
    if (m_traffic != TrafficState::Running)
        return;
    m_traffic = TrafficState::Paused;
    m_source.stop();
    log(EventKind::TrafficPaused, Severity::Info, nullptr, {}, now);
}

void Dispatcher::stopTraffic(TimePoint now)
{
    if (m_traffic == TrafficState::Stopped)
        return;
    m_traffic = TrafficState::Stopped;
    m_source.stop();
    log(EventKind::TrafficStopped, Severity::Info, nullptr, {}, now);
}

void Dispatcher::resetFigures(TimePoint now)
{
    ++m_epoch;
    m_measuredSince = now;
    m_figures.reset();
    m_lag.reset();
    for (const auto &entry : m_entries) {
        entry->figures.reset();
        entry->pool.resetCounters();
    }
}

void Dispatcher::pump(TimePoint now)
{
    for (int admitted = 0; admitted < mostArrivalsAtOnce; ++admitted) {
        const auto arrival = m_source.take(now);
        if (!arrival)
            return;
        admit(*arrival, now);
    }
}

void Dispatcher::admit(const TrafficSource::Arrival &arrival, TimePoint now)
{
    m_figures.countOffered();
    if (arrival.client == TrafficSource::openLoopClient) {
        m_lag.record(now - arrival.intended);
        m_windowLag.record(now - arrival.intended);
        if (outstanding() >= mostOutstanding) {
            m_figures.countEnding(Ending::Dropped);
            return;
        }
    }
    const RequestId id = newRequest();
    Request &request = m_requests[static_cast<std::size_t>(id)];
    request = {.times = {.intended = arrival.intended, .asked = now}, .client = arrival.client, .epoch = m_epoch, .isLive = true};
    const auto chosen = m_router.route(m_loads);
    if (!chosen) {
        end(nullptr, id, Ending::Rejected, now);
        return;
    }
    PoolEntry &entry = *m_entries[*chosen];
    entry.pool.acquire(id, now, entry.actions);
    perform(entry, now);
}

RequestId Dispatcher::newRequest()
{
    if (m_freeRequests.empty()) {
        m_requests.emplace_back();
        return RequestId(m_requests.size() - 1);
    }
    const std::uint32_t index = m_freeRequests.back();
    m_freeRequests.pop_back();
    return RequestId(index);
}

void Dispatcher::end(PoolEntry *entry, RequestId id, Ending ending, TimePoint now)
{
    Request &request = m_requests[static_cast<std::size_t>(id)];
    assert(request.isLive);
    if (isMeasured(request)) {
        m_figures.countEnding(ending);
        if (entry)
            entry->figures.countEnding(ending);
        if (ending == Ending::Completed) {
            m_figures.recordCompletion(request.times);
            if (entry)
                entry->figures.recordCompletion(request.times);
        }
    }
    if (m_shutdown.phase != ShutdownPhase::None) {
        m_shutdown.drained += ending == Ending::Completed || ending == Ending::Failed;
        m_shutdown.cancelled += ending == Ending::Cancelled;
    }
    request.isLive = false;
    m_freeRequests.push_back(static_cast<std::uint32_t>(id));
    m_source.ended(request.client, ending == Ending::Rejected, now);
}

// --- a pool's actions

void Dispatcher::perform(PoolEntry &entry, TimePoint now)
{
    const PoolId id = entry.pool.id();
    for (const PoolAction &action : entry.actions) {
        switch (action.kind) {
        case PoolAction::Kind::Open:
            slotOf(entry, action.slot).backendPid = 0;
            m_commands.push_back({.kind = Command::Kind::Open, .slot = {id, action.slot}});
            break;
        case PoolAction::Kind::Close:
            m_commands.push_back({.kind = Command::Kind::Close, .slot = {id, action.slot}});
            break;
        case PoolAction::Kind::Grant:
            granted(entry, action.slot, action.request, now);
            break;
        case PoolAction::Kind::TimeOut:
            logOften(EventKind::AcquireTimedOut, entry, {}, now, timeoutText(entry));
            end(&entry, action.request, Ending::TimedOut, now);
            break;
        case PoolAction::Kind::Reject:
            const bool isShutdown = m_shutdown.phase != ShutdownPhase::None;
            if (!isShutdown)
                logOften(EventKind::QueueFull, entry, {}, now, {});
            end(&entry, action.request, isShutdown ? Ending::Cancelled : Ending::Rejected, now);
            break;
        }
    }
    entry.actions.clear();
    m_loads[entry.position] = {.inUse = entry.pool.inUse(),
                               .waiting = entry.pool.waiting(),
                               .slots = entry.pool.plan().slots,
                               .accepting = entry.pool.isAccepting()};
}

void Dispatcher::granted(PoolEntry &entry, SlotIndex index, RequestId id, TimePoint now)
{
    Request &request = m_requests[static_cast<std::size_t>(id)];
    request.times.granted = now;
    if (isMeasured(request)) {
        entry.figures.recordAcquire(now - request.times.asked);
        m_figures.recordAcquire(now - request.times.asked);
    }
    SlotEntry &slot = slotOf(entry, index);
    slot.request = id;
    slot.since = now;
    slot.isBusy = true;
    m_commands.push_back({.kind = Command::Kind::Send, .slot = {entry.pool.id(), index}});
}

// --- reports

void Dispatcher::slotOpened(SlotId id, int backendPid, Duration took, TimePoint now)
{
    PoolEntry *entry = find(id.pool);
    assert(entry);
    slotOf(*entry, id.index).backendPid = backendPid;
    entry->lastConnectError.clear();
    log(EventKind::SlotOpened, Severity::Info, entry, id.index, now, {}, took, backendPid);
    entry->pool.opened(id.index, now, entry->actions);
    perform(*entry, now);
    pump(now);
}

void Dispatcher::slotOpenFailed(SlotId id, const Error &error, TimePoint now)
{
    PoolEntry *entry = find(id.pool);
    assert(entry);
    entry->lastConnectError = error.message + (error.details.empty() ? "" : " " + error.details);
    slotOf(*entry, id.index).lastError = entry->lastConnectError;
    logOften(EventKind::SlotOpenFailed, *entry, id.index, now, entry->lastConnectError);
    entry->pool.openFailed(id.index, now, entry->actions);
    perform(*entry, now);
    pump(now);
}

void Dispatcher::slotClosed(SlotId id, TimePoint now)
{
    PoolEntry *entry = find(id.pool);
    assert(entry);
    slotOf(*entry, id.index).backendPid = 0;
    log(EventKind::SlotClosed, Severity::Info, entry, id.index, now);
    entry->pool.closed(id.index, now, entry->actions);
    perform(*entry, now);
    forgetDrained(now);
    stepShutdown(now);
}

void Dispatcher::slotLost(SlotId id, const std::string &why, TimePoint now)
{
    PoolEntry *entry = find(id.pool);
    assert(entry);
    slotOf(*entry, id.index).lastError = why;
    log(EventKind::SlotLost, Severity::Warning, entry, id.index, now, why);
    entry->pool.lost(id.index, now, entry->actions);
    perform(*entry, now);
}

void Dispatcher::requestCompleted(SlotId id, TimePoint sent, bool isUsable, TimePoint now)
{
    PoolEntry *entry = find(id.pool);
    assert(entry);
    SlotEntry &slot = entry->slots[id.index];
    RequestTimes &times = m_requests[static_cast<std::size_t>(slot.request)].times;
    times.sent = sent;
    times.ended = now;
    ++slot.served;
    if (m_queryLogging)
        logQuery(*entry, id.index, now - sent, now);
    finishOnSlot(*entry, id, Ending::Completed, isUsable, now);
}

void Dispatcher::requestFailed(SlotId id, TimePoint, const Error &error, bool isUsable, TimePoint now)
{
    PoolEntry *entry = find(id.pool);
    assert(entry);
    SlotEntry &slot = entry->slots[id.index];
    const bool isMeasuredRequest = isMeasured(m_requests[static_cast<std::size_t>(slot.request)]);
    slot.lastError = error.sqlState.empty() ? error.message : error.sqlState + " " + error.message;
    if (slot.cancelAsked) {
        log(EventKind::Cancelled, Severity::Info, entry, id.index, now, slot.lastError);
        finishOnSlot(*entry, id, Ending::Cancelled, isUsable, now);
        return;
    }
    if (isMeasuredRequest)
        m_figures.countError(error.sqlState.empty() ? "connection" : error.sqlState);
    logOften(EventKind::StatementFailed, *entry, id.index, now, slot.lastError);
    finishOnSlot(*entry, id, Ending::Failed, isUsable, now);
}

void Dispatcher::finishOnSlot(PoolEntry &entry, SlotId id, Ending ending, bool isUsable, TimePoint now)
{
    SlotEntry &slot = entry.slots[id.index];
    assert(slot.isBusy);
    slot.isBusy = false;
    slot.cancelAsked = false;
    slot.cutAt = TimePoint::max();
    end(&entry, slot.request, ending, now);
    entry.pool.release(id.index, isUsable, now, entry.actions);
    perform(entry, now);
    pump(now);
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
        forgetDrained(now);
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
    slot.cutAt = std::min(slot.cutAt, now + 5 * cancelGrace);
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

// --- time

void Dispatcher::tick(TimePoint now)
{
    careForPools(now);
    if (now >= m_nextWatch) {
        m_nextWatch = now + 50ms;
        watchStatements(now);
    }
    if (now >= m_nextSecond) {
        m_nextSecond = now + 1s;
        m_figures.rollWindow();
        for (const auto &entry : m_entries)
            entry->figures.rollWindow();
        m_recentLagP99 = m_windowLag.quantile(0.99);
        m_windowLag.reset();
        flushFolded(now);
    }
    stepShutdown(now);
    pump(now);
}

void Dispatcher::careForPools(TimePoint now)
{
    for (const auto &entry : m_entries) {
        const auto deadline = entry->pool.nextDeadline();
        if (!deadline || *deadline > now)
            continue;
        entry->pool.tick(now, entry->actions);
        perform(*entry, now);
    }
    forgetDrained(now);
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
                slot.cutAt = now + cancelGrace;
                m_commands.push_back({.kind = Command::Kind::Cancel, .slot = id});
            }
        }
    }
}

// --- the end

void Dispatcher::shutDown(Duration drainDeadline, TimePoint now)
{
    if (m_shutdown.phase == ShutdownPhase::None) {
        stopTraffic(now);
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
    if (allDrained) {
        m_shutdown.phase = ShutdownPhase::Finished;
        return;
    }
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
        m_shutdown.phase = ShutdownPhase::Finished; // a connection that cannot even be closed is left to the system
        break;
    }
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

std::optional<std::string> Dispatcher::checkInvariants() const
{
    std::uint64_t measured = 0;
    for (const Request &request : m_requests)
        measured += request.isLive && isMeasured(request);
    if (m_figures.counts().offered != m_figures.counts().ended() + measured)
        return "offered is not the sum of what ended and what is under way";
    std::uint64_t held = 0;
    for (const auto &entry : m_entries) {
        if (auto violation = entry->pool.checkInvariants())
            return entry->pool.plan().name + ": " + *violation;
        const auto busy = std::ranges::count_if(entry->slots, &SlotEntry::isBusy);
        if (busy != entry->pool.inUse())
            return entry->pool.plan().name + ": busy slots and slots in use differ";
        held += static_cast<std::uint64_t>(busy) + static_cast<std::uint64_t>(entry->pool.waiting());
    }
    if (held != outstanding())
        return "a request is neither in a slot nor waiting";
    return std::nullopt;
}

} // namespace poolwart
