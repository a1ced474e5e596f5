// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/analysis/queueing/erlang.h"

#include <QtGlobal>

#include <algorithm>
#include <cmath>

namespace poolwart {

namespace {

constexpr double precision = 1e-13; // of a quantile, relative

// Smallest time whose tail is at most `rest`, by bisection; the tail falls.
template <class Tail>
double timeOfTail(double rest, double firstGuess, Tail tail)
{
    double low = 0;
    double high = firstGuess;
    while (tail(high) > rest) {
        low = high;
        high *= 2;
    }
    while (high - low > precision * high) {
        const double middle = low + (high - low) / 2;
        (tail(middle) > rest ? low : high) = middle;
    }
    return high;
}

} // namespace

double erlangB(int servers, double erlangs)
{
    Q_ASSERT(servers >= 0 && erlangs >= 0);
    double blocked = 1;
    for (int n = 1; n <= servers; ++n)
        blocked = erlangs * blocked / (n + erlangs * blocked);
    return blocked;
}

Forecast<MmcQueue> MmcQueue::of(const OfferedLoad &load)
{
    const auto obstacle = obstacleOf(load);
    if (const auto *overloaded = std::get_if<Overloaded>(&obstacle))
        return *overloaded;
    if (std::holds_alternative<OutsideDomain>(obstacle))
        return OutsideDomain{};
    const double blocked = erlangB(load.connections, load.erlangs());
    return MmcQueue(load, blocked / (1 - load.utilization() * (1 - blocked)));
}

double MmcQueue::meanWait() const
{
    return m_waits / spareRate();
}

double MmcQueue::meanResponse() const
{
    return meanWait() + m_load.holdSeconds;
}

double MmcQueue::meanWaiting() const
{
    return m_load.arrivalsPerSecond * meanWait();
}

double MmcQueue::meanInUse() const
{
    return m_load.erlangs();
}

double MmcQueue::waitTail(double seconds) const
{
    Q_ASSERT(seconds >= 0);
    return m_waits * std::exp(-spareRate() * seconds);
}

// exp(-mu t) + C (exp(-mu t) - exp(-theta t)) / d with d = c - 1 - a and theta = mu (d + 1). Where d is near 0, where both
// exponentials are nearly the same, their difference is taken by expm1.
double MmcQueue::responseTail(double seconds) const
{
    Q_ASSERT(seconds >= 0);
    const double held = serviceRate() * seconds;
    const double spare = m_load.connections - 1 - m_load.erlangs();
    const double exponent = spare * held;
    const double stillHeld = std::exp(-held);
    if (exponent == 0)
        return stillHeld * (1 + m_waits * held);
    const double difference = std::abs(exponent) < 1 ? -stillHeld * std::expm1(-exponent) : stillHeld - std::exp(-spareRate() * seconds);
    return std::clamp(stillHeld + m_waits * difference / spare, 0.0, 1.0);
}

double MmcQueue::waitQuantile(double share) const
{
    Q_ASSERT(share >= 0 && share < 1);
    if (m_waits <= 1 - share)
        return 0;
    return std::log(m_waits / (1 - share)) / spareRate();
}

double MmcQueue::responseQuantile(double share) const
{
    Q_ASSERT(share >= 0 && share < 1);
    if (share == 0)
        return 0;
    return timeOfTail(1 - share, m_load.holdSeconds, [this](double seconds) { return responseTail(seconds); });
}

double allenCunneenWait(const MmcQueue &queue, double arrivalVariation, double holdVariation)
{
    Q_ASSERT(arrivalVariation >= 0 && holdVariation >= 0);
    return queue.meanWait() * (arrivalVariation + holdVariation) / 2;
}

Forecast<MmcQueue> randomSplit(const PartitionedLoad &load)
{
    if (load.pools < 1)
        return OutsideDomain{};
    return MmcQueue::of(load.ofOnePool());
}

} // namespace poolwart
