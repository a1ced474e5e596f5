// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/charts/throughputchart.h"

#include "ui/charts/charts/poolreadout.h"
#include "ui/charts/framework/chartcolours.h"
#include "ui/charts/framework/chartpoints.h"

#include <QtCharts/QLineSeries>

#include <algorithm>
#include <limits>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

constexpr double fewest = 10; // requests a second that the scale shows

} // namespace

ThroughputChart::ThroughputChart(Session *session, QWidget *parent)
    : ChartFrame(session, tr("Requests per second"), parent)
    , m_areas(view())
    , m_failed(new QLineSeries)
{
    setObjectName(u"throughputChart"_s);
    setWhatsThis(tr("Requests completed per second, stacked by pool. Each value is an average over the last "
                    "second, or over the period per point that the title shows. Failed: requests that ended with "
                    "an error, timed out or were rejected. The menu chooses the time span, up to a day."));
    follow();
}

ChartData ThroughputChart::makeData(const History &history) const
{
    const auto rate = ChartUnit::PerSecond;
    ChartData data = timeData(history);
    const HistoryPoints &points = history.points(span());
    data.columns.push_back(pointColumn(points, u"completed"_s, tr("completed"), rate, &HistoryPoint::completedPerSecond));
    data.columns.push_back(pointColumn(points, u"failed"_s, tr("failed"), rate, &HistoryPoint::failedPerSecond));
    std::ranges::move(poolChartColumns(points, names(), u"completed"_s, rate, &PoolPoint::completedPerSecond),
                      std::back_inserter(data.columns));
    if (span() != HistorySpan::Minute)
        return data;
    for (ChartColumn &column : data.columns)
        averageOverASecond(data.times, column);
    return data;
}

ChartDecor ThroughputChart::draw(const ChartData &data)
{
    const ChartColumn &completed = *data.find(u"completed");
    const ChartColumn &failed = *data.find(u"failed");
    m_scale = linearScale(std::max({completed.largest(), failed.largest(), fewest}), m_scale);
    ChartDecor decor{.scale = m_scale};
    for (const double tick : m_scale.ticks)
        decor.tickTexts.push_back(axisText(ChartUnit::PerSecond, tick));
    decor.legend = poolKeys(data);
    decor.gaps = gapSeconds(data, gapsOf(data, completed));

    m_areas.show(poolLayers(data, completed, palette()));
    const QColor colour = failureColour(palette());
    if (!m_failed->chart())
        view()->addSeries(m_failed);
    if (m_failed->pen() != QPen(colour, 2))
        m_failed->setPen(QPen(colour, 2));
    const bool hasFailures = failed.largest() > 0; // a line along the axis would say nothing
    m_failed->replace(hasFailures ? linePoints(data, failed, m_scale, drawnSamples(data, failed, 600)) : QList<QPointF>());
    label(decor, completed, captionColour(palette()));
    if (hasFailures)
        label(decor, failed, colour);
    return decor;
}

QString ThroughputChart::describe(const ChartData &data) const
{
    const auto now = [&](QStringView key) { return unitText(ChartUnit::PerSecond, data.find(key)->last()); };
    return tr("%1 completed, %2 failed").arg(now(u"completed"), now(u"failed"));
}

std::vector<ChartReadout::Row> ThroughputChart::readoutRows(const ChartData &data, std::size_t sample) const
{
    const auto row = [&](QStringView key, const QColor &colour) {
        const ChartColumn &column = *data.find(key);
        return ChartReadout::Row{{.name = column.name, .colour = colour}, unitText(column.unit, column.values[sample])};
    };
    std::vector<ChartReadout::Row> rows{row(u"completed", {})};
    std::ranges::move(poolRows(data, sample), std::back_inserter(rows));
    rows.push_back(row(u"failed", failureColour(palette())));
    return rows;
}

QString ThroughputChart::emptyText() const
{
    return tr("Requests per second appear here while traffic runs.");
}

} // namespace poolwart
