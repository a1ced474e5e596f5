// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/analysis/queueing/offeredload.h"

#include <cstdint>
#include <vector>

namespace poolwart {

// The waits of one simulation, in seconds.
class SimulatedWaits
{
public:
    explicit SimulatedWaits(std::vector<double> inOrder); // as the requests arrived; at least one per batch

    double mean() const { return m_mean; }
    // Standard error of the mean by batch means, because successive waits depend on each other: 20 batches. Source: A. M. Law,
    // Simulation Modeling and Analysis, 5th ed., 2015, 9.5.3.
    double standardError() const { return m_standardError; }
    double quantile(double share) const; // of the waits; share: 0 to 1
    double waitProbability() const;

private:
    double m_mean = 0;
    double m_standardError = 0;
    std::vector<double> m_sorted;
};

struct SimulationSize
{
    static constexpr int minArrivals = 1'000;
    static constexpr int maxArrivals = 10'000'000;

    int arrivals = 200'000; // to one pool; a tenth as many more arrive before, and are not counted
    std::uint64_t seed = 1;
};

// One of several equal pools that Poisson arrivals go to in turn. It sees every k-th arrival of the stream, so that the times
// between its arrivals have Erlang's distribution of k stages: E_k/M/c, first come, first served. There is no closed form for
// several connections; it is simulated. The same seed gives the same waits. Outside the domain also if arrivals are not within
// the limits. Source: J. Kiefer, J. Wolfowitz, On the Theory of Queues with Many Servers, 1955 (the recursion of the waits).
Forecast<SimulatedWaits> roundRobin(const PartitionedLoad &load, const SimulationSize &size = {});

} // namespace poolwart
