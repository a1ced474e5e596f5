// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/framework/chartdata.h"

#include "model/tables/format.h"
#include "ui/charts/framework/percentiles.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <cmath>
#include <limits>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

QByteArray csvNumber(double value)
{
    return std::isfinite(value) ? QByteArray::number(value, 'g', QLocale::FloatingPointShortest) : QByteArray();
}

QByteArray csvText(const QString &text)
{
    QByteArray bytes = text.toUtf8();
    if (!bytes.contains(',') && !bytes.contains('"') && !bytes.contains('\n') && !bytes.contains('\r'))
        return bytes;
    return '"' + bytes.replace("\"", "\"\"") + '"';
}

QByteArray utc(TimePoint at, std::chrono::system_clock::time_point origin)
{
    const auto wall = origin + std::chrono::duration_cast<std::chrono::system_clock::duration>(at.time_since_epoch());
    const auto millis = std::chrono::round<std::chrono::milliseconds>(wall.time_since_epoch()).count();
    return QDateTime::fromMSecsSinceEpoch(millis, QTimeZone::utc()).toString(Qt::ISODateWithMs).toLatin1();
}

Duration fromMilliseconds(double value)
{
    return std::chrono::round<Duration>(std::chrono::duration<double, std::milli>(value));
}

} // namespace

QString unitSymbol(ChartUnit unit)
{
    switch (unit) {
    case ChartUnit::Connections:
        return u"connections"_s;
    case ChartUnit::Requests:
        return u"requests"_s;
    case ChartUnit::PerSecond:
        return u"1/s"_s;
    case ChartUnit::Milliseconds:
        return u"ms"_s;
    }
    Q_UNREACHABLE();
}

QString unitName(ChartUnit unit)
{
    switch (unit) {
    case ChartUnit::Connections:
        return QCoreApplication::translate("ChartUnit", "connections");
    case ChartUnit::Requests:
        return QCoreApplication::translate("ChartUnit", "requests");
    case ChartUnit::PerSecond:
    case ChartUnit::Milliseconds:
        break;
    }
    return unitSymbol(unit);
}

QString unitFigure(ChartUnit unit, double value)
{
    const bool whole = unit == ChartUnit::Connections || unit == ChartUnit::Requests;
    return whole && std::isfinite(value) ? QLocale().toString(std::llround(value)) : formatNumber(value);
}

QString unitText(ChartUnit unit, double value)
{
    if (!std::isfinite(value))
        return formatNumber(value);
    switch (unit) {
    case ChartUnit::PerSecond:
        return unitFigure(unit, value) + u"/s"_s;
    case ChartUnit::Milliseconds:
        return formatTime(fromMilliseconds(value));
    case ChartUnit::Connections:
    case ChartUnit::Requests:
        break;
    }
    return unitFigure(unit, value);
}

QString axisText(ChartUnit unit, double value)
{
    if (unit != ChartUnit::Milliseconds || value == 0)
        return value == std::floor(value) ? QLocale().toString(static_cast<qlonglong>(value)) : QLocale().toString(value, 'g', 3);
    if (value < 1)
        return QLocale().toString(value * 1000, 'g', 6) + QChar(QChar::Nbsp) + u"µs"_s;
    if (value < 1000)
        return QLocale().toString(value, 'g', 6) + QChar(QChar::Nbsp) + u"ms"_s;
    return QLocale().toString(value / 1000, 'g', 6) + QChar(QChar::Nbsp) + u"s"_s;
}

double ChartColumn::last() const
{
    return values.empty() ? std::numeric_limits<double>::quiet_NaN() : values.back();
}

double ChartColumn::largest() const
{
    double largest = 0;
    for (const double value : values)
        largest = std::max(largest, std::isfinite(value) ? value : 0);
    return largest;
}

double ChartData::seconds(std::size_t sample) const
{
    return inSeconds(times[sample] - width / 2 - times.back());
}

const ChartColumn *ChartData::find(QStringView key) const
{
    const auto found = std::ranges::find_if(columns, [key](const ChartColumn &column) { return column.key == key; });
    return found == columns.end() ? nullptr : &*found;
}

std::optional<std::size_t> ChartData::nearest(TimePoint moment) const
{
    if (times.empty())
        return std::nullopt;
    const auto after = std::ranges::lower_bound(times, moment);
    const auto index = static_cast<std::size_t>(after - times.begin());
    if (after == times.begin())
        return 0;
    if (after == times.end() || moment - times[index - 1] <= times[index] - moment)
        return index - 1;
    return index;
}

double ChartData::place(std::size_t sample) const
{
    return isOverTime() ? seconds(sample) : percentPlace(percents[sample]);
}

std::optional<std::size_t> ChartData::nearest(double place) const
{
    if (isEmpty())
        return std::nullopt;
    if (isOverTime())
        return nearest(times.back() + width / 2 + std::chrono::round<Duration>(std::chrono::duration<double>(place)));
    std::size_t best = 0;
    for (std::size_t i = 1; i < size(); ++i) {
        if (std::fabs(this->place(i) - place) < std::fabs(this->place(best) - place))
            best = i;
    }
    return best;
}

std::vector<std::pair<std::size_t, std::size_t>> gapsOf(const ChartData &data)
{
    std::vector<std::pair<std::size_t, std::size_t>> gaps;
    for (std::size_t i = 1; i < data.size(); ++i) {
        if (data.isAfterGap(i))
            gaps.emplace_back(i - 1, i);
    }
    return gaps;
}

std::vector<std::pair<std::size_t, std::size_t>> gapsOf(const ChartData &data, const ChartColumn &column)
{
    std::vector<std::pair<std::size_t, std::size_t>> gaps;
    std::optional<std::size_t> before;
    for (std::size_t i = 0; i < data.size(); ++i) {
        if (!std::isfinite(column.values[i]))
            continue;
        if (before && (*before + 1 != i || data.times[i] - data.times[*before] > longestStep + data.width))
            gaps.emplace_back(*before, i);
        before = i;
    }
    return gaps;
}

QByteArray toCsv(const ChartData &data, std::chrono::system_clock::time_point origin)
{
    QByteArray csv = data.isOverTime() ? "time (UTC),engine time [s]" : "percentile [%]";
    for (const ChartColumn &column : data.columns)
        csv += ',' + csvText(column.key + u" ["_s + unitSymbol(column.unit) + u']');
    csv += '\n';
    for (std::size_t i = 0; i < data.size(); ++i) {
        if (data.isOverTime()) {
            csv += utc(data.times[i], origin) + ',';
            csv += csvNumber(inSeconds(data.times[i].time_since_epoch()));
        } else {
            csv += csvNumber(data.percents[i]);
        }
        for (const ChartColumn &column : data.columns)
            csv += ',' + csvNumber(column.values[i]);
        csv += '\n';
    }
    return csv;
}

} // namespace poolwart
