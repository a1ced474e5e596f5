// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/charts/heatscale.h"
#include "ui/charts/framework/chartframe.h"

#include <cstdint>

namespace poolwart {

// The distribution of response times, second by second: shows two humps, a few slow requests and stalls that percentiles hide.
class HeatMapChart : public ChartFrame
{
    Q_OBJECT

public:
    enum class Clock : std::uint8_t { Response, Service };

    explicit HeatMapChart(Session *session, QWidget *parent = nullptr);

    Clock clock() const { return m_clock; }
    void setClock(Clock clock);

    const HeatScale &scale() const { return m_scale; }

protected:
    bool isBySecond() const override { return true; }
    ChartData makeData(const History &history) const override;
    ChartDecor draw(const ChartData &data) override;
    QString describe(const ChartData &data) const override;
    std::vector<ChartReadout::Row> readoutRows(const ChartData &data, std::size_t sample) const override;
    std::optional<ChartCell> readoutCell(const ChartData &data, std::size_t sample) const override;
    QString emptyText() const override;

private:
    QAction *addClock(Clock clock, const QString &text);
    void stepUp(int bands);
    const ChartColumn *chosenBand(const ChartData &data) const;
    ChartCell cellOf(const ChartData &data, std::size_t sample, const ChartColumn &column) const;

    Clock m_clock = Clock::Response;
    HeatScale m_scale;
    std::optional<double> m_chosen; // ms: the band under the mouse, or chosen by a key
};

} // namespace poolwart
