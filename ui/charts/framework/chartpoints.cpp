// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/framework/chartpoints.h"

#include "ui/charts/framework/chartdecor.h"

#include <algorithm>
#include <cmath>

namespace poolwart {

namespace {

constexpr std::size_t affordablePoints = 4800;

} // namespace

std::vector<std::size_t> drawnSamples(const ChartData &data, const ChartColumn &figures, std::size_t most)
{
    std::vector<std::size_t> drawn;
    const double stretch = data.span / static_cast<double>(most);
    double open = 0;
    for (std::size_t i = 0; i < data.size(); ++i) {
        const double belongsTo = std::floor(inSeconds(data.times[i].time_since_epoch()) / stretch);
        const bool isKept = drawn.size() < 2 || belongsTo != open || data.size() <= most || data.isAfterGap(i)
                         || (i + 1 < data.size() && data.isAfterGap(i + 1));
        if (isKept)
            drawn.push_back(i);
        else if (figures.values[i] > figures.values[drawn.back()])
            drawn.back() = i;
        open = belongsTo;
    }
    if (!drawn.empty() && drawn.back() != data.size() - 1)
        drawn.push_back(data.size() - 1);
    return drawn;
}

QList<QPointF> linePoints(const ChartData &data, const ChartColumn &column, const ChartScale &scale,
                          const std::vector<std::size_t> &samples)
{
    QList<QPointF> points;
    points.reserve(static_cast<qsizetype>(samples.size()));
    for (const std::size_t i : samples) {
        if (std::isfinite(column.values[i]))
            points.emplace_back(data.place(i), scale.position(column.values[i]));
    }
    return points;
}

QList<QPointF> stepPoints(const ChartData &data, const ChartColumn &column)
{
    QList<QPointF> points;
    for (std::size_t i = 0; i < data.size(); ++i) {
        const double value = column.values[i];
        if (!std::isfinite(value))
            continue;
        const double x = data.seconds(i);
        if (!points.isEmpty() && points.last().y() != value)
            points.emplace_back(x, points.last().y());
        if (points.isEmpty() || points.last().y() != value || i + 1 == data.size())
            points.emplace_back(x, value);
    }
    return points;
}

std::vector<QList<QPointF>> stackedEdges(const ChartData &data, const std::vector<const ChartColumn *> &columns,
                                         const std::vector<std::size_t> &samples)
{
    std::vector<QList<QPointF>> edges;
    std::vector<double> sums(samples.size(), 0.0);
    for (const ChartColumn *column : columns) {
        QList<QPointF> edge;
        edge.reserve(static_cast<qsizetype>(samples.size()) + 4);
        for (std::size_t k = 0; k < samples.size(); ++k) {
            const std::size_t i = samples[k];
            const double x = data.seconds(i);
            if (k > 0 && data.isAfterGap(i)) {
                edge.emplace_back(data.seconds(samples[k - 1]), 0);
                edge.emplace_back(x, 0);
            }
            if (std::isfinite(column->values[i]))
                sums[k] += column->values[i];
            edge.emplace_back(x, sums[k]);
        }
        edges.push_back(std::move(edge));
    }
    return edges;
}

std::size_t affordableSamples(std::size_t layers)
{
    return std::clamp<std::size_t>(affordablePoints / std::max<std::size_t>(layers, 1), 60, 600);
}

std::vector<std::pair<double, double>> gapSeconds(const ChartData &data, const std::vector<std::pair<std::size_t, std::size_t>> &gaps)
{
    std::vector<std::pair<double, double>> result;
    for (const auto &[before, after] : gaps) {
        if (data.seconds(after) > -data.span)
            result.emplace_back(data.seconds(before), data.seconds(after));
    }
    return result;
}

} // namespace poolwart
