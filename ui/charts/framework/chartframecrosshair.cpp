// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ChartFrame that reads out a moment, chosen with the mouse, with keys or in another chart.
#include "model/tables/format.h"
#include "ui/charts/framework/chartframe.h"
#include "ui/charts/framework/percentiles.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace poolwart {

using namespace Qt::StringLiterals;

void ChartFrame::point(std::optional<double> place)
{
    if (!place && !m_pointed)
        return; // what a key chose stays while the mouse is elsewhere
    m_pointed = place;
    m_moment.reset();
    updateReadout();
}

void ChartFrame::step(int samples)
{
    if (m_data.isEmpty())
        return;
    const auto newestSample = static_cast<int>(m_data.size()) - 1;
    const auto current = shownSample();
    const int wanted = current ? static_cast<int>(*current) + samples : newestSample;
    moveCrosshair(static_cast<std::size_t>(std::clamp(wanted, 0, newestSample)));
}

void ChartFrame::jump(bool toNewest)
{
    if (!m_data.isEmpty())
        moveCrosshair(toNewest ? m_data.size() - 1 : *m_data.nearest(m_view->decor().along.from));
}

// By key: said at once, for the user waits for it.
void ChartFrame::moveCrosshair(std::optional<std::size_t> sample)
{
    m_pointed.reset();
    m_moment.reset();
    if (sample && m_data.isOverTime())
        m_moment = m_data.times[*sample];
    else if (sample)
        m_pointed = m_data.place(*sample);
    updateReadout();
    if (!sample)
        return;
    const ChartReadout readout = readoutAt(*sample);
    QStringList words{readout.heading};
    for (const ChartReadout::Row &row : readout.rows)
        words << row.key.name + u' ' + row.value;
    m_view->setAccessibleDescription(words.join(u", "_s));
    m_sinceDescribed.start();
}

std::optional<std::size_t> ChartFrame::shownSample() const
{
    if (m_pointed)
        return m_data.nearest(*m_pointed);
    return m_moment ? m_data.nearest(*m_moment) : std::nullopt;
}

void ChartFrame::updateReadout()
{
    const std::optional<std::size_t> sample = shownSample();
    if (sample && m_moment && m_data.times[*sample] - *m_moment > longestStep + m_data.width)
        m_moment.reset(); // the history has left it behind
    const bool isShown = sample && (m_pointed || m_moment);
    m_view->setReadout(isShown ? std::optional(readoutAt(*sample)) : std::nullopt);
    const std::optional<TimePoint> moment = isShown && m_data.isOverTime() ? std::optional(m_data.times[*sample]) : std::nullopt;
    if (moment == m_announced)
        return;
    m_announced = moment;
    Q_EMIT crosshairMoved(moment);
}

ChartReadout ChartFrame::readoutAt(std::size_t sample) const
{
    ChartReadout readout{.place = m_data.place(sample)};
    // Far from every sample the mouse is told so, and not given its neighbour's figures.
    const double reach = 0.5 + inSeconds(m_data.width) / 2;
    if (m_pointed && std::fabs(*m_pointed - readout.place) > reach) {
        readout.place = *m_pointed;
        readout.heading = tr("no sample at this time");
        return readout;
    }
    readout.heading = headingAt(sample);
    readout.rows = readoutRows(m_data, sample);
    readout.cell = readoutCell(m_data, sample);
    return readout;
}

std::optional<ChartCell> ChartFrame::readoutCell(const ChartData &, std::size_t) const
{
    return std::nullopt;
}

QString ChartFrame::headingAt(std::size_t sample) const
{
    if (!m_data.isOverTime())
        return percentText(m_data.percents[sample]);
    const QString clock = formatTimeOfDay(wallTime(m_data.times[sample]));
    if (m_span != HistorySpan::Minute)
        return tr("%1 · over %2").arg(clock.left(8), formatSetting(std::chrono::duration_cast<std::chrono::milliseconds>(m_data.width)));
    const QString ago = QLocale().toString(-m_data.seconds(sample), 'f', 1);
    return sample + 1 == m_data.size() ? clock : tr("%1 · %2 s ago").arg(clock, ago);
}

} // namespace poolwart
