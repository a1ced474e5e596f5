// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/framework/stackedareas.h"

#include "ui/charts/framework/chartview.h"

#include <QtCharts/QChart>

#include <QGraphicsItem>
#include <QPainter>

#include <algorithm>

namespace poolwart {

namespace {

constexpr qreal belowSeries = 3.5; // Qt Charts: axes are at 3, series at 4

} // namespace

class StackedAreas::Item : public QGraphicsItem
{
public:
    explicit Item(ChartView *view)
        : QGraphicsItem(view->chart())
        , m_view(view)
    {
        setZValue(belowSeries);
    }

    void show(std::vector<Layer> layers)
    {
        m_layers = std::move(layers);
        update();
    }

    QRectF boundingRect() const override { return m_view->viewport()->rect(); }

    void paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *) override
    {
        const ChartGeometry geometry = m_view->geometryOfPlot();
        painter->setRenderHint(QPainter::Antialiasing, false);
        painter->setClipRect(geometry.plot);
        const QList<QPointF> axis; // the ground that the lowest stands on
        for (std::size_t i = 0; i < m_layers.size(); ++i)
            paintBars(*painter, geometry, m_layers[i], i > 0 ? m_layers[i - 1].edge : axis);
    }

private:
    // Bars of the same height that follow each other are one.
    static void paintBars(QPainter &painter, const ChartGeometry &geometry, const Layer &layer, const QList<QPointF> &below)
    {
        QRectF bar;
        for (qsizetype k = 1; k < layer.edge.size(); ++k) {
            const double top = geometry.y(layer.edge[k].y());
            const double bottom = geometry.y(k < below.size() ? below[k].y() : 0);
            const double right = geometry.x(layer.edge[k].x());
            if (bar.isValid() && bar.top() == top && bar.bottom() == bottom) {
                bar.setRight(right);
                continue;
            }
            painter.fillRect(bar, layer.brush);
            bar = QRectF(QPointF(geometry.x(layer.edge[k - 1].x()), top), QPointF(right, bottom));
        }
        painter.fillRect(bar, layer.brush);
    }

    ChartView *m_view;
    std::vector<Layer> m_layers;
};

StackedAreas::StackedAreas(ChartView *view)
    : m_item(new Item(view))
{}

void StackedAreas::show(std::vector<Layer> layers)
{
    m_item->show(std::move(layers));
}

} // namespace poolwart
