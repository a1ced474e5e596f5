// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/framework/chartframe.h"

#include <array>

QT_BEGIN_NAMESPACE
class QAreaSeries;
class QLineSeries;
QT_END_NAMESPACE

namespace poolwart {

// Percentiles of the response time over time, from the intended start to the end, and the 99th percentile of the service time.
// The area between the two 99th percentiles is the time spent waiting for a connection; it is shaded.
class LatencyChart : public ChartFrame
{
    Q_OBJECT

public:
    explicit LatencyChart(Session *session, QWidget *parent = nullptr);

    bool isLogarithmic() const { return m_isLogarithmic; }
    void setLogarithmic(bool logarithmic);

    QList<QPointF> points(QStringView key) const; // of the series; empty for an unknown key

protected:
    ChartData makeData(const History &history) const override;
    ChartDecor draw(const ChartData &data) override;
    QString describe(const ChartData &data) const override;
    std::vector<ChartReadout::Row> readoutRows(const ChartData &data, std::size_t sample) const override;
    QString emptyText() const override;

private:
    struct Line
    {
        QString key;
        QLineSeries *series = nullptr;
    };

    void addSeries();
    QColor colourOf(QStringView key) const;
    ChartScale scaleOf(const ChartData &data) const;
    void drawWaiting(const ChartData &data, const std::vector<std::size_t> &samples);

    std::array<Line, 6> m_lines;
    QLineSeries *m_waitingTop;
    QLineSeries *m_waitingBottom;
    QAreaSeries *m_waiting;
    ChartScale m_scale;
    bool m_isLogarithmic = false;
    QAction *m_logarithmicAction;
};

} // namespace poolwart
