// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/framework/chartframe.h"

QT_BEGIN_NAMESPACE
class QAreaSeries;
class QLineSeries;
QT_END_NAMESPACE

namespace poolwart {

// Response and service times by percentile since the last reset. A curve ends where fewer than one request is slower, because
// no more is known.
class PercentileChart : public ChartFrame
{
    Q_OBJECT

public:
    explicit PercentileChart(Session *session, QWidget *parent = nullptr);

    QList<QPointF> points(QStringView key) const; // of the series; empty for an unknown key

protected:
    ChartData makeData(const History &history) const override;
    ChartDecor draw(const ChartData &data) override;
    QString stretchText(const History &history) const override;
    QString describe(const ChartData &data) const override;
    std::vector<ChartReadout::Row> readoutRows(const ChartData &data, std::size_t sample) const override;
    QString emptyText() const override;

private:
    void drawLine(QLineSeries *series, const ChartData &data, QStringView key, const QColor &colour);
    void drawDifference(const ChartData &data);

    QLineSeries *m_response;
    QLineSeries *m_service;
    QLineSeries *m_top;
    QLineSeries *m_bottom;
    QAreaSeries *m_difference; // between the two above
    ChartScale m_scale;
};

} // namespace poolwart
