// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/framework/chartframe.h"
#include "ui/charts/framework/stackedareas.h"

QT_BEGIN_NAMESPACE
class QLineSeries;
QT_END_NAMESPACE

namespace poolwart {

// Requests completed per second, stacked by pool, and failed ones as a line. Each figure is the average over the preceding
// second.
class ThroughputChart : public ChartFrame
{
    Q_OBJECT

public:
    explicit ThroughputChart(Session *session, QWidget *parent = nullptr);

protected:
    ChartData makeData(const History &history) const override;
    ChartDecor draw(const ChartData &data) override;
    QString describe(const ChartData &data) const override;
    std::vector<ChartReadout::Row> readoutRows(const ChartData &data, std::size_t sample) const override;
    QString emptyText() const override;

private:
    StackedAreas m_areas;
    QLineSeries *m_failed;
    ChartScale m_scale;
};

} // namespace poolwart
