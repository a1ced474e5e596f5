// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/charts/loadchart.h"

#include "ui/charts/charts/poolreadout.h"
#include "ui/charts/framework/chartcolours.h"
#include "ui/charts/framework/chartpoints.h"

#include <QtCharts/QLineSeries>

#include <QAction>
#include <QMenu>

#include <algorithm>
#include <cmath>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

constexpr double fewest = 10; // connections that the scale shows; below it would be told in parts of one
constexpr double flat = 0.25; // of max_connections: less is committed than can be seen

double limitOf(const HistoryPoint &point, int (*figure)(const ServerLimits &))
{
    return point.limits ? figure(*point.limits) : noFigure;
}

} // namespace

LoadChart::LoadChart(Session *session, QWidget *parent)
    : ChartFrame(session, tr("Connections in use"), parent)
    , m_areas(view())
    , m_most(new QLineSeries)
    , m_committed(new QLineSeries)
    , m_usable(new QLineSeries)
    , m_maxConnections(new QLineSeries)
{
    setObjectName(u"loadChart"_s);
    setWhatsThis(tr("Connections in use by requests, stacked by pool. Committed: all connections that the pools "
                    "may open. Usable: all connections available to an ordinary role. Hatched, up to "
                    "max_connections: reserved. The menu chooses the time span, up to a day; in a long time span "
                    "each point is a mean, with a line for the maximum."));
    QAction *scaled = menu()->addAction(tr("Scale to &max_connections"));
    scaled->setCheckable(true);
    connect(menu(), &QMenu::aboutToShow, this, [this, scaled] {
        const ChartColumn *limit = data().find(u"max_connections");
        scaled->setChecked(limit && scaleOf(data()).top >= limit->last());
    });
    connect(scaled, &QAction::triggered, this, [this](bool on) { setScaledToServer(on); });
    follow();
}

void LoadChart::setScaledToServer(std::optional<bool> scaled)
{
    m_scaledToServer = scaled;
    redraw();
}

ChartData LoadChart::makeData(const History &history) const
{
    const auto connections = ChartUnit::Connections;
    ChartData data = timeData(history);
    const HistoryPoints &points = history.points(span());
    const auto add = [&](const char16_t *key, const QString &name, const std::function<double(const HistoryPoint &)> &figure) {
        data.columns.push_back(pointColumn(points, QString::fromUtf16(key), name, connections, figure));
    };
    add(u"in use", tr("in use"), [](const HistoryPoint &point) { return point.inUse; });
    std::ranges::move(poolChartColumns(points, names(), u"in use"_s, connections, [](const PoolPoint &pool) { return pool.inUse; }),
                      std::back_inserter(data.columns));
    if (span() != HistorySpan::Minute)
        add(u"most in use", tr("max in use"), [](const HistoryPoint &point) { return point.maxInUse; });
    add(u"committed", tr("committed"), [](const HistoryPoint &point) { return point.committed; });
    add(u"usable", tr("usable"),
        [](const HistoryPoint &point) { return limitOf(point, [](const ServerLimits &limits) { return limits.usable(); }); });
    add(u"max_connections", u"max_connections"_s,
        [](const HistoryPoint &point) { return limitOf(point, [](const ServerLimits &limits) { return limits.maxConnections; }); });
    add(u"others", tr("others"), [](const HistoryPoint &point) { return point.limits ? point.others : noFigure; });
    data.columns.push_back(
        pointColumn(points, u"waiting"_s, tr("waiting"), ChartUnit::Requests, [](const HistoryPoint &point) { return point.waiting; }));
    return data;
}

ChartDecor LoadChart::draw(const ChartData &data)
{
    ChartDecor decor{.scale = scaleOf(data)};
    for (const double tick : decor.scale.ticks)
        decor.tickTexts.push_back(axisText(ChartUnit::Connections, tick));
    decor.legend = poolKeys(data);
    decor.gaps = gapSeconds(data, gapsOf(data));
    decor.zones = reservedZones(data);
    m_areas.show(poolLayers(data, *data.find(u"in use"), palette()));
    const QColor text = palette().color(QPalette::Text);
    drawLimit(m_most, data, u"most in use", mixed(text, palette().color(QPalette::Base), 0.6), decor);
    drawLimit(m_maxConnections, data, u"max_connections", text, decor);
    drawLimit(m_usable, data, u"usable", captionColour(palette()), decor);
    drawLimit(m_committed, data, u"committed", palette().color(QPalette::Link), decor);
    return decor;
}

void LoadChart::drawLimit(QLineSeries *series, const ChartData &data, QStringView key, const QColor &colour, ChartDecor &decor)
{
    if (!series->chart())
        view()->addSeries(series);
    const ChartColumn *column = data.find(key);
    const QPen pen(colour, 1.5);
    if (series->pen() != pen)
        series->setPen(pen);
    const QList<QPointF> points = column ? stepPoints(data, *column) : QList<QPointF>();
    if (series->points() != points)
        series->replace(points);
    if (column)
        label(decor, *column, colour);
}

ChartScale LoadChart::scaleOf(const ChartData &data) const
{
    const ChartColumn *committed = data.find(u"committed");
    const ChartColumn *limit = data.find(u"max_connections");
    const double plan = committed ? std::max(committed->largest(), data.find(u"in use")->largest()) : 0;
    const double server = limit ? limit->largest() : 0;
    const bool toServer = server > 0 && m_scaledToServer.value_or(plan >= server * flat);
    return scaleTo(std::max({toServer ? server * 1.06 : 0, plan * 1.06, fewest}));
}

// Between usable and max_connections, for as long as both were known.
std::vector<ChartZone> LoadChart::reservedZones(const ChartData &data) const
{
    std::vector<ChartZone> zones;
    const ChartColumn *usable = data.find(u"usable");
    const ChartColumn *limit = data.find(u"max_connections");
    for (std::size_t i = 0; i < data.size(); ++i) {
        const double from = usable->values[i];
        const double to = limit->values[i];
        if (!std::isfinite(from) || !std::isfinite(to))
            continue;
        const double x = std::max(data.seconds(i), -data.span);
        if (!zones.empty() && zones.back().from == from && zones.back().to == to)
            zones.back().toSeconds = x;
        else
            zones.push_back({.fromSeconds = x, .toSeconds = x, .from = from, .to = to});
    }
    return zones;
}

QString LoadChart::describe(const ChartData &data) const
{
    const auto now = [&](QStringView key) { return unitText(ChartUnit::Connections, data.find(key)->last()); };
    return tr("%1 connections in use, %2 committed, %3 usable of %4")
        .arg(now(u"in use"), now(u"committed"), now(u"usable"), now(u"max_connections"));
}

std::vector<ChartReadout::Row> LoadChart::readoutRows(const ChartData &data, std::size_t sample) const
{
    const auto row = [&](QStringView key, const QColor &colour) {
        const ChartColumn &column = *data.find(key);
        return ChartReadout::Row{{.name = column.name, .colour = colour}, unitText(column.unit, column.values[sample])};
    };
    std::vector<ChartReadout::Row> rows{row(u"in use", {})};
    std::ranges::move(poolRows(data, sample), std::back_inserter(rows));
    if (data.find(u"most in use"))
        rows.push_back(row(u"most in use", {}));
    rows.push_back(row(u"waiting", {}));
    rows.push_back(row(u"others", {}));
    rows.push_back(row(u"committed", palette().color(QPalette::Link)));
    rows.push_back(row(u"usable", captionColour(palette())));
    rows.push_back(row(u"max_connections", palette().color(QPalette::Text)));
    return rows;
}

QString LoadChart::emptyText() const
{
    return tr("The connections in use of each pool appear here when a server is connected.");
}

} // namespace poolwart
