// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runmerge.h"

#include "model/core/text.h"
#include "model/run/arrivalscodec.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace poolwart {

namespace {

Done checkAlike(const NamedRun &first, const NamedRun &other)
{
    const std::string hint = text(QT_TRANSLATE_NOOP("core", "Add --force to merge them anyway."));
    if (first.run.plan != other.run.plan)
        return badInputError(text(QT_TRANSLATE_NOOP("core", "“%1” and “%2” are runs of different plans."), first.name, other.name), hint);
    if (first.run.traffic != other.run.traffic)
        return badInputError(text(QT_TRANSLATE_NOOP("core", "“%1” and “%2” are runs of different workloads."), first.name, other.name),
                             hint);
    return done();
}

Done check(const std::vector<NamedRun> &runs, bool mayDiffer)
{
    if (runs.size() < 2)
        return badInputError(text(QT_TRANSLATE_NOOP("core", "Merging needs at least two runs.")));
    for (const NamedRun &named : runs) {
        if (named.run.histograms.response.histogram.empty())
            return badInputError(
                text(QT_TRANSLATE_NOOP("core", "“%1” has no histograms, so its percentiles cannot be merged."), named.name));
        if (const Done alike = checkAlike(runs.front(), named); !alike && !mayDiffer)
            return alike;
    }
    return done();
}

// The slots of one name on all machines. Each pool's peaks came when they came: the sum is the most there can have been.
void addPools(std::vector<RunPool> &all, const std::vector<RunPool> &more)
{
    for (const RunPool &pool : more) {
        auto known = std::ranges::find(all, pool.name, &RunPool::name);
        if (known == all.end()) {
            all.push_back(pool);
            continue;
        }
        addCounts(*known, pool);
        known->slots += pool.slots;
        known->counters.peakInUse += pool.counters.peakInUse;
        known->counters.peakWaiting += pool.counters.peakWaiting;
    }
}

void addShutdown(ShutdownReport &all, const ShutdownReport &more)
{
    all.drained += more.drained;
    all.cancelled += more.cancelled;
    all.cut += more.cut;
    all.backendsLeft = all.backendsLeft && more.backendsLeft ? std::optional(*all.backendsLeft + *more.backendsLeft) : std::nullopt;
    all.elapsed = std::max(all.elapsed, more.elapsed);
}

// Side by side, not one after the other: their pools add up.
RunSecond beside(const RunSecond &left, const RunSecond &right)
{
    RunSecond both = joined(left, right);
    both.from = std::min(left.from, right.from);
    both.to = std::max(left.to, right.to);
    for (PoolFigures &pool : both.pools) {
        const auto a = std::ranges::find(left.pools, pool.name, &PoolFigures::name);
        const auto b = std::ranges::find(right.pools, pool.name, &PoolFigures::name);
        if (a == left.pools.end() || b == right.pools.end())
            continue;
        pool.slots = a->slots + b->slots;
        pool.inUse = a->inUse + b->inUse;
        pool.idle = a->idle + b->idle;
        pool.waiting = a->waiting + b->waiting;
    }
    return both;
}

std::vector<RunSecond> mergedSeries(const std::vector<NamedRun> &runs)
{
    std::map<long long, RunSecond> bySecond;
    for (const NamedRun &named : runs) {
        for (const RunSecond &second : named.run.series) {
            const auto [known, isNew] = bySecond.try_emplace(std::llround(inSeconds(second.from)), second);
            if (!isNew)
                known->second = beside(known->second, second);
        }
    }
    std::vector<RunSecond> series;
    for (auto &[at, second] : bySecond)
        series.push_back(std::move(second));
    return series;
}

// Side by side, in the order of their times; what goes beyond the limit is left out at the end.
void addArrivals(RunRecord &all, const RunRecord &more)
{
    auto left = all.arrivals ? decodeArrivals(all.arrivals->data, all.arrivals->requests) : std::vector<RecordedArrival>();
    const auto right = more.arrivals ? decodeArrivals(more.arrivals->data, more.arrivals->requests) : std::vector<RecordedArrival>();
    const bool isAlike = all.traffic.workload == more.traffic.workload && all.arrivals && more.arrivals;
    if (!isAlike || !left || !right) {
        all.arrivals.reset(); // of a part of the machines they would be of no use
        return;
    }
    left->insert(left->end(), right->begin(), right->end());
    std::ranges::stable_sort(*left, {}, &RecordedArrival::at);
    const std::size_t kept = std::min(left->size(), limits::maxRecordedArrivals);
    all.arrivals->leftOut += more.arrivals->leftOut + (left->size() - kept);
    left->resize(kept);
    all.arrivals->requests = kept;
    all.arrivals->data = encodeArrivals(*left);
}

void add(RunRecord &all, const RunRecord &more)
{
    all.startedAt = std::min(all.startedAt, more.startedAt);
    all.elapsedSeconds = std::max(all.elapsedSeconds, more.elapsedSeconds);
    all.throughputPerSecond += more.throughputPerSecond;
    all.cpuMicrosPerRequest = std::max(all.cpuMicrosPerRequest, more.cpuMicrosPerRequest);
    all.requests = all.requests + more.requests;
    all.histograms.acquire = joined(all.histograms.acquire, more.histograms.acquire);
    all.histograms.service = joined(all.histograms.service, more.histograms.service);
    all.histograms.response = joined(all.histograms.response, more.histograms.response);
    addPools(all.pools, more.pools);
    for (const auto &[sqlState, count] : more.errors)
        all.errors[sqlState] += count;
    all.errorTexts.insert(more.errorTexts.begin(), more.errorTexts.end());
    addArrivals(all, more);
    addClasses(all.classes, more.classes);
    addClasses(all.scripts, more.scripts);
    all.retries = all.retries + more.retries;
    all.deadlinesPassed += more.deadlinesPassed;
    all.blockedWait += more.blockedWait;
    all.scheduleLag = {.p50 = std::max(all.scheduleLag.p50, more.scheduleLag.p50),
                       .p99 = std::max(all.scheduleLag.p99, more.scheduleLag.p99),
                       .max = std::max(all.scheduleLag.max, more.scheduleLag.max)};
    addShutdown(all.shutdown, more.shutdown);
    all.isInterrupted = all.isInterrupted || more.isInterrupted;
    all.marks.insert(all.marks.end(), more.marks.begin(), more.marks.end());
    all.marksLeftOut += more.marksLeftOut;
}

} // namespace

Outcome<RunRecord> mergeRuns(const std::vector<NamedRun> &runs, bool mayDiffer)
{
    if (const Done alike = check(runs, mayDiffer); !alike)
        return alike.error();
    RunRecord all = runs.front().run;
    all.sources = {runs.front().name};
    for (std::size_t i = 1; i < runs.size(); ++i) {
        add(all, runs[i].run);
        all.sources.push_back(runs[i].name);
    }
    all.series = mergedSeries(runs);
    std::ranges::stable_sort(all.marks, {}, &RunMark::at);
    all.acquire = all.histograms.acquire.summary;
    all.service = all.histograms.service.summary;
    all.response = all.histograms.response.summary;
    return all;
}

} // namespace poolwart
