// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/arrivals/arrivals.h"

#include <limits>
#include <vector>

namespace poolwart {

// An open loop's rate over time, its integral and the inverse of that, all exact. With m(t) for the integral, the requests
// expected by t, evenly spaced ones are due at the inverse of 0, 1, 2 …; and a Poisson process of varying rate is one of
// rate 1 seen through the inverse (Çinlar, Introduction to Stochastic Processes, 1975).
class RateCurve
{
public:
    explicit RateCurve(const OpenLoop &open); // valid: validate() said so

    // Times in seconds from the beginning.
    double rateAt(double seconds) const;
    double expectedBy(double seconds) const;
    // The last moment by which no more are expected than so many; infinite if more never are.
    double timeOf(double expected) const;

private:
    // Of a constant or evenly changing rate, until the next one begins.
    struct Piece
    {
        double from = 0;         // seconds
        double expectedFrom = 0; // requests before it
        double rate = 0;         // a second, at its begin
        double slope = 0;        // a second, each second
    };

    static double within(const Piece &piece, double seconds);
    const Piece &pieceAt(double seconds) const;
    void append(double from, double rate, double slope = 0);
    double beginOfPeriod(double seconds) const;

    std::vector<Piece> m_pieces;
    double m_period = std::numeric_limits<double>::infinity(); // after which all begins anew
    double m_expectedInPeriod = std::numeric_limits<double>::infinity();
};

} // namespace poolwart
