// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ChartFrame that reads out a moment, chosen with the mouse, with keys or in another chart.
#include "model/tables/format.h"
#include "ui/charts/chartframe.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace poolwart {

using namespace Qt::StringLiterals;

void ChartFrame::point(std::optional<double> seconds)
{
    if (!seconds && !m_pointed)
        return; // what a key chose stays while the mouse is elsewhere
    m_pointed = seconds;
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
        moveCrosshair(toNewest ? m_data.size() - 1 : *m_data.nearest(-chartSeconds));
}

// By key: said at once, for the user waits for it.
void ChartFrame::moveCrosshair(std::optional<std::size_t> sample)
{
    m_pointed.reset();
    m_moment = sample ? std::optional(m_data.times[*sample]) : std::nullopt;
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

void ChartFrame::setCrosshair(std::optional<TimePoint> moment)
{
    m_pointed.reset();
    m_moment = moment;
    m_announced = moment;
    updateReadout();
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
    if (sample && m_moment && m_data.times[*sample] - *m_moment > longestStep)
        m_moment.reset(); // the history has left it behind
    const bool isShown = sample && (m_pointed || m_moment);
    m_view->setReadout(isShown ? std::optional(readoutAt(*sample)) : std::nullopt);
    const std::optional<TimePoint> moment = isShown ? std::optional(m_data.times[*sample]) : std::nullopt;
    if (moment == m_announced)
        return;
    m_announced = moment;
    Q_EMIT crosshairMoved(moment);
}

ChartReadout ChartFrame::readoutAt(std::size_t sample) const
{
    ChartReadout readout{.seconds = m_data.seconds(sample)};
    const QString clock = formatTimeOfDay(wallTime(m_data.times[sample]));
    // Far from every sample the mouse is told so, and not given its neighbour's figures.
    if (m_pointed && std::fabs(*m_pointed - readout.seconds) > 0.5) {
        readout.seconds = *m_pointed;
        readout.heading = tr("no sample here");
        return readout;
    }
    const QString ago = QLocale().toString(-readout.seconds, 'f', 1);
    readout.heading = sample + 1 == m_data.size() ? clock : tr("%1 · %2 s ago").arg(clock, ago);
    readout.rows = readoutRows(m_data, sample);
    return readout;
}

} // namespace poolwart
