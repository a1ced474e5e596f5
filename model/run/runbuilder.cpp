// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runbuilder.h"

#include "model/core/text.h"

#include "model/figures/histogramcodec.h"
#include "model/run/arrivalscodec.h"

#include <algorithm>

namespace poolwart {

namespace {

constexpr std::size_t maxMarks = 1'000;

void addTo(Histogram &all, const RunLatency &latency)
{
    if (const auto more = decodeHistogram(latency.histogram))
        all.add(*more);
}

void addTo(std::vector<ClassSecond> &all, const std::vector<RunClass> &more)
{
    for (const RunClass &one : more) {
        auto known = std::ranges::find_if(all, [&one](const ClassSecond &other) { return other.isSame(one); });
        if (known == all.end()) {
            known = all.insert(all.end(), ClassSecond());
            known->name = one.name;
            known->className = one.className;
        }
        addCounts(*known, one);
        addTo(known->serviceHistogram, one.serviceHistogram);
        addTo(known->responseHistogram, one.responseHistogram);
    }
}

std::vector<RunClass> recordOf(const std::vector<ClassSecond> &sums)
{
    std::vector<RunClass> classes;
    for (const ClassSecond &sum : sums) {
        RunClass &made = classes.emplace_back(RunClass{sum, RunLatency::of(sum.serviceHistogram), RunLatency::of(sum.responseHistogram)});
        made.service = made.serviceHistogram.summary;
        made.response = made.responseHistogram.summary;
    }
    return classes;
}

} // namespace

void RunBuilder::add(const RunSecond &second)
{
    m_hasSeconds = true;
    m_series.add(second);
    m_requests = m_requests + second.requests;
    addTo(m_acquire, second.acquire);
    addTo(m_service, second.service);
    addTo(m_response, second.response);
    for (const PoolFigures &pool : second.pools)
        addPool(pool);
    for (const auto &[sqlState, count] : second.errors)
        m_errors[sqlState] += count;
    m_retries = m_retries + second.retries;
    m_deadlinesPassed += second.deadlinesPassed;
    m_blockedWait += second.blockedWait;
    m_lagP99 = std::max(m_lagP99, second.lagP99);
    m_end = std::max(m_end, second.to);
}

void RunBuilder::add(const RunBreakdown &breakdown)
{
    if (breakdown.workload != m_workload) {
        m_workload = breakdown.workload;
        m_classes.clear();
        m_scripts.clear();
        m_arrivalsLeftOut += m_arrivals.size();
        m_arrivals.clear();
    }
    const std::size_t kept = std::min(breakdown.arrivals.size(), limits::maxRecordedArrivals - m_arrivals.size());
    m_arrivals.insert(m_arrivals.end(), breakdown.arrivals.begin(), breakdown.arrivals.begin() + static_cast<std::ptrdiff_t>(kept));
    m_arrivalsLeftOut += breakdown.arrivalsLeftOut + (breakdown.arrivals.size() - kept);
    addTo(m_classes, breakdown.classes);
    addTo(m_scripts, breakdown.scripts);
    m_errorTexts.insert(breakdown.errorTexts.begin(), breakdown.errorTexts.end());
}

void RunBuilder::addPool(const PoolFigures &pool)
{
    auto known = std::ranges::find(m_pools, pool.name, &RunPool::name);
    if (known == m_pools.end()) {
        known = m_pools.insert(m_pools.end(), RunPool());
        known->name = pool.name;
    }
    addCounts(*known, pool);
    known->slots = pool.slots;
    known->counters.peakInUse = std::max(known->counters.peakInUse, pool.inUse);
    known->counters.peakWaiting = std::max(known->counters.peakWaiting, pool.waiting);
}

void RunBuilder::add(RunMark mark)
{
    if (m_marks.size() < maxMarks)
        m_marks.push_back(std::move(mark));
    else
        ++m_marksLeftOut;
}

// Overdue ones come behind those of a client that were due later.
std::optional<RunArrivals> RunBuilder::recordedArrivals() const
{
    if (m_arrivals.empty() && m_arrivalsLeftOut == 0)
        return std::nullopt;
    std::vector<RecordedArrival> arrivals = m_arrivals;
    std::ranges::stable_sort(arrivals, {}, &RecordedArrival::at);
    return RunArrivals{.requests = arrivals.size(), .leftOut = m_arrivalsLeftOut, .data = encodeArrivals(arrivals)};
}

RunRecord RunBuilder::record() const
{
    RunRecord run = m_head;
    if (m_hasSeconds || !m_measured)
        fillSeries(run);
    if (m_measured)
        fillFigures(run, *m_measured);
    else
        fillFromSeconds(run);
    addHistograms(run.classes, recordOf(m_classes));
    addHistograms(run.scripts, recordOf(m_scripts));
    return run;
}

std::optional<Error> RunBuilder::loss() const
{
    const auto lost = static_cast<long long>(m_series.lostHistograms());
    if (lost == 0)
        return std::nullopt;
    return Error{.kind = ErrorKind::Io,
                 .message =
                     text(QT_TRANSLATE_NOOP("core", "The temporary file of the recording lost %1 histograms of the run's seconds."), lost),
                 .hint = text(QT_TRANSLATE_NOOP("core", "The run's own figures are complete; its percentiles over time have gaps."))};
}

void RunBuilder::fillSeries(RunRecord &run) const
{
    run.histograms = {.acquire = RunLatency::of(m_acquire), .service = RunLatency::of(m_service), .response = RunLatency::of(m_response)};
    run.series = m_series.all();
    run.arrivals = recordedArrivals();
    run.marks = m_marks;
    run.marksLeftOut = m_marksLeftOut;
}

void RunBuilder::fillFromSeconds(RunRecord &run) const
{
    run.elapsedSeconds = inSeconds(m_elapsed.value_or(m_end));
    run.requests = m_requests;
    run.throughputPerSecond = run.elapsedSeconds > 0 ? static_cast<double>(m_requests.completed) / run.elapsedSeconds : 0;
    run.acquire = run.histograms.acquire.summary;
    run.service = run.histograms.service.summary;
    run.response = run.histograms.response.summary;
    run.pools = m_pools;
    run.errors = m_errors;
    run.errorTexts = m_errorTexts;
    run.classes = recordOf(m_classes);
    run.scripts = recordOf(m_scripts);
    run.retries = m_retries;
    run.deadlinesPassed = m_deadlinesPassed;
    run.blockedWait = m_blockedWait;
    run.generator.verdict = judge({}, {}, m_requests, run.opening);
    run.scheduleLag = {.p50 = Duration(0), .p99 = m_lagP99, .max = m_lagP99};
}

} // namespace poolwart
