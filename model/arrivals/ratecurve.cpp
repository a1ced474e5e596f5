// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/arrivals/ratecurve.h"

#include "model/core/clock.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace poolwart {

namespace {

// The last element whose member is at most `value`; the first one is.
template <class Pieces, class Member>
const auto &lastUpTo(const Pieces &pieces, double value, Member member)
{
    return *std::prev(std::ranges::upper_bound(std::next(pieces.begin()), pieces.end(), value, {}, member));
}

} // namespace

RateCurve::RateCurve(const OpenLoop &open)
{
    if (const auto *ramp = std::get_if<RateRamp>(&open.shape)) {
        const double over = inSeconds(ramp->over);
        append(0, open.ratePerSecond, (ramp->toPerSecond - open.ratePerSecond) / over);
        append(over, ramp->toPerSecond);
        m_shownSeconds = 1.5 * over;
    } else if (const auto *steps = std::get_if<RateSteps>(&open.shape)) {
        for (int level = 0; level < steps->count; ++level)
            append(level * inSeconds(steps->each), open.ratePerSecond + level * steps->increment);
        m_shownSeconds = (steps->count + 0.5) * inSeconds(steps->each);
    } else if (const auto *bursts = std::get_if<RateBursts>(&open.shape)) {
        m_period = inSeconds(bursts->period);
        append(0, open.ratePerSecond);
        append(m_period - inSeconds(bursts->length), bursts->peakPerSecond);
        m_expectedInPeriod = within(m_pieces.back(), m_period);
        m_shownSeconds = 3 * m_period;
    } else {
        append(0, open.ratePerSecond);
    }
}

void RateCurve::append(double from, double rate, double slope)
{
    const double expected = m_pieces.empty() ? 0 : within(m_pieces.back(), from);
    m_pieces.push_back({.from = from, .expectedFrom = expected, .rate = rate, .slope = slope});
}

double RateCurve::within(const Piece &piece, double seconds)
{
    const double inside = seconds - piece.from;
    return piece.expectedFrom + inside * (piece.rate + piece.slope * inside / 2);
}

const RateCurve::Piece &RateCurve::pieceAt(double seconds) const
{
    return lastUpTo(m_pieces, seconds, &Piece::from);
}

double RateCurve::beginOfPeriod(double seconds) const
{
    return std::isinf(m_period) ? 0 : std::floor(seconds / m_period) * m_period;
}

double RateCurve::rateAt(double seconds) const
{
    const double inPeriod = seconds - beginOfPeriod(seconds);
    const Piece &piece = pieceAt(inPeriod);
    return piece.rate + piece.slope * (inPeriod - piece.from);
}

double RateCurve::expectedBy(double seconds) const
{
    const double begin = beginOfPeriod(seconds);
    const double before = begin > 0 ? std::round(begin / m_period) * m_expectedInPeriod : 0;
    return before + within(pieceAt(seconds - begin), seconds - begin);
}

double RateCurve::timeOf(double expected) const
{
    double begin = 0;
    if (!std::isinf(m_period)) {
        const double periods = std::floor(expected / m_expectedInPeriod);
        begin = periods * m_period;
        expected -= periods * m_expectedInPeriod;
    }
    const Piece &piece = lastUpTo(m_pieces, expected, &Piece::expectedFrom);
    const double inside = std::max(0.0, expected - piece.expectedFrom);
    if (piece.rate == 0 && piece.slope == 0)
        return std::numeric_limits<double>::infinity();
    if (inside == 0)
        return begin + piece.from;
    // The root of slope/2·t² + rate·t = inside that does not cancel.
    const double root = std::sqrt(std::max(0.0, piece.rate * piece.rate + 2 * piece.slope * inside));
    return begin + piece.from + 2 * inside / (piece.rate + root);
}

} // namespace poolwart
