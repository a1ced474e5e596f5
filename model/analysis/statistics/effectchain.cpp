// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/analysis/statistics/effectchain.h"

#include "model/analysis/statistics/holm.h"

#include <QtGlobal>

#include <algorithm>

namespace poolwart {

namespace {

std::optional<RatioEffect> effectOf(std::span<const std::vector<Visit>> blocks, std::size_t base, std::size_t current,
                                    const BootstrapSettings &settings)
{
    std::vector<PairedVisits> pairs;
    for (const std::vector<Visit> &block : blocks)
        pairs.push_back({.base = block[base], .current = block[current]});
    return RatioEffect::paired(pairs, settings);
}

} // namespace

std::optional<EffectChain> effectChain(std::span<const std::vector<Visit>> blocks, double error, const BootstrapSettings &settings)
{
    if (blocks.empty())
        return std::nullopt;
    const std::size_t cells = blocks.front().size();
    Q_ASSERT(cells >= 2 && std::ranges::all_of(blocks, [&](const auto &block) { return block.size() == cells; }));
    std::vector<RatioEffect> effects;
    std::vector<double> pValues;
    for (std::size_t cell = 1; cell < cells; ++cell) {
        const auto effect = effectOf(blocks, cell - 1, cell, settings);
        if (!effect)
            return std::nullopt;
        effects.push_back(*effect);
        pValues.push_back(effect->pValue());
    }
    const auto whole = effectOf(blocks, 0, cells - 1, settings);
    if (!whole)
        return std::nullopt;
    EffectChain chain{.steps = {}, .whole = {.effect = *whole, .error = error}};
    const std::vector<double> errors = holmErrors(pValues, error);
    for (std::size_t i = 0; i < effects.size(); ++i)
        chain.steps.push_back({.effect = effects[i], .error = errors[i]});
    return chain;
}

} // namespace poolwart
