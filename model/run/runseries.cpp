// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runseries.h"

#include "model/figures/histogramcodec.h"

#include <algorithm>
#include <utility>

namespace poolwart {

namespace {

ClassFigures joined(ClassFigures first, const ClassFigures &second)
{
    addCounts(first, second);
    first.response = longer(first.response, second.response);
    return first;
}

// Those of one name are joined.
template <class Figures>
std::vector<Figures> joined(std::vector<Figures> first, const std::vector<Figures> &second)
{
    for (const Figures &figures : second) {
        const auto same = std::ranges::find(first, figures.name, &Figures::name);
        if (same == first.end())
            first.push_back(figures);
        else
            *same = joined(*same, figures);
    }
    return first;
}

std::optional<std::string> markKind(EventKind kind)
{
    switch (kind) {
    case EventKind::SlotOpenFailed:
        return "open-failed";
    case EventKind::SlotLost:
        return "slot-lost";
    case EventKind::PoolAdded:
        return "pool-added";
    case EventKind::PoolResized:
        return "pool-resized";
    case EventKind::PoolPaused:
        return "pool-paused";
    case EventKind::PoolResumed:
        return "pool-resumed";
    case EventKind::PoolDraining:
        return "pool-draining";
    case EventKind::PoolRemoved:
        return "pool-removed";
    case EventKind::AcquireTimedOut:
        return "acquire-timed-out";
    case EventKind::QueueFull:
        return "queue-full";
    case EventKind::StatementFailed:
        return "statement-failed";
    case EventKind::TrafficStarted:
        return "traffic-started";
    case EventKind::TrafficPaused:
        return "traffic-paused";
    case EventKind::TrafficStopped:
        return "traffic-stopped";
    case EventKind::TrafficChanged:
        return "traffic-changed";
    case EventKind::Notice:
        return "notice";
    case EventKind::Warning:
        return "warning";
    case EventKind::Failure:
        return "failure";
    default:
        return std::nullopt;
    }
}

} // namespace

RunLatency RunLatency::of(const Histogram &histogram)
{
    return {.histogram = encodeHistogram(histogram), .summary = Histogram::fromCounts(histogram.counts())->summary()};
}

RunLatency joined(const RunLatency &first, const RunLatency &second)
{
    auto all = decodeHistogram(first.histogram);
    const auto more = decodeHistogram(second.histogram);
    if (!all || !more)
        return all ? first : second;
    all->add(*more);
    return RunLatency::of(*all);
}

RunSecond runSecond(const SecondFigures &figures, TimePoint begin)
{
    RunSecond second{.from = figures.from - begin,
                     .to = figures.to - begin,
                     .requests = figures.requests,
                     .acquire = RunLatency::of(figures.acquire),
                     .service = RunLatency::of(figures.service),
                     .response = RunLatency::of(figures.response),
                     .errors = figures.errors,
                     .retries = figures.retries,
                     .deadlinesPassed = figures.deadlinesPassed,
                     .blockedWait = figures.blockedWait,
                     .pools = {figures.pools.begin(), figures.pools.end()},
                     .lagP99 = figures.lagP99};
    for (const ClassSecond &figuresOfClass : figures.classes) {
        ClassFigures &recorded = second.classes.emplace_back(figuresOfClass);
        recorded.response = figuresOfClass.responseHistogram.summary();
    }
    return second;
}

RunSecond joined(const RunSecond &first, const RunSecond &second)
{
    RunSecond both{.from = first.from,
                   .to = second.to,
                   .requests = first.requests + second.requests,
                   .acquire = joined(first.acquire, second.acquire),
                   .service = joined(first.service, second.service),
                   .response = joined(first.response, second.response),
                   .errors = first.errors,
                   .retries = first.retries + second.retries,
                   .deadlinesPassed = first.deadlinesPassed + second.deadlinesPassed,
                   .blockedWait = first.blockedWait + second.blockedWait,
                   .pools = joined(first.pools, second.pools),
                   .classes = joined(first.classes, second.classes),
                   .server = second.server ? second.server : first.server,
                   .lagP99 = std::max(first.lagP99, second.lagP99),
                   .cpuShare = std::max(first.cpuShare, second.cpuShare)};
    for (const auto &[sqlState, count] : second.errors)
        both.errors[sqlState] += count;
    return both;
}

std::optional<RunMark> runMark(const Event &event, std::chrono::system_clock::time_point zero)
{
    auto kind = markKind(event.kind);
    if (!kind)
        return std::nullopt;
    return RunMark{.at = event.at - zero, .kind = *std::move(kind), .pool = event.poolName, .text = event.detail};
}

void RunSeries::add(RunSecond second)
{
    m_growing = m_growing ? joined(*m_growing, second) : std::move(second);
    if (++m_grown < m_stride)
        return;
    m_full.push_back(keep(*std::exchange(m_growing, std::nullopt)));
    m_grown = 0;
    if (m_full.size() >= m_capacity)
        halve();
}

RunSeries::Kept RunSeries::keep(RunSecond second)
{
    Kept kept{.second = std::move(second), .acquire = {}, .service = {}, .response = {}};
    kept.acquire = m_spool.keep(std::exchange(kept.second.acquire.histogram, {}));
    kept.service = m_spool.keep(std::exchange(kept.second.service.histogram, {}));
    kept.response = m_spool.keep(std::exchange(kept.second.response.histogram, {}));
    return kept;
}

RunSecond RunSeries::whole(const Kept &kept, const TextSpool &spool)
{
    RunSecond second = kept.second;
    second.acquire.histogram = spool.read(kept.acquire).value_or("");
    second.service.histogram = spool.read(kept.service).value_or("");
    second.response.histogram = spool.read(kept.response).value_or("");
    return second;
}

std::size_t RunSeries::lostOf(const std::vector<Kept> &all, const TextSpool &spool)
{
    std::size_t lost = 0;
    for (const Kept &kept : all) {
        for (const TextSpool::Place *place : {&kept.acquire, &kept.service, &kept.response})
            lost += spool.read(*place) ? 0 : 1;
    }
    return lost;
}

std::size_t RunSeries::lostHistograms() const
{
    return m_lost + lostOf(m_full, m_spool);
}

void RunSeries::halve()
{
    const std::vector<Kept> full = std::exchange(m_full, {});
    const TextSpool spool = std::exchange(m_spool, TextSpool());
    m_lost += lostOf(full, spool);
    for (std::size_t i = 0; i + 1 < full.size(); i += 2)
        m_full.push_back(keep(joined(whole(full[i], spool), whole(full[i + 1], spool))));
    if (full.size() % 2 == 1) {
        m_growing = whole(full.back(), spool);
        m_grown = m_stride;
    }
    m_stride *= 2;
}

std::vector<RunSecond> RunSeries::all() const
{
    std::vector<RunSecond> all;
    all.reserve(m_full.size() + 1);
    for (const Kept &kept : m_full)
        all.push_back(whole(kept, m_spool));
    if (m_growing)
        all.push_back(*m_growing);
    return all;
}

} // namespace poolwart
