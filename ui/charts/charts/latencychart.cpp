// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/charts/latencychart.h"

#include "ui/charts/framework/chartcolours.h"
#include "ui/charts/framework/chartpoints.h"

#include <QtCharts/QAreaSeries>
#include <QtCharts/QLineSeries>

#include <QAction>
#include <QMenu>

#include <algorithm>
#include <cmath>
#include <limits>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t maxSamples = 600;

// A figure of a second without requests is none, not zero.
double milliseconds(const LatencySummary &summary, Duration LatencySummary::*figure)
{
    if (summary.count == 0)
        return std::numeric_limits<double>::quiet_NaN();
    return std::chrono::duration<double, std::milli>(summary.*figure).count();
}

} // namespace

LatencyChart::LatencyChart(Session *session, QWidget *parent)
    : ChartFrame(session, tr("Response time"), parent)
    , m_lines{Line{u"response p99.99"_s}, Line{u"response p99.9"_s}, Line{u"response p99"_s},
              Line{u"service p99"_s},     Line{u"response p95"_s},   Line{u"response p50"_s}}
    , m_waitingTop(new QLineSeries(this))
    , m_waitingBottom(new QLineSeries(this))
    , m_waiting(new QAreaSeries(m_waitingTop, m_waitingBottom))
    , m_logarithmicAction(menu()->addAction(tr("&Logarithmic")))
{
    setObjectName(u"latencyChart"_s);
    setWhatsThis(tr("Percentiles of the last full second. 99 of 100 requests took no longer than p99, counted "
                    "from the intended start and therefore including waiting. Service time is the server's part; "
                    "the shaded area between the two is the time spent waiting for a connection."));
    m_logarithmicAction->setCheckable(true);
    connect(m_logarithmicAction, &QAction::toggled, this, &LatencyChart::setLogarithmic);
    addSeries();
    follow();
}

void LatencyChart::addSeries()
{
    m_waiting->setPen(Qt::NoPen);
    view()->addSeries(m_waiting);
    for (Line &line : m_lines) {
        line.series = new QLineSeries;
        view()->addSeries(line.series);
    }
}

void LatencyChart::setLogarithmic(bool logarithmic)
{
    if (m_isLogarithmic == logarithmic)
        return;
    m_isLogarithmic = logarithmic;
    m_logarithmicAction->setChecked(logarithmic);
    redraw();
}

ChartData LatencyChart::makeData(const History &history) const
{
    ChartData data = timeData(history);
    const HistoryPoints &points = history.points(span());
    const auto add = [&](const char16_t *key, const QString &name, LatencySummary HistoryPoint::*summary,
                         Duration LatencySummary::*figure) {
        data.columns.push_back(pointColumn(points, QString::fromUtf16(key), name, ChartUnit::Milliseconds,
                                           [=](const HistoryPoint &point) { return milliseconds(point.*summary, figure); }));
    };
    add(u"response p50", u"p50"_s, &HistoryPoint::response, &LatencySummary::p50);
    add(u"response p95", u"p95"_s, &HistoryPoint::response, &LatencySummary::p95);
    add(u"response p99", u"p99"_s, &HistoryPoint::response, &LatencySummary::p99);
    add(u"response p99.9", u"p99.9"_s, &HistoryPoint::response, &LatencySummary::p999);
    add(u"response p99.99", u"p99.99"_s, &HistoryPoint::response, &LatencySummary::p9999);
    add(u"service p99", tr("service p99"), &HistoryPoint::service, &LatencySummary::p99);
    return data;
}

// One hue that deepens towards the median, so that they belong together; service in another.
QColor LatencyChart::colourOf(QStringView key) const
{
    const QColor base = palette().color(QPalette::Base);
    const QColor response = responseColour(palette());
    if (key == u"service p99")
        return serviceColour(palette());
    if (key == u"response p99.9")
        return mixed(response, base, 0.45);
    if (key == u"response p99.99")
        return mixed(response, base, 0.3);
    if (key == u"response p95")
        return mixed(response, base, 0.75);
    return key == u"response p50" ? mixed(response, palette().color(QPalette::Text), 0.6) : response;
}

ChartScale LatencyChart::scaleOf(const ChartData &data) const
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
    return m_isLogarithmic ? logarithmicScale(largest > 0 ? smallest : 0, largest, m_scale) : linearScale(largest, m_scale);
}

ChartDecor LatencyChart::draw(const ChartData &data)
{
    m_scale = scaleOf(data);
    ChartDecor decor{.scale = m_scale};
    for (const double tick : m_scale.ticks)
        decor.tickTexts.push_back(axisText(ChartUnit::Milliseconds, tick));
    decor.gaps = gapSeconds(data, gapsOf(data, *data.find(u"response p99")));
    const std::vector<std::size_t> samples = drawnSamples(data, *data.find(u"response p99.9"), maxSamples);
    drawWaiting(data, samples);
    for (const Line &line : m_lines) {
        const ChartColumn &column = *data.find(line.key);
        const QPen pen(colourOf(line.key), line.key == u"response p99" ? 2 : 1.25);
        if (line.series->pen() != pen)
            line.series->setPen(pen);
        line.series->replace(linePoints(data, column, m_scale, samples));
        label(decor, column, mixed(pen.color(), palette().color(QPalette::Text), 0.5)); // the palest too can be read
    }
    return decor;
}

void LatencyChart::drawWaiting(const ChartData &data, const std::vector<std::size_t> &samples)
{
    QColor shade = colourOf(u"response p99");
    shade.setAlphaF(0.16F);
    if (m_waiting->brush() != QBrush(shade))
        m_waiting->setBrush(shade);
    m_waitingTop->replace(linePoints(data, *data.find(u"response p99"), m_scale, samples));
    m_waitingBottom->replace(linePoints(data, *data.find(u"service p99"), m_scale, samples));
}

QList<QPointF> LatencyChart::points(QStringView key) const
{
    const auto line = std::ranges::find_if(m_lines, [key](const Line &candidate) { return candidate.key == key; });
    return line == m_lines.end() ? QList<QPointF>() : line->series->points();
}

QString LatencyChart::describe(const ChartData &data) const
{
    QStringList parts;
    for (const ChartColumn &column : data.columns)
        parts << column.name + u' ' + unitText(column.unit, column.last());
    return parts.join(u", "_s);
}

std::vector<ChartReadout::Row> LatencyChart::readoutRows(const ChartData &data, std::size_t sample) const
{
    std::vector<ChartReadout::Row> rows;
    for (const Line &line : m_lines) {
        const ChartColumn &column = *data.find(line.key);
        rows.push_back({{.name = column.name, .colour = colourOf(line.key)}, unitText(column.unit, column.values[sample])});
    }
    const double waited = data.find(u"response p99")->values[sample] - data.find(u"service p99")->values[sample];
    rows.push_back({{.name = tr("p99 difference")}, unitText(ChartUnit::Milliseconds, waited)});
    return rows;
}

QString LatencyChart::emptyText() const
{
    return tr("Response times appear here while traffic runs.");
}

} // namespace poolwart
