// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/charts/poolreadout.h"

#include "ui/charts/framework/chartpoints.h"
#include "ui/charts/framework/poolcolours.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace poolwart {

namespace {

constexpr std::size_t maxRows = 8;

double known(double value)
{
    return std::isfinite(value) ? value : 0;
}

std::vector<const ChartColumn *> columnsOfPools(const ChartData &data)
{
    std::vector<const ChartColumn *> pools;
    for (const ChartColumn &column : data.columns) {
        if (column.pool)
            pools.push_back(&column);
    }
    return pools;
}

ChartKey keyOf(const ChartColumn &column)
{
    return {.name = column.name, .pool = column.pool};
}

} // namespace

std::vector<StackedAreas::Layer> poolLayers(const ChartData &data, const ChartColumn &total, const QPalette &palette)
{
    const std::vector<const ChartColumn *> pools = columnsOfPools(data);
    const std::vector<std::size_t> samples = drawnSamples(data, total, affordableSamples(pools.size()));
    std::vector<QList<QPointF>> edges = stackedEdges(data, pools, samples);
    std::vector<StackedAreas::Layer> layers;
    for (std::size_t i = 0; i < pools.size(); ++i)
        layers.push_back({.edge = std::move(edges[i]), .brush = poolBrush(*pools[i]->pool, palette)});
    return layers;
}

std::vector<ChartKey> poolKeys(const ChartData &data)
{
    std::vector<ChartKey> keys;
    for (const ChartColumn *column : columnsOfPools(data))
        keys.push_back(keyOf(*column));
    return keys;
}

std::vector<ChartReadout::Row> poolRows(const ChartData &data, std::size_t sample)
{
    std::vector<const ChartColumn *> pools = columnsOfPools(data);
    const auto figure = [sample](const ChartColumn *column) { return known(column->values[sample]); };
    const std::size_t shown = pools.size() <= maxRows ? pools.size() : maxRows - 1;
    double rest = 0;
    if (shown < pools.size()) {
        std::ranges::stable_sort(pools, std::ranges::greater{}, figure);
        for (std::size_t i = shown; i < pools.size(); ++i)
            rest += figure(pools[i]);
    }
    std::vector<ChartReadout::Row> rows;
    for (std::size_t i = 0; i < shown; ++i)
        rows.push_back({keyOf(*pools[i]), unitText(pools[i]->unit, pools[i]->values[sample])});
    if (shown < pools.size()) {
        const QString more = QCoreApplication::translate("ChartView", "and %1 more").arg(pools.size() - shown);
        rows.push_back({{.name = more}, unitText(pools.front()->unit, rest)});
    }
    return rows;
}

} // namespace poolwart
