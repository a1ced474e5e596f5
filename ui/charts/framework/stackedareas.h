// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBrush>
#include <QList>
#include <QPointF>

#include <vector>

namespace poolwart {

class ChartView;

// Stacked areas below the series of their chart. Each sample is a bar from the previous sample to its own time: Qt Charts'
// jagged areas are twenty times as expensive to paint, at ten pictures per second.
class StackedAreas
{
public:
    struct Layer
    {
        QList<QPointF> edge; // upper edge, in axis coordinates; all layers have the same places
        QBrush brush;
    };

    explicit StackedAreas(ChartView *view);

    void show(std::vector<Layer> layers); // lowest first

private:
    class Item;

    Item *m_item; // the chart owns it
};

} // namespace poolwart
