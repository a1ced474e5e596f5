// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/charts/heatmapchart.h"

#include "model/session/session.h"
#include "model/tables/format.h"

#include <QAction>
#include <QActionGroup>
#include <QLocale>
#include <QMenu>

#include <algorithm>
#include <cmath>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

struct BandRange
{
    std::size_t first = 0;
    std::size_t behind = 0;
};

double milliseconds(Duration time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

// The lowest band begins at nothing and the highest ends with an hour: each is drawn as one decade, for it must end somewhere.
ChartBand drawnBand(std::size_t band)
{
    if (band == 0)
        return {milliseconds(bandTop(0)) / 10, milliseconds(bandTop(0))};
    const double from = milliseconds(bandBottom(band));
    return {from, band + 1 == latencyBands ? from * 10 : milliseconds(bandTop(band))};
}

QString bandName(std::size_t band)
{
    if (band == 0)
        return HeatMapChart::tr("up to %1").arg(formatTime(bandTop(0)));
    if (band + 1 == latencyBands)
        return HeatMapChart::tr("over %1").arg(formatTime(bandBottom(band)));
    return u"%1 – %2"_s.arg(formatTime(bandBottom(band)), formatTime(bandTop(band)));
}

// Whole decades around all that was counted, so that the axis seldom changes.
BandRange rangeOf(const std::vector<const LatencySecond *> &seconds, BandCounts LatencySecond::*counts)
{
    std::size_t lowest = latencyBands;
    std::size_t highest = 0;
    for (const LatencySecond *second : seconds) {
        for (std::size_t band = 0; band < latencyBands; ++band) {
            if ((second->*counts)[band] > 0) {
                lowest = std::min(lowest, band);
                highest = std::max(highest, band);
            }
        }
    }
    if (lowest == latencyBands)
        return {};
    const auto decade = [](std::size_t band) { return (band - 1) / bandsPerDecade; };
    return {.first = lowest == 0 ? 0 : 1 + decade(lowest) * bandsPerDecade,
            .behind = highest == 0 ? 1 : std::min(1 + (decade(highest) + 1) * bandsPerDecade, latencyBands)};
}

std::vector<const LatencySecond *> shownSeconds(const LatencyHistory &latency, HistorySpan span)
{
    std::vector<const LatencySecond *> shown;
    const std::deque<LatencySecond> &columns = latency.columns(span);
    for (const LatencySecond &column : columns) {
        if (columns.back().at - column.at < lengthOf(span))
            shown.push_back(&column);
    }
    return shown;
}

double sumOf(const ChartData &data, std::size_t sample)
{
    double sum = 0;
    for (const ChartColumn &column : data.columns)
        sum += column.values[sample];
    return sum;
}

QString countText(double count)
{
    return QLocale().toString(std::llround(count));
}

QString shareText(double count, double of)
{
    const double percent = of > 0 ? 100 * count / of : 0;
    return u"%1 (%2 %)"_s.arg(countText(count), QLocale().toString(percent, 'g', 3));
}

} // namespace

HeatMapChart::HeatMapChart(Session *session, QWidget *parent)
    : ChartFrame(session, tr("Distribution of response times"), parent)
{
    setObjectName(u"heatMapChart"_s);
    setWhatsThis(tr("Each column is a period of time, each row a range of response times (eight rows per "
                    "decade); the colour shows the number of requests. Two stripes show two kinds of requests; a "
                    "slope that ends suddenly shows a stall that delayed all waiting requests. Overall "
                    "percentiles hide both. Left and Right choose a period, Up and Down a range."));
    auto *clocks = new QActionGroup(this);
    clocks->addAction(addClock(Clock::Response, tr("&Response time, from the intended start")))->setChecked(true);
    clocks->addAction(addClock(Clock::Service, tr("Ser&vice time, from sending")));
    view()->setSteppedUpwards(true);
    connect(view(), &ChartView::pointedAt, this, [this](double value) { m_chosen = value; });
    connect(view(), &ChartView::steppedUp, this, &HeatMapChart::stepUp);
    connect(view(), &ChartView::dismissed, this, [this] { m_chosen.reset(); });
    follow();
}

QAction *HeatMapChart::addClock(Clock clock, const QString &text)
{
    QAction *action = menu()->addAction(text);
    action->setObjectName(clock == Clock::Response ? u"heatMapOfResponse"_s : u"heatMapOfService"_s);
    action->setCheckable(true);
    connect(action, &QAction::triggered, this, [this, clock] { setClock(clock); });
    return action;
}

void HeatMapChart::setClock(Clock clock)
{
    if (clock == m_clock)
        return;
    m_clock = clock;
    setTitle(clock == Clock::Response ? tr("Distribution of response times") : tr("Distribution of service times"));
    remake();
}

ChartData HeatMapChart::makeData(const History &history) const
{
    const auto counts = m_clock == Clock::Response ? &LatencySecond::response : &LatencySecond::service;
    const std::vector<const LatencySecond *> seconds = shownSeconds(history.latency(), span());
    const BandRange range = rangeOf(seconds, counts);
    ChartData data{.width = columnStep(span()), .span = inSeconds(lengthOf(span()))};
    if (range.behind == 0)
        return data;
    for (const LatencySecond *second : seconds)
        data.times.push_back(second->at);
    const QString clock = m_clock == Clock::Response ? u"response"_s : u"service"_s;
    for (std::size_t band = range.first; band < range.behind; ++band) {
        ChartColumn column{.key = u"%1 up to %2 ms"_s.arg(clock).arg(milliseconds(bandTop(band))),
                           .name = bandName(band),
                           .unit = ChartUnit::Requests,
                           .band = drawnBand(band)};
        for (const LatencySecond *second : seconds)
            column.values.push_back(static_cast<double>((second->*counts)[band]));
        data.columns.push_back(std::move(column));
    }
    return data;
}

// Up to the column before, where that is close: seconds are a little longer or shorter than one.
ChartCell HeatMapChart::cellOf(const ChartData &data, std::size_t sample, const ChartColumn &column) const
{
    const double half = inSeconds(data.width) / 2;
    const double to = data.seconds(sample) + half;
    const double before = sample > 0 ? data.seconds(sample - 1) + half : to - 2 * half;
    return {.along = {to - before < 3 * half ? before : to - 2 * half, to},
            .from = column.band->from,
            .to = column.band->to,
            .colour = m_scale.colour(m_scale.levelOf(column.values[sample]), palette())};
}

ChartDecor HeatMapChart::draw(const ChartData &data)
{
    ChartDecor decor;
    if (data.columns.empty())
        return decor;
    double largest = 0;
    for (const ChartColumn &column : data.columns)
        largest = std::max(largest, column.largest());
    m_scale = HeatScale(largest, m_scale);
    decor.scale = logarithmicScale(data.columns.front().band->from, data.columns.back().band->to);
    for (const double tick : decor.scale.ticks)
        decor.tickTexts.push_back(axisText(ChartUnit::Milliseconds, tick));
    decor.legend = {{.name = tr("requests, from")}};
    for (std::size_t level = 0; level < m_scale.levels().size(); ++level)
        decor.legend.push_back({.name = countText(m_scale.levels()[level]), .colour = m_scale.colour(level, palette()), .isArea = true});
    for (const ChartColumn &column : data.columns) {
        for (std::size_t sample = 0; sample < data.size(); ++sample) {
            if (column.values[sample] > 0)
                decor.cells.push_back(cellOf(data, sample, column));
        }
    }
    return decor;
}

const ChartColumn *HeatMapChart::chosenBand(const ChartData &data) const
{
    if (!m_chosen)
        return nullptr;
    const auto found = std::ranges::find_if(data.columns, [this](const ChartColumn &column) { return *m_chosen <= column.band->to; });
    return found == data.columns.end() ? nullptr : &*found;
}

// The first step takes the slowest band that has requests in the newest second: what is looked for most.
void HeatMapChart::stepUp(int bands)
{
    if (data().columns.empty())
        return;
    const auto last = static_cast<std::ptrdiff_t>(data().columns.size()) - 1;
    std::ptrdiff_t index = last;
    if (const ChartColumn *chosen = chosenBand(data()))
        index = std::clamp<std::ptrdiff_t>(chosen - data().columns.data() + bands, 0, last);
    else
        while (index > 0 && data().columns[static_cast<std::size_t>(index)].last() == 0)
            --index;
    m_chosen = data().columns[static_cast<std::size_t>(index)].band->to;
    step(0);
}

std::vector<ChartReadout::Row> HeatMapChart::readoutRows(const ChartData &data, std::size_t sample) const
{
    const double all = sumOf(data, sample);
    std::vector<ChartReadout::Row> rows;
    if (const ChartColumn *chosen = chosenBand(data)) {
        double slower = 0;
        for (const ChartColumn *column = chosen + 1; column < data.columns.data() + data.columns.size(); ++column)
            slower += column->values[sample];
        const QColor colour = chosen->values[sample] > 0 ? m_scale.colour(m_scale.levelOf(chosen->values[sample]), palette()) : QColor();
        rows.push_back({{.name = chosen->name, .colour = colour, .isArea = colour.isValid()}, shareText(chosen->values[sample], all)});
        rows.push_back({{.name = tr("slower")}, shareText(slower, all)});
    }
    rows.push_back({{.name = tr("all requests")}, countText(all)});
    return rows;
}

std::optional<ChartCell> HeatMapChart::readoutCell(const ChartData &data, std::size_t sample) const
{
    const ChartColumn *chosen = chosenBand(data);
    return chosen ? std::optional(cellOf(data, sample, *chosen)) : std::nullopt;
}

QString HeatMapChart::describe(const ChartData &data) const
{
    const std::size_t newest = data.size() - 1;
    const auto most = std::ranges::max_element(data.columns, {}, &ChartColumn::last);
    const auto slowest =
        std::ranges::find_if(data.columns.rbegin(), data.columns.rend(), [](const ChartColumn &column) { return column.last() > 0; });
    if (slowest == data.columns.rend())
        return tr("no requests in the newest column");
    return tr("%1 requests in the newest column, most within %2, the slowest within %3")
        .arg(countText(sumOf(data, newest)), most->name, slowest->name);
}

QString HeatMapChart::emptyText() const
{
    return tr("The distribution of response times appears here while traffic runs.");
}

} // namespace poolwart
