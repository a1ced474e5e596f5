// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/charts/runcoursechart.h"

#include "model/tables/format.h"
#include "model/tables/runtext.h"
#include "ui/charts/framework/chartpoints.h"
#include "ui/charts/framework/poolcolours.h"

#include <QtCharts/QLineSeries>

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <span>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t maxSamples = 2 * RunSeries::defaultCapacity;
constexpr int maxTicks = 6;

PoolId colourId(std::size_t number)
{
    return PoolId(static_cast<std::uint32_t>(number) + 1);
}

QString nameOf(const RunRecord &run)
{
    const QDateTime started = QDateTime::fromSecsSinceEpoch(run.startedAt.time_since_epoch().count());
    return QLocale().toString(started, QLocale::ShortFormat);
}

QString sinceText(double seconds)
{
    return seconds < 120 ? QLocale().toString(seconds, 'g', 4) + QChar(QChar::Nbsp) + u's'
                         : formatAge(std::chrono::seconds(static_cast<long long>(seconds)));
}

// Of stretches that follow each other: the mean, or of the percentile the worst. A time of no requests has none.
double valueOf(std::span<const RunSecond> seconds, RunCourseChart::Figure figure)
{
    double completed = 0;
    double length = 0;
    double worst = noFigure;
    for (const RunSecond &second : seconds) {
        completed += static_cast<double>(second.requests.completed);
        length += inSeconds(second.to - second.from);
        if (second.response.summary.count > 0)
            worst = std::fmax(worst, std::chrono::duration<double, std::milli>(second.response.summary.p99).count());
    }
    if (figure == RunCourseChart::Figure::ResponseP99)
        return worst;
    return length > 0 ? completed / length : noFigure;
}

// Those whose middle lies in the time, or the one that all of the time lies in.
std::span<const RunSecond> secondsIn(std::span<const RunSecond> seconds, Duration from, Duration to)
{
    const auto middleOf = [](const RunSecond &second) { return second.from + (second.to - second.from) / 2; };
    const auto first = std::ranges::lower_bound(seconds, from, {}, middleOf);
    const auto behind = std::ranges::lower_bound(seconds, to, {}, middleOf);
    if (first != behind)
        return {first, behind};
    const auto around = std::ranges::upper_bound(seconds, from, {}, &RunSecond::to);
    if (around == seconds.end() || around->from > from)
        return {};
    return {around, around + 1};
}

} // namespace

RunCourseChart::RunCourseChart(Figure figure, QWidget *parent)
    : ChartFrame(nullptr, figure == Figure::Throughput ? tr("Completed per second") : tr("Response p99"), parent)
    , m_figure(figure)
{
    setObjectName(figure == Figure::Throughput ? u"runThroughput"_s : u"runResponse"_s);
    setWhatsThis(tr("The selected runs over time, each from its start, superimposed. Dashed vertical lines mark "
                    "the changes in the earliest run: traffic, size of a pool, note."));
    follow();
}

void RunCourseChart::setRuns(const std::vector<NamedRun> &runs)
{
    m_courses.clear();
    m_marks.clear();
    for (const NamedRun &named : runs)
        m_courses.push_back({nameOf(named.run), named.run.series});
    if (!runs.empty()) {
        m_marks = runs.front().run.marks;
        setOrigin(runs.front().run.startedAt);
    }
    refresh(Snapshot(), History());
}

// On one time for all: each sample is a stretch as long as the longest of them.
ChartData RunCourseChart::makeData(const History &) const
{
    Duration length{0};
    Duration step = std::chrono::seconds(1);
    for (const Course &course : m_courses) {
        for (const RunSecond &second : course.seconds)
            step = std::max(step, second.to - second.from);
        length = course.seconds.empty() ? length : std::max(length, course.seconds.back().to);
    }
    step = std::max(step, length / static_cast<Duration::rep>(maxSamples));
    const auto samples = static_cast<std::size_t>((length + step / 2) / step);
    ChartData data{.width = step, .span = std::max(1.0, inSeconds(step) * static_cast<double>(samples))};
    for (std::size_t sample = 1; sample <= samples; ++sample)
        data.times.emplace_back(step * static_cast<Duration::rep>(sample));
    for (std::size_t number = 0; number < m_courses.size(); ++number)
        data.columns.push_back(columnOf(m_courses[number], number, samples, step));
    return data;
}

ChartColumn RunCourseChart::columnOf(const Course &course, std::size_t number, std::size_t samples, Duration step) const
{
    ChartColumn column{.key = course.name,
                       .name = course.name,
                       .unit = m_figure == Figure::Throughput ? ChartUnit::PerSecond : ChartUnit::Milliseconds,
                       .values = std::vector(samples, noFigure),
                       .pool = colourId(number)};
    for (std::size_t sample = 0; sample < samples; ++sample) {
        const Duration from = step * static_cast<Duration::rep>(sample);
        column.values[sample] = valueOf(secondsIn(course.seconds, from, from + step), m_figure);
    }
    return column;
}

ChartDecor RunCourseChart::draw(const ChartData &data)
{
    double largest = 0;
    for (const ChartColumn &column : data.columns)
        largest = std::max(largest, column.largest());
    m_scale = linearScale(largest);
    ChartDecor decor{.scale = m_scale};
    const ChartUnit unit = m_figure == Figure::Throughput ? ChartUnit::PerSecond : ChartUnit::Milliseconds;
    for (const double tick : m_scale.ticks)
        decor.tickTexts.push_back(axisText(unit, tick));
    for (const double tick : scaleTo(data.span, maxTicks).ticks)
        decor.alongTicks.push_back({tick - data.span, sinceText(tick)});
    for (std::size_t number = 0; number < std::max(m_lines.size(), data.columns.size()); ++number)
        drawLine(number, data);
    for (const ChartColumn &column : data.columns)
        decor.legend.push_back({.name = column.name, .pool = column.pool});
    for (const RunMark &mark : m_marks)
        decor.marks.push_back({inSeconds(mark.at) - data.span, QString::fromStdString(mark.text)});
    return decor;
}

// Every other one is dashed as well: colour alone never tells two apart.
void RunCourseChart::drawLine(std::size_t number, const ChartData &data)
{
    if (number == m_lines.size()) {
        m_lines.push_back(new QLineSeries);
        view()->addSeries(m_lines.back());
    }
    QLineSeries *line = m_lines[number];
    if (number >= data.columns.size())
        return line->replace(QList<QPointF>());
    line->setPen(QPen(poolColour(colourId(number), palette()), 2, number % 2 == 0 ? Qt::SolidLine : Qt::DashLine));
    std::vector<std::size_t> samples(data.size());
    for (std::size_t i = 0; i < samples.size(); ++i)
        samples[i] = i;
    line->replace(linePoints(data, data.columns[number], m_scale, samples));
}

QString RunCourseChart::headingAt(std::size_t sample) const
{
    return tr("%1 after the start").arg(sinceText(data().seconds(sample) + data().span));
}

QString RunCourseChart::describe(const ChartData &data) const
{
    QStringList parts;
    for (const ChartColumn &column : data.columns)
        parts << tr("%1: at most %2").arg(column.name, unitText(column.unit, column.largest()));
    return parts.join(u", "_s);
}

std::vector<ChartReadout::Row> RunCourseChart::readoutRows(const ChartData &data, std::size_t sample) const
{
    std::vector<ChartReadout::Row> rows;
    for (const ChartColumn &column : data.columns)
        rows.push_back({{.name = column.name, .pool = column.pool}, unitText(column.unit, column.values[sample])});
    return rows;
}

QString RunCourseChart::emptyText() const
{
    return tr("Select one or more runs to see them over time.");
}

} // namespace poolwart
