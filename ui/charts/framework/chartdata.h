// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/clock.h"
#include "model/core/ids.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace poolwart {

enum class ChartUnit { Connections, Requests, PerSecond, Milliseconds };

QString unitSymbol(ChartUnit unit);               // as in files: "connections", "1/s", "ms"
QString unitName(ChartUnit unit);                 // the unit's name for users, translated
QString unitText(ChartUnit unit, double value);   // with the value, for people: "12", "24,061/s", "3.12 ms"; "–" for none
QString axisText(ChartUnit unit, double value);   // at a round value of the axis: "0", "500 µs", "20 ms"
QString unitFigure(ChartUnit unit, double value); // without the unit, for cells below a header that names it

// The range of values that a column counts, as a row of a heat map: above `from`, up to `to`.
struct ChartBand
{
    double from = 0;
    double to = 0;

    bool operator==(const ChartBand &) const = default;
};

// Marks a missing value, which is neither zero nor drawn.
inline constexpr double noFigure = std::numeric_limits<double>::quiet_NaN();

// One figure over time.
struct ChartColumn
{
    QString key;  // in files, never translated: "in use pool-1"
    QString name; // for users
    ChartUnit unit{};
    std::vector<double> values;
    std::optional<PoolId> pool; // pool of the figure
    std::optional<ChartBand> band;

    double last() const;    // NaN if there is none
    double largest() const; // 0 if there is none
};

// The horizontal axis of a chart.
enum class ChartAxis { Time, Percentile };

// Samples farther apart than this have a gap between them, which no line may cross.
inline constexpr auto longestStep = std::chrono::seconds(1);

// The data of a chart, its table and its files.
struct ChartData
{
    ChartAxis axis = ChartAxis::Time;
    std::vector<TimePoint> times; // ascending; each column has the same number of values
    Duration width{0};            // period of a sample, up to its time; zero: a moment
    double span = 60;             // seconds shown, up to the newest time
    std::vector<double> percents; // instead of times, in a chart over percentiles
    std::vector<ChartColumn> columns;

    bool isEmpty() const { return size() == 0; }
    bool isOverTime() const { return axis == ChartAxis::Time; }
    bool isAfterGap(std::size_t sample) const { return sample > 0 && times[sample] - times[sample - 1] > longestStep + width; }
    std::size_t size() const { return isOverTime() ? times.size() : percents.size(); }
    double seconds(std::size_t sample) const; // middle of its period relative to the newest time: 0 or negative
    double place(std::size_t sample) const;   // on the horizontal axis: those seconds, or percentPlace()
    const ChartColumn *find(QStringView key) const;
    std::optional<std::size_t> nearest(TimePoint moment) const; // nothing if empty
    std::optional<std::size_t> nearest(double place) const;
};

// First and second sample of each pair with a gap between them.
std::vector<std::pair<std::size_t, std::size_t>> gapsOf(const ChartData &data);

// The same for one column; a sample without a value counts as missing.
std::vector<std::pair<std::size_t, std::size_t>> gapsOf(const ChartData &data, const ChartColumn &column);

// RFC 4180 with line feeds, locale C, shortest exact numbers, empty for missing values. Columns: time in UTC (engine time zero
// is `origin`) and seconds of engine time, or the percentile; then the chart's columns with their units.
QByteArray toCsv(const ChartData &data, std::chrono::system_clock::time_point origin);

} // namespace poolwart
