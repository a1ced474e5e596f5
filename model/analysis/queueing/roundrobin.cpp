// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/analysis/queueing/roundrobin.h"

#include "model/analysis/statistics/summary.h"
#include "model/core/random.h"

#include <QtGlobal>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <queue>
#include <span>

namespace poolwart {

namespace {

constexpr std::size_t batches = 20;

double normal(Random &random)
{
    const double radius = std::sqrt(random.exponential(2));
    return radius * std::cos(2 * std::numbers::pi * random.uniform());
}

// Erlang's distribution with mean 1: Gamma with shape k, divided by k. G. Marsaglia, W. W. Tsang, A Simple Method for Generating
// Gamma Variables, 2000: as fast for 10,000 stages as for two.
double erlangOfMeanOne(int stages, Random &random)
{
    const double d = stages - 1.0 / 3;
    const double c = 1 / std::sqrt(9 * d);
    for (;;) {
        const double x = normal(random);
        const double root = 1 + c * x;
        if (root <= 0)
            continue;
        const double v = root * root * root;
        if (std::log1p(-random.uniform()) < x * x / 2 + d - d * v + d * std::log(v))
            return d * v / stages;
    }
}

std::vector<double> simulate(const OfferedLoad &pool, int stages, const SimulationSize &size)
{
    Random random(size.seed);
    std::priority_queue<double, std::vector<double>, std::greater<>> freeAt(
        {}, std::vector<double>(static_cast<std::size_t>(pool.connections), 0.0));
    const int uncounted = size.arrivals / 10;
    std::vector<double> waits;
    waits.reserve(static_cast<std::size_t>(size.arrivals));
    double now = 0;
    for (int i = 0; i < uncounted + size.arrivals; ++i) {
        now += erlangOfMeanOne(stages, random) / pool.arrivalsPerSecond;
        const double begin = std::max(now, freeAt.top());
        freeAt.pop();
        freeAt.push(begin + random.exponential(pool.holdSeconds));
        if (i >= uncounted)
            waits.push_back(begin - now);
    }
    return waits;
}

double standardErrorOf(std::span<const double> inOrder)
{
    const std::size_t length = inOrder.size() / batches;
    const double mean = meanOf(inOrder.first(length * batches));
    double squares = 0;
    for (std::size_t i = 0; i < batches; ++i)
        squares += std::pow(meanOf(inOrder.subspan(i * length, length)) - mean, 2);
    return std::sqrt(squares / (batches - 1) / batches);
}

} // namespace

SimulatedWaits::SimulatedWaits(std::vector<double> inOrder)
    : m_mean(meanOf(inOrder))
    , m_standardError(standardErrorOf(inOrder))
    , m_sorted(std::move(inOrder))
{
    std::ranges::sort(m_sorted);
}

double SimulatedWaits::quantile(double share) const
{
    Q_ASSERT(share >= 0 && share <= 1);
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(m_sorted.size())));
    return m_sorted[std::max<std::size_t>(rank, 1) - 1];
}

double SimulatedWaits::waitProbability() const
{
    const auto waiting = m_sorted.end() - std::ranges::upper_bound(m_sorted, 0.0);
    return static_cast<double>(waiting) / static_cast<double>(m_sorted.size());
}

Forecast<SimulatedWaits> roundRobin(const PartitionedLoad &load, const SimulationSize &size)
{
    if (load.pools < 1 || size.arrivals < SimulationSize::minArrivals || size.arrivals > SimulationSize::maxArrivals)
        return OutsideDomain{};
    const OfferedLoad pool = load.ofOnePool();
    const auto obstacle = obstacleOf(pool);
    if (const auto *overloaded = std::get_if<Overloaded>(&obstacle))
        return *overloaded;
    if (std::holds_alternative<OutsideDomain>(obstacle))
        return OutsideDomain{};
    if (pool.arrivalsPerSecond == 0)
        return SimulatedWaits(std::vector<double>(batches, 0.0)); // nobody comes, nobody waits
    return SimulatedWaits(simulate(pool, load.pools, size));
}

} // namespace poolwart
