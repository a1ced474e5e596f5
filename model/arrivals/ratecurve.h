// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/arrivals/arrivals.h"

#include <limits>
#include <vector>

namespace poolwart {

// An open loop's rate over time, its integral and the inverse of the integral, all exact. Evenly spaced requests are due at the
// inverse of 0, 1, 2 …; a Poisson process of varying rate is one of rate 1 mapped by the inverse (Çinlar, Introduction to
// Stochastic Processes, 1975).
class RateCurve
{
public:
    explicit RateCurve(const OpenLoop &open); // must be valid, see validate()

    // Times in seconds from the beginning.
    double rateAt(double seconds) const;
    double expectedBy(double seconds) const;
    // The last moment by which at most `expected` requests are expected; infinite if more are never expected.
    double timeOf(double expected) const;
    // So long that all of the shape is seen, and that it holds afterwards or comes again.
    double shownSeconds() const { return m_shownSeconds; }

private:
    // A section with constant or linearly changing rate, up to the next one.
    struct Piece
    {
        double from = 0;         // seconds
        double expectedFrom = 0; // requests before it
        double rate = 0;         // per second, at its begin
        double slope = 0;        // per second²
    };

    static double within(const Piece &piece, double seconds);
    const Piece &pieceAt(double seconds) const;
    void append(double from, double rate, double slope = 0);
    double beginOfPeriod(double seconds) const;

    std::vector<Piece> m_pieces;
    double m_shownSeconds = 1;
    double m_period = std::numeric_limits<double>::infinity(); // after which the pieces repeat
    double m_expectedInPeriod = std::numeric_limits<double>::infinity();
};

} // namespace poolwart
