// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/analysis/queueing/offeredload.h"

namespace poolwart {

// Erlang's loss formula: the share of requests that find all `servers` busy where none waits. Servers: 0 or more; erlangs: 0 or
// more. By its recursion B(0) = 1, B(n) = a B(n-1) / (n + a B(n-1)), whose values stay in [0, 1] for any number of servers.
// Source: A. K. Erlang, 1917; recursion: D. L. Jagerman, Bell System Technical Journal 53(3), 1974.
double erlangB(int servers, double erlangs);

// A pool with one queue in the steady state: Poisson arrivals, exponential hold times, first come, first served (M/M/c, Erlang's
// delay system). Times in seconds, shares and probabilities in [0, 1]. Source of the formulas: L. Kleinrock, Queueing Systems 1,
// 1975, 3.5; the response time is the convolution of wait and hold time.
class MmcQueue
{
public:
    static Forecast<MmcQueue> of(const OfferedLoad &load);

    const OfferedLoad &load() const { return m_load; }
    // Erlang's C: the share of requests that wait. C = B / (1 - rho (1 - B)).
    double waitProbability() const { return m_waits; }
    double meanWait() const;     // C / (c mu - lambda)
    double meanResponse() const; // with the hold time
    double meanWaiting() const;  // requests in the queue, by Little's law
    double meanInUse() const;    // connections

    double waitTail(double seconds) const;     // share of requests that wait longer; seconds: 0 or more
    double responseTail(double seconds) const; // share of requests that take longer; seconds: 0 or more
    // The time that the given share of requests stays within; share: from 0 to below 1.
    double waitQuantile(double share) const;
    double responseQuantile(double share) const; // to 1e-12 of its value

private:
    MmcQueue(const OfferedLoad &load, double waits)
        : m_load(load)
        , m_waits(waits)
    {}

    double serviceRate() const { return 1 / m_load.holdSeconds; }
    double spareRate() const { return m_load.connections * serviceRate() - m_load.arrivalsPerSecond; }

    OfferedLoad m_load;
    double m_waits;
};

// Mean wait in seconds if arrivals or hold times are not exponential, by the approximation of Allen and Cunneen: M/M/c's times
// (Ca2 + Cs2) / 2. The arguments are the squared coefficients of variation (variance / mean^2, 0 or more) of the times between
// arrivals and of the hold times. Exact for Poisson arrivals to one connection; it overestimates round robin over pools of
// several. Source: A. O. Allen, Probability, Statistics, and Queueing Theory, 2nd ed., 1990, 5.
double allenCunneenWait(const MmcQueue &queue, double arrivalVariation, double holdVariation);

// One of several equal pools if each request goes to one drawn at random: exactly an M/M/c queue with its share of the load,
// because a Poisson stream that is split at random becomes independent Poisson streams.
Forecast<MmcQueue> randomSplit(const PartitionedLoad &load);

} // namespace poolwart
