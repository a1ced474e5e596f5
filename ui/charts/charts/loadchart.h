// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/framework/chartframe.h"
#include "ui/charts/framework/stackedareas.h"

QT_BEGIN_NAMESPACE
class QLineSeries;
QT_END_NAMESPACE

namespace poolwart {

// Connections in use, stacked by pool, with lines for committed, usable and all connections.
class LoadChart : public ChartFrame
{
    Q_OBJECT

public:
    explicit LoadChart(Session *session, QWidget *parent = nullptr);

    // True: the axis reaches to max_connections; false: to the committed connections; unset: automatic, the latter if the
    // former would flatten the load.
    void setScaledToServer(std::optional<bool> scaled);

protected:
    ChartData makeData(const History &history) const override;
    ChartDecor draw(const ChartData &data) override;
    QString describe(const ChartData &data) const override;
    std::vector<ChartReadout::Row> readoutRows(const ChartData &data, std::size_t sample) const override;
    QString emptyText() const override;

private:
    void drawLimit(QLineSeries *series, const ChartData &data, QStringView key, const QColor &colour, ChartDecor &decor);
    ChartScale scaleOf(const ChartData &data) const;
    std::vector<ChartZone> reservedZones(const ChartData &data) const;

    StackedAreas m_areas;
    QLineSeries *m_most; // maximum at once, if a point is a mean
    QLineSeries *m_committed;
    QLineSeries *m_usable;
    QLineSeries *m_maxConnections;
    std::optional<bool> m_scaledToServer;
};

} // namespace poolwart
