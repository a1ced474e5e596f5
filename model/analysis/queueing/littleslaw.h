// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace poolwart {

// Little's law: mean requests in flight = throughput x mean response time, whatever the distributions. Measured figures that
// miss it contradict each other. Source: J. D. C. Little, A Proof for the Queuing Formula L = lambda W, 1961.
struct LittlesLaw
{
    static constexpr double tolerance = 0.05;

    double inFlight = 0; // measured mean, in requests
    double expected = 0; // throughput per second x seconds

    // |inFlight - expected| / inFlight; 0 if both are 0, infinite if only inFlight is.
    double gap() const;
    bool holds() const { return gap() <= tolerance; }

    bool operator==(const LittlesLaw &) const = default;
};

// All arguments: 0 or more and finite.
LittlesLaw littlesLaw(double inFlight, double completedPerSecond, double meanResponseSeconds);

} // namespace poolwart
