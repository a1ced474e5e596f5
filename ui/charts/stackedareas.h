// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBrush>
#include <QList>
#include <QPointF>

#include <vector>

QT_BEGIN_NAMESPACE
class QAreaSeries;
class QLineSeries;
QT_END_NAMESPACE

namespace poolwart {

class ChartView;

// Areas on top of each other. Each reaches from its upper edge down to the axis and is painted before the one that
// lies below it, so that one edge per layer is enough: half the work of areas between two edges. Series are
// made as they are needed and kept: layers may come and go at each refresh without a flicker.
class StackedAreas
{
public:
    struct Layer
    {
        QList<QPointF> edge; // upper, in axis coordinates
        QBrush brush;
    };

    explicit StackedAreas(ChartView *view)
        : m_view(view)
    {}

    void show(const std::vector<Layer> &layers); // lowest first

    std::vector<QList<QPointF>> edges() const; // as the series have them, lowest first

private:
    struct Area
    {
        QAreaSeries *series;
        QLineSeries *edge;
    };

    void addArea();

    ChartView *m_view;
    std::vector<Area> m_areas; // in the order of painting: the last is the lowest layer
    std::size_t m_shown = 0;
};

} // namespace poolwart
