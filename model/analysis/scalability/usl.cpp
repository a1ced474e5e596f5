// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/analysis/scalability/usl.h"

#include <algorithm>
#include <cmath>

namespace poolwart {

double Usl::throughput(double concurrency) const
{
    return lambda * concurrency * efficiency(concurrency);
}

double Usl::efficiency(double concurrency) const
{
    return 1 / (1 + sigma * (concurrency - 1) + kappa * concurrency * (concurrency - 1));
}

double Usl::response(double concurrency) const
{
    return concurrency / throughput(concurrency);
}

std::optional<double> Usl::peakConcurrency() const
{
    if (kappa <= 0)
        return std::nullopt;
    return std::max(1.0, std::sqrt((1 - sigma) / kappa));
}

std::optional<double> Usl::peakThroughput() const
{
    const auto peak = peakConcurrency();
    return peak ? std::optional(throughput(*peak)) : std::nullopt;
}

std::optional<double> Usl::limit() const
{
    return sigma > 0 ? std::optional(lambda / sigma) : std::nullopt;
}

std::optional<double> Usl::optimalConcurrency() const
{
    return sigma > 0 ? std::optional(1 / sigma) : std::nullopt;
}

} // namespace poolwart
