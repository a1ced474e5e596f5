// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/session/latencyhistory.h"

#include <cassert>
#include <cmath>
#include <span>

namespace poolwart {

namespace {

constexpr double lowestEdge = 10'000; // ns

// How many buckets lie at or below the top of each band; a probe's value tells it, for only the histogram knows its buckets.
std::array<std::size_t, latencyBands> bucketsBelow()
{
    std::array<std::size_t, latencyBands> below{};
    for (std::size_t band = 0; band < latencyBands; ++band) {
        Histogram probe;
        probe.record(bandTop(band));
        below[band] = probe.counts().size();
    }
    return below;
}

} // namespace

Duration bandTop(std::size_t band)
{
    if (band + 1 >= latencyBands)
        return Histogram::longest;
    return Duration(static_cast<Duration::rep>(std::llround(lowestEdge * std::pow(10, static_cast<double>(band) / bandsPerDecade))));
}

Duration bandBottom(std::size_t band)
{
    return band == 0 ? Duration(0) : bandTop(band - 1);
}

BandCounts bandCounts(const Histogram &histogram)
{
    static const std::array below = bucketsBelow();
    assert(histogram.precisionBits() == Histogram::runPrecision);
    BandCounts bands{};
    std::size_t band = 0;
    const std::span<const std::uint64_t> counts = histogram.counts();
    for (std::size_t bucket = 0; bucket < counts.size(); ++bucket) {
        while (bucket >= below[band])
            ++band;
        bands[band] += counts[bucket];
    }
    return bands;
}

void LatencyHistory::add(const SecondFigures &second)
{
    if (second.measuredSince != m_measuredSince) {
        m_response.reset();
        m_service.reset();
        m_measuredSince = second.measuredSince;
    }
    if (m_response.count() == 0)
        m_from = second.from;
    if (second.response.count() > 0)
        m_to = second.to;
    m_response.add(second.response);
    m_service.add(second.service);
    m_seconds.push_back({.at = second.to,
                         .count = second.response.count(),
                         .response = bandCounts(second.response),
                         .service = bandCounts(second.service)});
    if (m_seconds.size() > capacity)
        m_seconds.pop_front();
    for (const HistorySpan span : historySpans) {
        if (span != HistorySpan::Minute)
            addTo(span, m_seconds.back());
    }
}

void LatencyHistory::addTo(HistorySpan span, const LatencySecond &second)
{
    std::deque<LatencySecond> &columns = m_columns[indexOf(span)];
    const Duration step = columnStep(span);
    if (columns.empty() || stretchOf(columns.back().at, step) != stretchOf(second.at, step)) {
        columns.push_back(second);
        if (columns.size() > static_cast<std::size_t>(lengthOf(span) / step))
            columns.pop_front();
        return;
    }
    LatencySecond &column = columns.back();
    column.at = second.at;
    column.count += second.count;
    for (std::size_t band = 0; band < latencyBands; ++band) {
        column.response[band] += second.response[band];
        column.service[band] += second.service[band];
    }
}

} // namespace poolwart
