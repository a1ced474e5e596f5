// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/charts/percentilecurves.h"

#include "model/tables/format.h"
#include "ui/charts/framework/percentiles.h"
#include "ui/charts/framework/poolcolours.h"
#include "ui/style/colours.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace poolwart {

using namespace Qt::StringLiterals;

// From figures to pixels.
struct PercentileCurves::Scale
{
    QRectF area;
    double least = 0; // log10 of nanoseconds, a whole decade
    double most = 1;

    double x(double percent) const
    {
        const double first = percentPlace(namedPercents.front());
        return area.left() + area.width() * (percentPlace(percent) - first) / (percentPlace(namedPercents.back()) - first);
    }
    double y(Duration time) const
    {
        const double decade = std::log10(std::max<double>(1, static_cast<double>(time.count())));
        return area.bottom() - area.height() * (std::clamp(decade, least, most) - least) / (most - least);
    }
};

PercentileCurves::PercentileCurves(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"percentileCurves"_s);
    setAccessibleName(tr("Response times by percentile"));
    setToolTip(tr("Response times by percentile, both axes logarithmic"));
}

void PercentileCurves::setCurves(std::vector<PercentileCurve> curves)
{
    m_curves = std::move(curves);
    update();
}

QSize PercentileCurves::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 40, fontMetrics().height() * 9};
}

PercentileCurves::Scale PercentileCurves::scale() const
{
    Duration least = Duration::max();
    Duration most{0};
    for (const PercentileCurve &curve : m_curves) {
        least = std::min(least, curve.histogram.quantile(percentShare(namedPercents.front())));
        most = std::max(most, curve.histogram.max());
    }
    const auto decade = [](Duration time) { return std::log10(std::max<double>(1, static_cast<double>(time.count()))); };
    Scale scale{.least = std::floor(decade(least)), .most = std::ceil(decade(most))};
    scale.most = std::max(scale.most, scale.least + 1);
    const int left = fontMetrics().horizontalAdvance(u"00.00 ms"_s) + 8;
    scale.area = QRectF(rect()).adjusted(left, fontMetrics().height() + 6, -fontMetrics().horizontalAdvance(u"99.999"_s),
                                         -fontMetrics().height() - 6);
    return scale;
}

void PercentileCurves::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().base());
    if (m_curves.empty()) {
        painter.drawText(rect(), Qt::AlignCenter, tr("Select a run to see its curve, or two runs to compare them."));
        return;
    }
    const Scale of = scale();
    paintGrid(painter, of);
    for (std::size_t at = 0; at < m_curves.size(); ++at)
        paintCurve(painter, of, at);
}

void PercentileCurves::paintGrid(QPainter &painter, const Scale &of) const
{
    const QColor line = blend(palette().color(QPalette::Text), palette().color(QPalette::Base), 0.15);
    const int height = fontMetrics().height();
    for (const double percent : namedPercents) {
        const double x = of.x(percent);
        painter.setPen(line);
        painter.drawLine(QPointF(x, of.area.top()), QPointF(x, of.area.bottom()));
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(QRectF(x - 60, of.area.bottom() + 2, 120, height), Qt::AlignCenter, percentText(percent));
    }
    for (double decade = of.least; decade <= of.most; ++decade) {
        const Duration time(static_cast<Duration::rep>(std::llround(std::pow(10, decade))));
        painter.setPen(line);
        painter.drawLine(QPointF(of.area.left(), of.y(time)), QPointF(of.area.right(), of.y(time)));
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(QRectF(0, of.y(time) - height / 2.0, of.area.left() - 6, height), Qt::AlignRight | Qt::AlignVCenter,
                         formatTime(time));
    }
}

// The second one is dashed as well: colour alone never tells two apart.
void PercentileCurves::paintCurve(QPainter &painter, const Scale &of, std::size_t at) const
{
    const PercentileCurve &curve = m_curves[at];
    const QColor colour = poolColour(PoolId(static_cast<std::uint32_t>(at) + 1), palette());
    QPolygonF points;
    for (const double percent : curvePercents()) {
        if (!isBeyond(percent, curve.histogram.count()))
            points.append(QPointF(of.x(percent), of.y(curve.histogram.quantile(percentShare(percent)))));
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, 2, at == 0 ? Qt::SolidLine : Qt::DashLine));
    painter.drawPolyline(points);
    const double column = of.area.width() / static_cast<double>(m_curves.size());
    const QRectF legend(of.area.left() + column * static_cast<double>(at), 2, column, fontMetrics().height());
    painter.drawLine(QPointF(legend.left(), legend.center().y()), QPointF(legend.left() + 24, legend.center().y()));
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(legend.adjusted(30, 0, -4, 0), Qt::AlignVCenter,
                     fontMetrics().elidedText(curve.name, Qt::ElideRight, static_cast<int>(column) - 36));
}

} // namespace poolwart
