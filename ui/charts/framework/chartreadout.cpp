// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/framework/chartreadout.h"

#include "ui/charts/framework/chartcolours.h"
#include "ui/charts/framework/poolcolours.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace poolwart {

namespace {

constexpr double margin = 7;
constexpr double columnSpace = 14;
constexpr double nameWidth = 170; // names may have 60 characters

struct Panel
{
    double names = 0;
    double values = 0;
    double line = 0;
    QSizeF size;
};

Panel measure(const ChartReadout &readout, const QFontMetricsF &metrics)
{
    Panel panel{.line = std::ceil(metrics.height())};
    for (const ChartReadout::Row &row : readout.rows) {
        panel.names = std::max(panel.names, std::min(nameWidth, metrics.horizontalAdvance(row.key.name)));
        panel.values = std::max(panel.values, metrics.horizontalAdvance(row.value));
    }
    const double table = keyWidth + panel.names + columnSpace + panel.values;
    const double width = std::max(table, metrics.horizontalAdvance(readout.heading));
    const auto lines = static_cast<double>(readout.rows.size() + 1);
    panel.size = QSizeF(std::ceil(width) + 2 * margin, lines * panel.line + 2 * margin);
    return panel;
}

void paintPanel(QPainter *painter, const QRectF &rect, const Panel &panel, const ChartReadout &readout, const QPalette &palette)
{
    const QFontMetricsF metrics(painter->font());
    QColor ground = palette.color(QPalette::Base);
    ground.setAlphaF(0.94F);
    painter->setPen(mixed(palette.color(QPalette::Text), palette.color(QPalette::Base), 0.35));
    painter->setBrush(ground);
    painter->drawRoundedRect(rect, 3, 3);
    double baseline = rect.top() + margin + metrics.ascent();
    painter->setPen(captionColour(palette));
    painter->drawText(QPointF(rect.left() + margin, baseline), readout.heading);
    for (const ChartReadout::Row &row : readout.rows) {
        baseline += panel.line;
        paintKey(painter, QPointF(rect.left() + margin, baseline), row.key, palette);
        painter->setPen(palette.color(QPalette::Text));
        const QString name = metrics.elidedText(row.key.name, Qt::ElideMiddle, nameWidth);
        painter->drawText(QPointF(rect.left() + margin + keyWidth, baseline), name);
        const double width = metrics.horizontalAdvance(row.value);
        painter->drawText(QPointF(rect.right() - margin - width, baseline), row.value);
    }
}

// Two lines, of which one is seen on any colour.
void paintFrame(QPainter *painter, const ChartGeometry &geometry, const ChartCell &cell, const QPalette &palette)
{
    const QPointF topLeft(std::round(geometry.x(cell.along.from)), std::round(geometry.y(cell.to)));
    const QPointF behind(std::round(geometry.x(cell.along.to)), std::round(geometry.y(cell.from)));
    painter->setBrush(Qt::NoBrush);
    painter->setPen(palette.color(QPalette::Text));
    painter->drawRect(QRectF(topLeft, behind).adjusted(-1.5, -1.5, 0.5, 0.5));
    painter->setPen(palette.color(QPalette::Base));
    painter->drawRect(QRectF(topLeft, behind).adjusted(-0.5, -0.5, -0.5, -0.5));
}

} // namespace

void paintKey(QPainter *painter, const QPointF &baseline, const ChartKey &key, const QPalette &palette)
{
    const double side = std::floor(QFontMetricsF(painter->font()).capHeight());
    const QRectF sign(baseline.x(), std::floor(baseline.y()) - side, side + 1, side + 1);
    if (key.pool)
        paintPoolMarker(painter, sign, *key.pool, palette);
    else if (key.isArea)
        painter->fillRect(sign, key.colour);
    else if (key.colour.isValid())
        painter->fillRect(QRectF(sign.left(), sign.center().y() - 1, side + 2, 2), key.colour);
}

void paintReadout(QPainter *painter, const ChartGeometry &geometry, const ChartReadout &readout, const QPalette &palette)
{
    const QRectF &plot = geometry.plot;
    const double x = std::floor(geometry.x(readout.place)) + 0.5;
    painter->setPen(palette.color(QPalette::Text));
    painter->drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    if (readout.cell)
        paintFrame(painter, geometry, *readout.cell, palette);
    const Panel panel = measure(readout, QFontMetricsF(painter->font()));
    const bool isRight = x < plot.center().x();
    const double left = isRight ? x + 10 : x - 10 - panel.size.width();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintPanel(painter, QRectF(QPointF(std::floor(left) + 0.5, plot.top() + 4.5), panel.size), panel, readout, palette);
    painter->restore();
}

} // namespace poolwart
