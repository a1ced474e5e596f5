// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/analysis/statistics/holm.h"

#include <algorithm>
#include <numeric>

namespace poolwart {

std::vector<double> holmErrors(std::span<const double> pValues, double error)
{
    std::vector<std::size_t> order(pValues.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return pValues[i]; });
    std::vector<double> errors(pValues.size());
    std::size_t remaining = pValues.size();
    bool isShown = true;
    double allowed = error;
    for (const std::size_t i : order) {
        if (isShown)
            allowed = error / static_cast<double>(remaining--);
        isShown = isShown && pValues[i] <= allowed;
        errors[i] = allowed;
    }
    return errors;
}

} // namespace poolwart
