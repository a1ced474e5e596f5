// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runbuilder.h"

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

} // namespace

void RunBuilder::add(const RunSecond &second)
{
    m_series.add(second);
    m_requests = m_requests + second.requests;
    addTo(m_acquire, second.acquire);
    addTo(m_service, second.service);
    addTo(m_response, second.response);
    for (const RunPoolSecond &pool : second.pools)
        addPool(pool);
    for (const auto &[sqlState, count] : second.errors)
        m_errors[sqlState] += count;
    m_retries = m_retries + second.retries;
    m_deadlinesPassed += second.deadlinesPassed;
    m_blocked += second.blocked;
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
    addParts(m_classes, breakdown.classes);
    addParts(m_scripts, breakdown.scripts);
    m_errorTexts.insert(breakdown.errorTexts.begin(), breakdown.errorTexts.end());
}

void RunBuilder::addParts(std::vector<WorkloadItem> &all, const std::vector<RunPart> &more)
{
    for (const RunPart &part : more) {
        auto known = std::ranges::find_if(
            all, [&part](const WorkloadItem &other) { return other.part.name == part.name && other.part.className == part.className; });
        if (known == all.end())
            known = all.insert(
                all.end(),
                {.part = {.name = part.name, .className = part.className, .errors = {}}, .service = Histogram(), .response = Histogram()});
        known->part.requests = known->part.requests + part.requests;
        for (const auto &[sqlState, count] : part.errors)
            known->part.errors[sqlState] += count;
        addTo(known->service, part.serviceHistogram);
        addTo(known->response, part.responseHistogram);
    }
}

std::vector<RunPart> RunBuilder::partsOf(const std::vector<WorkloadItem> &parts)
{
    std::vector<RunPart> all;
    for (const WorkloadItem &part : parts) {
        RunPart &made = all.emplace_back(part.part);
        made.serviceHistogram = RunLatency::of(part.service);
        made.responseHistogram = RunLatency::of(part.response);
        made.service = made.serviceHistogram.summary;
        made.response = made.responseHistogram.summary;
    }
    return all;
}

void RunBuilder::addPool(const RunPoolSecond &pool)
{
    auto known = std::ranges::find(m_pools, pool.name, &RunPool::name);
    if (known == m_pools.end())
        known = m_pools.insert(m_pools.end(), {.name = pool.name});
    known->slots = pool.slots;
    known->opened += pool.opened;
    known->served += pool.served;
    known->timeouts += pool.timeouts;
    known->blocked += pool.blocked;
    known->peakInUse = std::max(known->peakInUse, pool.inUse);
    known->peakWaiting = std::max(known->peakWaiting, pool.waiting);
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

void RunBuilder::fillSeries(RunRecord &run) const
{
    run.histograms = {.acquire = RunLatency::of(m_acquire), .service = RunLatency::of(m_service), .response = RunLatency::of(m_response)};
    addHistograms(run.classes, partsOf(m_classes));
    addHistograms(run.scripts, partsOf(m_scripts));
    run.series = m_series.all();
    run.arrivals = recordedArrivals();
    run.marks = m_marks;
    run.marksLeftOut = m_marksLeftOut;
}

void RunBuilder::fillFigures(RunRecord &run) const
{
    fillSeries(run);
    run.elapsedSeconds = inSeconds(m_end);
    run.requests = m_requests;
    run.throughputPerSecond = run.elapsedSeconds > 0 ? static_cast<double>(m_requests.completed) / run.elapsedSeconds : 0;
    run.acquire = run.histograms.acquire.summary;
    run.service = run.histograms.service.summary;
    run.response = run.histograms.response.summary;
    run.pools = m_pools;
    run.errors = m_errors;
    run.errorTexts = m_errorTexts;
    run.classes = partsOf(m_classes);
    run.scripts = partsOf(m_scripts);
    run.retries = m_retries;
    run.deadlinesPassed = m_deadlinesPassed;
    run.blocked = m_blocked;
    run.generator.verdict = judge({}, {}, m_requests, run.opening);
    run.scheduleLag = {.p50 = Duration(0), .p99 = m_lagP99, .max = m_lagP99};
}

} // namespace poolwart
