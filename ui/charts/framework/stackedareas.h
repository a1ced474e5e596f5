// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBrush>
#include <QList>
#include <QPointF>

#include <vector>

namespace poolwart {

class ChartView;

// Areas on top of each other, below the series of their chart. Each sample is a bar, from the sample before to its own
// time: jagged areas of Qt Charts cost the painter twenty times as much as rectangles, and there are ten pictures a second.
class StackedAreas
{
public:
    struct Layer
    {
        QList<QPointF> edge; // upper, in axis coordinates; all layers have the same places along the axis
        QBrush brush;
    };

    explicit StackedAreas(ChartView *view);

    void show(std::vector<Layer> layers); // lowest first

private:
    class Item;

    Item *m_item; // the chart owns it
};

} // namespace poolwart
