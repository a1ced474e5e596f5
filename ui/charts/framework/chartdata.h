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
QString unitName(ChartUnit unit);                 // the same for people, translated
QString unitText(ChartUnit unit, double value);   // with the value, for people: "12", "24,061/s", "3.12 ms"; "–" for none
QString axisText(ChartUnit unit, double value);   // at a round value of the axis: "0", "500 µs", "20 ms"
QString unitFigure(ChartUnit unit, double value); // without its unit, for cells below a header that names it

// The values that a column counts, as one row of a heat map does: above `from`, up to `to`.
struct ChartBand
{
    double from = 0;
    double to = 0;

    bool operator==(const ChartBand &) const = default;
};

// Stands where there is no value: it is neither zero nor drawn.
inline constexpr double noFigure = std::numeric_limits<double>::quiet_NaN();

// One figure over time.
struct ChartColumn
{
    QString key;  // in files, never translated: "in use pool-1"
    QString name; // for people
    ChartUnit unit{};
    std::vector<double> values;
    std::optional<PoolId> pool; // whose figure it is
    std::optional<ChartBand> band;

    double last() const;    // NaN when there is none
    double largest() const; // 0 when there is none
};

// What the figures of a chart are over.
enum class ChartAxis { Time, Percentile };

// Samples farther apart than this have one missing between them; no line may pretend otherwise.
inline constexpr auto longestStep = std::chrono::seconds(1);

// What a chart shows, its table lists and its files hold: the same figures in all three.
struct ChartData
{
    ChartAxis axis = ChartAxis::Time;
    std::vector<TimePoint> times; // ascending; each column has as many values
    Duration width{0};            // what a sample covers, up to its time; zero: a moment
    double span = 60;             // seconds up to the newest time that are shown
    std::vector<double> percents; // the same, instead of times, of a chart over percentiles
    std::vector<ChartColumn> columns;

    bool isEmpty() const { return size() == 0; }
    bool isOverTime() const { return axis == ChartAxis::Time; }
    bool isAfterGap(std::size_t sample) const { return sample > 0 && times[sample] - times[sample - 1] > longestStep + width; }
    std::size_t size() const { return isOverTime() ? times.size() : percents.size(); }
    double seconds(std::size_t sample) const; // the middle of what it covers, from the newest time, so 0 or negative
    double place(std::size_t sample) const;   // on the axis below: these seconds, or percentPlace()
    const ChartColumn *find(QStringView key) const;
    std::optional<std::size_t> nearest(TimePoint moment) const; // none when empty
    std::optional<std::size_t> nearest(double place) const;
};

// First and second sample of each pair with nothing between them.
std::vector<std::pair<std::size_t, std::size_t>> gapsOf(const ChartData &data);

// The same for one column, where a sample without a value counts as missing.
std::vector<std::pair<std::size_t, std::size_t>> gapsOf(const ChartData &data, const ChartColumn &column);

// RFC 4180 with line feeds, locale C, shortest exact numbers, empty where there is no value. Columns: time in UTC
// (engine time zero is `origin`) and seconds of engine time, or the percentile; then the chart's own with their units.
QByteArray toCsv(const ChartData &data, std::chrono::system_clock::time_point origin);

} // namespace poolwart
