// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/stackedareas.h"

#include "ui/charts/chartview.h"

#include <QtCharts/QAreaSeries>
#include <QtCharts/QLineSeries>

namespace poolwart {

void StackedAreas::addArea()
{
    auto *edge = new QLineSeries;
    auto *series = new QAreaSeries(edge);
    edge->setParent(series);
    series->setPen(Qt::NoPen); // an outline would cost twenty times as much
    m_view->addSeries(series);
    m_areas.push_back({series, edge});
}

void StackedAreas::show(const std::vector<Layer> &layers)
{
    while (m_areas.size() < layers.size())
        addArea();
    for (std::size_t i = 0; i < m_areas.size(); ++i) {
        const Area &area = m_areas[m_areas.size() - 1 - i];
        if (i < layers.size()) {
            if (area.series->brush() != layers[i].brush)
                area.series->setBrush(layers[i].brush);
            area.edge->replace(layers[i].edge);
            area.series->setVisible(true);
        } else if (area.series->isVisible()) {
            area.series->setVisible(false);
            area.edge->replace(QList<QPointF>());
        }
    }
    m_shown = layers.size();
}

std::vector<QList<QPointF>> StackedAreas::edges() const
{
    std::vector<QList<QPointF>> result;
    for (std::size_t i = 0; i < m_shown; ++i)
        result.push_back(m_areas[m_areas.size() - 1 - i].edge->points());
    return result;
}

} // namespace poolwart
