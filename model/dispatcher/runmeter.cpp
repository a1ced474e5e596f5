// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/dispatcher/runmeter.h"

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

namespace poolwart {

namespace {

constexpr Duration oneSecond = std::chrono::seconds(1);

void countAt(std::vector<std::uint64_t> &counts, std::size_t index)
{
    if (counts.size() <= index)
        counts.resize(index + 1);
    ++counts[index];
}

// offered = ended + live
bool isBalanced(const RequestCounts &counts, std::uint64_t live)
{
    return counts.offered == counts.ended() + live;
}

bool areBalanced(const std::vector<RequestCounts> &counts, std::vector<std::uint64_t> live)
{
    live.resize(std::max(live.size(), counts.size()));
    return std::equal(counts.begin(), counts.end(), live.begin(), isBalanced);
}

} // namespace

void RunMeter::begin(const PoolTable &pools, TimePoint now)
{
    ++m_epoch;
    m_measuredSince = now;
    m_secondBegan = now;
    scheduleSecond(now); // seconds count from here
    m_countsBefore = {};
    m_figures.reset();
    m_partFigures.reset();
    m_errors.reset();
    m_deadlinesPassed = m_deadlinesPassedBefore = 0;
    m_retried = m_retriedBefore = {};
    m_blockedOfRemoved = m_blockedBefore = Duration(0);
    m_lag.reset();
    for (const auto &entry : pools) {
        PoolMeter &meter = entry->meter;
        m_blocked.reset(meter.blocked, now);
        meter.figures.reset();
        meter.usage.reset();
        entry->pool.resetCounters();
        meter.countsBefore = {};
        meter.countersBefore = {};
        meter.blockedBefore = Duration(0);
    }
}

void RunMeter::setWorkload(const Workload &workload, std::uint32_t number)
{
    m_workload = number;
    m_partFigures.setWorkload(workload);
}

void RunMeter::failed(const Request &request, std::string_view code, std::string_view className, std::string_view text, TimePoint now)
{
    if (isMeasured(request))
        m_errors.count(code, className, text, now);
}

void RunMeter::scheduleSecond(TimePoint now)
{
    m_nextSecond = now + oneSecond;
}

void RunMeter::endSecond(const PoolTable &pools, ArrivalRecorder &arrivals, TimePoint now)
{
    m_seconds.push(makeSecond(pools, arrivals, now));
    m_secondBegan = now;
    m_countsBefore = m_figures.counts();
    m_retriedBefore = m_retried;
    m_deadlinesPassedBefore = m_deadlinesPassed;
    m_blockedBefore = blockedWait(pools, now);
    m_figures.endSecond();
    m_partFigures.endSecond();
    m_errors.endSecond();
    for (const auto &entry : pools) {
        PoolMeter &meter = entry->meter;
        meter.countsBefore = meter.figures.counts();
        meter.countersBefore = entry->pool.counters();
        meter.blockedBefore = blockedWait(meter, now);
        meter.figures.endSecond();
        meter.usage.endSecond();
    }
    m_lag.endSecond();
}

SecondFigures RunMeter::makeSecond(const PoolTable &pools, ArrivalRecorder &arrivals, TimePoint now) const
{
    ArrivalRecorder::Second recorded = arrivals.take();
    SecondFigures second{.from = m_secondBegan,
                         .to = now,
                         .measuredSince = m_measuredSince,
                         .requests = m_figures.counts() - m_countsBefore,
                         .acquire = m_figures.acquire().second(),
                         .service = m_figures.service().second(),
                         .response = m_figures.response().second(),
                         .errors = m_errors.second(),
                         .errorTexts = m_errors.newTexts(),
                         .retries = m_retried - m_retriedBefore,
                         .deadlinesPassed = m_deadlinesPassed - m_deadlinesPassedBefore,
                         .blockedWait = blockedWait(pools, now) - m_blockedBefore,
                         .workload = m_workload,
                         .classes = m_partFigures.classSeconds(),
                         .scripts = m_partFigures.scriptSeconds(),
                         .arrivals = std::move(recorded.arrivals),
                         .arrivalsLeftOut = recorded.leftOut,
                         .lagP99 = m_lag.second().quantile(0.99)};
    for (ClassSecond &part : second.classes)
        part.errors = m_errors.secondOf(part.name);
    for (const auto &entry : pools)
        second.pools.push_back(poolSecond(*entry, now));
    return second;
}

Duration RunMeter::blockedWait(const PoolTable &pools, TimePoint now) const
{
    Duration sum = m_blockedOfRemoved;
    for (const auto &entry : pools)
        sum += blockedWait(entry->meter, now);
    return sum;
}

PoolFigures RunMeter::figuresOf(const PoolEntry &entry, TimePoint now) const
{
    const Pool &pool = entry.pool;
    return {.name = pool.plan().name,
            .slots = pool.plan().slots,
            .inUse = pool.inUse(),
            .idle = pool.idle(),
            .waiting = pool.waiting(),
            .requests = entry.meter.figures.counts(),
            .counters = pool.counters(),
            .blockedWait = blockedWait(entry.meter, now),
            .acquire = {},
            .response = {}};
}

PoolSecond RunMeter::poolSecond(const PoolEntry &entry, TimePoint now) const
{
    const PoolMeter &meter = entry.meter;
    PoolSecond second{figuresOf(entry, now), entry.pool.id()};
    second.requests = second.requests - meter.countsBefore;
    second.counters = second.counters - meter.countersBefore;
    second.blockedWait -= meter.blockedBefore;
    second.acquire = meter.figures.acquire().second().summary();
    second.response = meter.figures.response().second().summary();
    return second;
}

void RunMeter::fill(Snapshot &snapshot, const PoolTable &pools, TimePoint now) const
{
    snapshot.measuredSince = m_measuredSince;
    snapshot.workload = m_workload;
    snapshot.requests = m_figures.counts();
    snapshot.acquire = m_figures.acquire().summary();
    snapshot.service = m_figures.service().summary();
    snapshot.response = m_figures.response().summary();
    snapshot.recentService = m_figures.service().recent();
    snapshot.recentResponse = m_figures.response().recent();
    snapshot.retries = m_retried;
    snapshot.deadlinesPassed = m_deadlinesPassed;
    snapshot.blockedWait = blockedWait(pools, now);
    snapshot.errors = m_errors.figures();
    snapshot.classes = m_partFigures.classes();
    snapshot.scripts = m_partFigures.scripts();
    snapshot.health.lag = m_lag.summary();
    snapshot.health.recentLagP99 = m_lag.recent().p99;
}

std::optional<std::string> RunMeter::checkInvariants(const PoolTable &pools, const RequestTable &requests) const
{
    const auto hasFreeSlot = [](const auto &entry) { return entry->pool.state() == PoolState::Active && entry->pool.idle() > 0; };
    if (m_blocked.freePools() != static_cast<int>(std::ranges::count_if(pools, hasFreeSlot)))
        return "a free slot is not seen, or one that is none";
    return checkAccount(requests);
}

// The conservation law of requests, of all together and of each class and script.
std::optional<std::string> RunMeter::checkAccount(const RequestTable &requests) const
{
    std::uint64_t measured = 0;
    std::vector<std::uint64_t> ofClass;
    std::vector<std::uint64_t> ofScript;
    requests.forEach([&](const Request &request) {
        if (!isMeasured(request))
            return;
        ++measured;
        if (isOfWorkload(request)) {
            countAt(ofClass, request.kind.classIndex);
            countAt(ofScript, request.kind.script);
        }
    });
    if (!isBalanced(m_figures.counts(), measured))
        return "offered is not the sum of what ended and what is under way";
    if (!areBalanced(m_partFigures.classCounts(), ofClass))
        return "of a class, offered is not the sum of what ended and what is under way";
    if (!areBalanced(m_partFigures.scriptCounts(), ofScript))
        return "of a script, offered is not the sum of what ended and what is under way";
    return std::nullopt;
}

} // namespace poolwart
