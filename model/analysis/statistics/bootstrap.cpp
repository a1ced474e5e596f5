// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/analysis/statistics/bootstrap.h"

#include "model/analysis/statistics/summary.h"

#include <algorithm>
#include <vector>

namespace poolwart {

namespace {

constexpr std::size_t fewestPieces = 5;

} // namespace

double drawFigure(const Visit &visit, Random &random)
{
    std::vector<std::size_t> chosen(visit.pieces);
    std::ranges::generate(chosen, [&] { return static_cast<std::size_t>(random.below(visit.pieces)); });
    return visit.figure(chosen);
}

std::optional<Estimate> bootstrapFigure(const Visit &visit, double error, const BootstrapSettings &settings)
{
    if (visit.pieces < fewestPieces)
        return std::nullopt;
    Random random(settings.seed);
    std::vector<double> drawn(static_cast<std::size_t>(settings.draws));
    std::ranges::generate(drawn, [&] { return drawFigure(visit, random); });
    std::ranges::sort(drawn);
    const double value = visit.value();
    return Estimate{.value = value,
                    .interval = {.low = std::min(value, quantileOfSorted(drawn, error / 2)),
                                 .high = std::max(value, quantileOfSorted(drawn, 1 - error / 2)),
                                 .level = 1 - error}};
}

} // namespace poolwart
