// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/framework/poolcolumns.h"

#include <algorithm>
#include <cmath>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t maxNames = 1'000;

bool hasPoolsOf(const HistoryPoint &point, const HistoryPoint &other)
{
    return std::ranges::equal(point.pools, other.pools, {}, &PoolPoint::id, &PoolPoint::id);
}

std::vector<PoolId> poolsOf(const HistoryPoints &points)
{
    std::vector<PoolId> pools;
    const HistoryPoint *before = nullptr;
    for (const HistoryPoint &point : points) {
        if (!before || !hasPoolsOf(point, *before)) {
            for (const PoolPoint &pool : point.pools)
                pools.push_back(pool.id);
        }
        before = &point;
    }
    std::ranges::sort(pools);
    pools.erase(std::ranges::unique(pools).begin(), pools.end());
    return pools;
}

} // namespace

void learnNames(PoolNames &names, const Snapshot &snapshot, const HistoryPoints &points)
{
    if (names.size() > maxNames) {
        const std::vector<PoolId> drawn = poolsOf(points);
        std::erase_if(names, [&](const auto &entry) { return !std::ranges::binary_search(drawn, entry.first); });
    }
    for (const PoolSnapshot &pool : snapshot.pools)
        names[pool.id] = QString::fromStdString(pool.name);
}

std::vector<ChartColumn> poolChartColumns(const HistoryPoints &points, const PoolNames &names, const QString &key, ChartUnit unit,
                                          const std::function<double(const PoolPoint &)> &figure)
{
    const std::vector<PoolId> pools = poolsOf(points);
    const std::size_t size = points.size();
    std::vector<ChartColumn> columns;
    for (const PoolId pool : pools) {
        const auto known = names.find(pool);
        const QString name = known != names.end() ? known->second : u"p%1"_s.arg(static_cast<quint32>(pool));
        columns.push_back({.key = key + u' ' + name, .name = name, .unit = unit, .values = std::vector(size, noFigure), .pool = pool});
    }
    std::vector<std::size_t> places; // of the point's pools among the columns
    const HistoryPoint *before = nullptr;
    std::size_t sample = 0;
    for (const HistoryPoint &point : points) {
        if (!before || !hasPoolsOf(point, *before)) {
            places.clear();
            for (const PoolPoint &pool : point.pools)
                places.push_back(static_cast<std::size_t>(std::ranges::lower_bound(pools, pool.id) - pools.begin()));
        }
        for (std::size_t i = 0; i < places.size(); ++i)
            columns[places[i]].values[sample] = figure(point.pools[i]);
        before = &point;
        ++sample;
    }
    return columns;
}

ChartColumn pointColumn(const HistoryPoints &points, const QString &key, const QString &name, ChartUnit unit,
                        const std::function<double(const HistoryPoint &)> &figure)
{
    ChartColumn column{.key = key, .name = name, .unit = unit};
    column.values.reserve(points.size());
    for (const HistoryPoint &point : points)
        column.values.push_back(figure(point));
    return column;
}

std::vector<TimePoint> timesOf(const HistoryPoints &points)
{
    std::vector<TimePoint> times;
    times.reserve(points.size());
    for (const HistoryPoint &point : points)
        times.push_back(point.at);
    return times;
}

void averageOverASecond(const std::vector<TimePoint> &times, ChartColumn &column)
{
    using Seconds = std::chrono::duration<double>;
    const std::vector<double> rates = std::move(column.values);
    column.values.assign(rates.size(), noFigure);
    std::size_t first = 1;
    for (std::size_t i = 1; i < rates.size(); ++i) {
        // The sample itself always counts, also where it was measured over more than a second.
        while (first < i && times[i] - times[first] >= std::chrono::seconds(1))
            ++first;
        double events = 0;
        double time = 0;
        for (std::size_t k = first; k <= i; ++k) {
            if (!std::isfinite(rates[k]))
                continue;
            const double weight = Seconds(times[k] - times[k - 1]).count();
            events += rates[k] * weight;
            time += weight;
        }
        if (std::isfinite(rates[i]) && time > 0)
            column.values[i] = events / time;
    }
}

} // namespace poolwart
