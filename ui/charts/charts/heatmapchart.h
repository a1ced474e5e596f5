// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/charts/heatscale.h"
#include "ui/charts/framework/chartframe.h"

#include <cstdint>

namespace poolwart {

// How many requests took how long, second by second: two humps, a slow few and a stall are seen that percentiles hide.
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
    std::optional<double> m_chosen; // ms: the band below the mouse, or that a key chose
};

} // namespace poolwart
