// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/charts/percentilechart.h"

#include "model/tables/format.h"
#include "ui/charts/framework/chartcolours.h"
#include "ui/charts/framework/chartpoints.h"
#include "ui/charts/framework/percentiles.h"

#include <QtCharts/QAreaSeries>
#include <QtCharts/QLineSeries>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

ChartColumn curve(const QString &key, const QString &name, const Histogram &histogram)
{
    std::vector<double> shares;
    for (const double percent : curvePercents())
        shares.push_back(percentShare(percent));
    std::vector<Duration> times(shares.size());
    histogram.quantiles(shares, times);
    ChartColumn column{.key = key, .name = name, .unit = ChartUnit::Milliseconds};
    for (std::size_t i = 0; i < times.size(); ++i) {
        const bool isKnown = !isBeyond(curvePercents()[i], histogram.count());
        column.values.push_back(isKnown ? std::chrono::duration<double, std::milli>(times[i]).count()
                                        : std::numeric_limits<double>::quiet_NaN());
    }
    return column;
}

// Nothing takes no time: what rounds to zero has no place on a logarithmic axis.
ChartScale scaleOf(const ChartData &data, const ChartScale &before)
{
    double smallest = std::numeric_limits<double>::infinity();
    double largest = 0;
    for (const ChartColumn &column : data.columns) {
        for (const double value : column.values) {
            if (std::isfinite(value) && value > 0) {
                smallest = std::min(smallest, value);
                largest = std::max(largest, value);
            }
        }
    }
    return logarithmicScale(largest > 0 ? smallest : 0, largest, before);
}

std::vector<std::size_t> samplesOf(const ChartData &data)
{
    std::vector<std::size_t> samples(data.size());
    std::iota(samples.begin(), samples.end(), std::size_t(0));
    return samples;
}

} // namespace

PercentileChart::PercentileChart(Session *session, QWidget *parent)
    : ChartFrame(session, tr("Response time by percentile"), parent)
    , m_response(new QLineSeries)
    , m_service(new QLineSeries)
    , m_top(new QLineSeries(this))
    , m_bottom(new QLineSeries(this))
    , m_difference(new QAreaSeries(m_top, m_bottom))
{
    setObjectName(u"percentileChart"_s);
    setWhatsThis(tr("All requests since the last reset. At 99 % the curve shows the time that 99 of 100 requests "
                    "did not exceed; each further nine has the same width, so that rare slow requests are "
                    "visible. Response time counts from the intended start, service time is the server's part; "
                    "the area between them is shaded. A curve ends where there are too few requests."));
    m_difference->setPen(Qt::NoPen);
    view()->addSeries(m_difference);
    view()->addSeries(m_response);
    view()->addSeries(m_service);
    follow();
}

ChartData PercentileChart::makeData(const History &history) const
{
    const LatencyHistory &latency = history.latency();
    ChartData data{.axis = ChartAxis::Percentile};
    if (latency.response().count() > 0)
        data.percents = curvePercents();
    data.columns = {curve(u"response"_s, tr("response"), latency.response()), curve(u"service"_s, tr("service"), latency.service())};
    for (ChartColumn &column : data.columns)
        column.values.resize(data.size());
    return data;
}

ChartDecor PercentileChart::draw(const ChartData &data)
{
    m_scale = scaleOf(data, m_scale);
    ChartDecor decor{.scale = m_scale, .along = {percentPlace(namedPercents.front()), percentPlace(namedPercents.back())}};
    for (const double percent : namedPercents)
        decor.alongTicks.push_back({percentPlace(percent), percentText(percent)});
    for (const double tick : m_scale.ticks)
        decor.tickTexts.push_back(axisText(ChartUnit::Milliseconds, tick));
    drawDifference(data);
    drawLine(m_response, data, u"response", responseColour(palette()));
    drawLine(m_service, data, u"service", serviceColour(palette()));
    decor.legend = {{.name = tr("response"), .colour = responseColour(palette())},
                    {.name = tr("service"), .colour = serviceColour(palette())},
                    {.name = tr("difference"), .colour = m_difference->brush().color(), .isArea = true}};
    return decor;
}

void PercentileChart::drawLine(QLineSeries *series, const ChartData &data, QStringView key, const QColor &colour)
{
    if (const QPen pen(colour, 2); series->pen() != pen)
        series->setPen(pen);
    series->replace(linePoints(data, *data.find(key), m_scale, samplesOf(data)));
}

void PercentileChart::drawDifference(const ChartData &data)
{
    QColor shade = responseColour(palette());
    shade.setAlphaF(0.16F);
    if (m_difference->brush() != QBrush(shade))
        m_difference->setBrush(shade);
    std::vector<std::size_t> both = samplesOf(data);
    std::erase_if(both, [&data](std::size_t i) {
        return !std::isfinite(data.find(u"response")->values[i]) || !std::isfinite(data.find(u"service")->values[i]);
    });
    m_top->replace(linePoints(data, *data.find(u"response"), m_scale, both));
    m_bottom->replace(linePoints(data, *data.find(u"service"), m_scale, both));
}

QList<QPointF> PercentileChart::points(QStringView key) const
{
    if (key == u"response")
        return m_response->points();
    return key == u"service" ? m_service->points() : QList<QPointF>();
}

QString PercentileChart::describe(const ChartData &data) const
{
    QStringList parts;
    for (const double percent : namedPercents) {
        const auto sample = *data.nearest(percentPlace(percent));
        parts << percentText(percent) + u' ' + unitText(ChartUnit::Milliseconds, data.find(u"response")->values[sample]);
    }
    return parts.join(u", "_s);
}

std::vector<ChartReadout::Row> PercentileChart::readoutRows(const ChartData &data, std::size_t sample) const
{
    const double response = data.find(u"response")->values[sample];
    const double service = data.find(u"service")->values[sample];
    return {{{.name = tr("response"), .colour = responseColour(palette())}, unitText(ChartUnit::Milliseconds, response)},
            {{.name = tr("service"), .colour = serviceColour(palette())}, unitText(ChartUnit::Milliseconds, service)},
            {{.name = tr("difference")}, unitText(ChartUnit::Milliseconds, response - service)}};
}

// Figures begin anew with their reset and with another workload: the curve says which time it is of.
QString PercentileChart::stretchText(const History &history) const
{
    const LatencyHistory &latency = history.latency();
    if (latency.response().count() == 0)
        return {};
    const auto length = std::chrono::round<std::chrono::seconds>(latency.to() - latency.from());
    return tr("%1 to %2, %3, %4 requests")
        .arg(formatTimeOfDay(wallTime(latency.from())).left(8), formatTimeOfDay(wallTime(latency.to())).left(8), formatAge(length),
             formatCount(latency.response().count()));
}

QString PercentileChart::emptyText() const
{
    return tr("Response times appear here while traffic runs.");
}

} // namespace poolwart
