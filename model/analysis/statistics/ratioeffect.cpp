// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/analysis/statistics/ratioeffect.h"

#include "model/analysis/statistics/distributions.h"
#include "model/analysis/statistics/summary.h"

#include <algorithm>
#include <cmath>

namespace poolwart {

namespace {

constexpr double smallestError = 1e-9;

bool isPositive(double value)
{
    return value > 0 && std::isfinite(value);
}

std::optional<std::vector<double>> logsOf(std::span<const double> values)
{
    if (!std::ranges::all_of(values, isPositive))
        return std::nullopt;
    std::vector<double> logs;
    for (const double value : values)
        logs.push_back(std::log(value));
    return logs;
}

std::vector<double> ratiosOf(std::span<const PairedVisits> blocks)
{
    std::vector<double> ratios;
    for (const PairedVisits &block : blocks) {
        const double base = block.base.value();
        ratios.push_back(base > 0 ? block.current.value() / base : 0);
    }
    return ratios;
}

// Draws in which a figure is not positive are left out: a few pieces without any value.
std::vector<double> drawLogs(std::span<const PairedVisits> blocks, std::span<const double> logs, const BootstrapSettings &settings)
{
    const bool drawsPieces = blocks.size() < RatioEffect::blocksToBootstrap;
    Random random(settings.seed);
    std::vector<double> drawn;
    for (int i = 0; i < settings.draws; ++i) {
        double sum = 0;
        for (std::size_t j = 0; j < blocks.size(); ++j) {
            const auto block = static_cast<std::size_t>(random.below(blocks.size()));
            sum += drawsPieces ? std::log(drawFigure(blocks[block].current, random) / drawFigure(blocks[block].base, random)) : logs[block];
        }
        if (std::isfinite(sum))
            drawn.push_back(sum / static_cast<double>(blocks.size()));
    }
    std::ranges::sort(drawn);
    return drawn;
}

} // namespace

std::optional<RatioEffect> RatioEffect::paired(std::span<const PairedVisits> blocks, const BootstrapSettings &settings)
{
    if (blocks.size() < fewestBlocks)
        return std::nullopt;
    const auto logs = logsOf(ratiosOf(blocks));
    if (!logs)
        return std::nullopt;
    const auto count = static_cast<double>(blocks.size());
    RatioEffect effect;
    effect.m_log = meanOf(*logs);
    effect.m_standardError = std::sqrt(varianceOf(*logs) / count);
    effect.m_degreesOfFreedom = count - 1;
    effect.m_drawn = drawLogs(blocks, *logs, settings);
    return effect;
}

std::optional<RatioEffect> RatioEffect::between(std::span<const double> base, std::span<const double> current)
{
    const auto before = logsOf(base);
    const auto after = logsOf(current);
    if (base.size() < fewestBlocks || current.size() < fewestBlocks || !before || !after)
        return std::nullopt;
    const auto countBefore = static_cast<double>(base.size());
    const auto countAfter = static_cast<double>(current.size());
    const double partBefore = varianceOf(*before) / countBefore;
    const double partAfter = varianceOf(*after) / countAfter;
    const double variance = partBefore + partAfter;
    RatioEffect effect;
    effect.m_log = meanOf(*after) - meanOf(*before);
    effect.m_standardError = std::sqrt(variance);
    if (variance > 0)
        effect.m_degreesOfFreedom =
            variance * variance / (partBefore * partBefore / (countBefore - 1) + partAfter * partAfter / (countAfter - 1));
    return effect;
}

double RatioEffect::ratio() const
{
    return std::exp(m_log);
}

Interval RatioEffect::interval(double error) const
{
    const double t = studentQuantile(error, m_degreesOfFreedom);
    double low = m_log - t * m_standardError;
    double high = m_log + t * m_standardError;
    if (!m_drawn.empty()) {
        low = std::min(low, quantileOfSorted(m_drawn, error / 2));
        high = std::max(high, quantileOfSorted(m_drawn, 1 - error / 2));
    }
    // The ratio is exp(m_log) exactly.
    return {.low = std::min(std::exp(low), ratio()), .high = std::max(std::exp(high), ratio()), .level = 1 - error};
}

double RatioEffect::pValue() const
{
    const auto excludes = [this](double error) { return !interval(error).contains(1); };
    double low = smallestError;
    double high = 1 - smallestError;
    if (!excludes(high))
        return 1;
    if (excludes(low))
        return low;
    while (high - low > smallestError) {
        const double middle = (low + high) / 2;
        (excludes(middle) ? high : low) = middle;
    }
    return high;
}

bool RatioEffect::isShown(double error, double resolution) const
{
    const Interval seen = interval(error);
    const bool isWithinResolution = seen.low >= 1 - resolution && seen.high <= 1 + resolution;
    return !seen.contains(1) && !isWithinResolution;
}

} // namespace poolwart
