// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/framework/sparkline.h"

#include "ui/charts/framework/chartdata.h"

#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>
#include <vector>

namespace poolwart {

namespace {

double largest(std::span<const double> values)
{
    double result = noFigure;
    for (const double value : values) {
        if (std::isfinite(value) && !(result >= value))
            result = value;
    }
    return result;
}

std::vector<double> thinned(std::span<const double> values, std::size_t most)
{
    if (values.size() <= most)
        return {values.begin(), values.end()};
    std::vector<double> result;
    for (std::size_t i = 0; i < most; ++i) {
        const std::size_t from = i * values.size() / most;
        result.push_back(largest(values.subspan(from, (i + 1) * values.size() / most - from)));
    }
    return result;
}

void paintRun(QPainter *painter, const QPolygonF &run, double bottom, const QColor &colour)
{
    QColor shade = colour;
    shade.setAlphaF(0.22F);
    QPolygonF area = run;
    area << QPointF(run.last().x(), bottom) << QPointF(run.first().x(), bottom);
    painter->setPen(Qt::NoPen);
    painter->setBrush(shade);
    painter->drawPolygon(area);
    painter->setPen(QPen(colour, 1));
    for (qsizetype i = 1; i < run.size(); ++i)
        painter->drawLine(run[i - 1], run[i]); // much faster than an antialiased polyline
}

} // namespace

void paintSparkline(QPainter *painter, const QRect &rect, std::span<const double> values, const QColor &colour)
{
    if (rect.width() < 2 || rect.height() < 2 || values.size() < 2)
        return;
    const std::vector<double> shown = thinned(values, static_cast<std::size_t>(rect.width()));
    const double most = largest(shown);
    const QRectF field = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5);
    const double step = field.width() / static_cast<double>(shown.size() - 1);

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QPolygonF run;
    for (std::size_t i = 0; i <= shown.size(); ++i) {
        if (i < shown.size() && std::isfinite(shown[i])) {
            const double share = most > 0 ? std::max(0.0, shown[i] / most) : 0;
            run << QPointF(field.left() + static_cast<double>(i) * step, field.bottom() - share * field.height());
        } else if (!run.isEmpty()) {
            paintRun(painter, run, field.bottom(), colour);
            run.clear();
        }
    }
    painter->restore();
}

} // namespace poolwart
