// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/clock.h"
#include "model/core/ids.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <optional>
#include <utility>
#include <vector>

namespace poolwart {

enum class ChartUnit { Connections, Requests, PerSecond, Milliseconds };

QString unitSymbol(ChartUnit unit);               // as in files: "connections", "1/s", "ms"
QString unitName(ChartUnit unit);                 // the same for people, translated
QString unitText(ChartUnit unit, double value);   // with the value, for people: "12", "24,061/s", "3.12 ms"; "–" for none
QString axisText(ChartUnit unit, double value);   // at a round value of the axis: "0", "500 µs", "20 ms"
QString unitFigure(ChartUnit unit, double value); // without its unit, for cells below a header that names it

// One figure over time. A value is NaN where there is none: it is neither zero nor drawn.
struct ChartColumn
{
    QString key;  // in files, never translated: "in use pool-1"
    QString name; // for people
    ChartUnit unit{};
    std::vector<double> values;
    std::optional<PoolId> pool; // whose figure it is

    double last() const;    // NaN when there is none
    double largest() const; // 0 when there is none
};

// What a chart shows, its table lists and its files hold: the same figures in all three.
struct ChartData
{
    std::vector<TimePoint> times; // ascending; each column has as many values
    std::vector<ChartColumn> columns;

    bool isEmpty() const { return times.empty(); }
    std::size_t size() const { return times.size(); }
    double seconds(std::size_t sample) const; // from the newest sample, so 0 or negative
    const ChartColumn *find(QStringView key) const;
    std::optional<std::size_t> nearest(TimePoint moment) const; // none when empty
    std::optional<std::size_t> nearest(double seconds) const;
};

// Samples farther apart than this have one missing between them; no line may pretend otherwise.
inline constexpr auto longestStep = std::chrono::seconds(1);

// First and second sample of each pair with nothing between them.
std::vector<std::pair<std::size_t, std::size_t>> gapsOf(const std::vector<TimePoint> &times);

// The same for one column, where a sample without a value counts as missing.
std::vector<std::pair<std::size_t, std::size_t>> gapsOf(const ChartData &data, const ChartColumn &column);

// RFC 4180 with line feeds, locale C, shortest exact numbers, empty where there is no value. Columns: time in UTC
// (engine time zero is `origin`), seconds of engine time, then the chart's own with their units.
QByteArray toCsv(const ChartData &data, std::chrono::system_clock::time_point origin);

} // namespace poolwart
