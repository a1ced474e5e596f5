// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/analysis/statistics/distributions.h"

#include <QtGlobal>

#include <cmath>
#include <numbers>
#include <unsupported/Eigen/SpecialFunctions>

namespace poolwart {

double normalBelow(double z)
{
    return std::erfc(-z / std::numbers::sqrt2) / 2;
}

// By the incomplete beta function: Abramowitz, Stegun, Handbook of Mathematical Functions, 26.7.1.
double studentBeyond(double t, double degreesOfFreedom)
{
    Q_ASSERT(degreesOfFreedom > 0);
    if (t == 0)
        return 1;
    return Eigen::numext::betainc(degreesOfFreedom / 2, 0.5, degreesOfFreedom / (degreesOfFreedom + t * t));
}

double studentQuantile(double beyond, double degreesOfFreedom)
{
    Q_ASSERT(beyond > 0 && beyond <= 1);
    if (beyond == 1)
        return 0;
    double low = 0;
    double high = 1;
    while (studentBeyond(high, degreesOfFreedom) > beyond) {
        low = high;
        high *= 2;
    }
    while (high - low > 1e-11 * high) {
        const double middle = low + (high - low) / 2;
        (studentBeyond(middle, degreesOfFreedom) > beyond ? low : high) = middle;
    }
    return high;
}

} // namespace poolwart
