// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

namespace poolwart {

// The Universal Scalability Law: throughput X(N) = lambda N / (1 + sigma (N - 1) + kappa N (N - 1)) at N requests in flight.
// N is the measured mean concurrency (throughput x response time), never the number of connections that were configured.
// Source: N. J. Gunther, Guerrilla Capacity Planning, 2007; with lambda as a third parameter: Gunther, 2018.
struct Usl
{
    double lambda = 0; // throughput of one request in flight, per second; above 0
    double sigma = 0;  // contention, 0 to 1
    double kappa = 0;  // coherency, 0 to 1

    double throughput(double concurrency) const; // per second; concurrency: above 0
    double efficiency(double concurrency) const; // of a throughput proportional to the concurrency
    double response(double concurrency) const;   // seconds, in a closed loop without think time

    // Where the throughput is largest: sqrt((1 - sigma) / kappa), at least 1. Empty without coherency: it grows for ever.
    std::optional<double> peakConcurrency() const;
    std::optional<double> peakThroughput() const;
    // lambda / sigma, which the throughput would approach without coherency (Amdahl). Empty without contention.
    std::optional<double> limit() const;
    // 1 / sigma, from which contention takes more than half. Empty without contention.
    std::optional<double> optimalConcurrency() const;

    bool operator==(const Usl &) const = default;
};

} // namespace poolwart
