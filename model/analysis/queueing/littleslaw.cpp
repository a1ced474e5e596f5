// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/analysis/queueing/littleslaw.h"

#include <QtGlobal>

#include <cmath>
#include <limits>

namespace poolwart {

double LittlesLaw::gap() const
{
    if (inFlight > 0)
        return std::abs(inFlight - expected) / inFlight;
    return expected > 0 ? std::numeric_limits<double>::infinity() : 0;
}

LittlesLaw littlesLaw(double inFlight, double completedPerSecond, double meanResponseSeconds)
{
    Q_ASSERT(inFlight >= 0 && completedPerSecond >= 0 && meanResponseSeconds >= 0);
    return {.inFlight = inFlight, .expected = completedPerSecond * meanResponseSeconds};
}

} // namespace poolwart
