// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartdecor.h"

#include "ui/charts/chartcolours.h"
#include "ui/charts/chartreadout.h"
#include "ui/charts/poolcolours.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

constexpr double padding = 6;
constexpr double leaderWidth = 14; // from a line's end to its label

double widest(const std::vector<QString> &texts, const QFontMetricsF &metrics)
{
    double width = 0;
    for (const QString &text : texts)
        width = std::max(width, metrics.horizontalAdvance(text));
    return width;
}

// Lines of the grid are a pixel wide on a scale of one; half-pixel positions keep them sharp there.
double crisp(double position)
{
    return std::floor(position) + 0.5;
}

void paintGrid(QPainter *painter, const ChartGeometry &geometry, const ChartDecor &decor, const QPalette &palette)
{
    const QRectF &plot = geometry.plot;
    const QFontMetricsF metrics(painter->font());
    for (std::size_t i = 0; i < decor.scale.ticks.size(); ++i) {
        const double y = crisp(geometry.y(decor.scale.ticks[i]));
        painter->setPen(gridColour(palette));
        painter->drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        if (i >= decor.tickTexts.size())
            continue;
        const double width = metrics.horizontalAdvance(decor.tickTexts[i]);
        painter->setPen(captionColour(palette));
        painter->drawText(QPointF(plot.left() - padding - width, y + metrics.capHeight() / 2), decor.tickTexts[i]);
    }
}

void paintTimeAxis(QPainter *painter, const ChartGeometry &geometry, const ChartDecor &decor, const QPalette &palette)
{
    const QRectF &plot = geometry.plot;
    const QFontMetricsF metrics(painter->font());
    const int step = plot.width() < 5 * metrics.horizontalAdvance(u"−60 s   "_s) ? 30 : 10;
    for (int seconds = -static_cast<int>(chartSeconds); seconds <= 0; seconds += step) {
        const double x = crisp(geometry.x(seconds));
        painter->setPen(gridColour(palette));
        painter->drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        const QString text = seconds == 0 ? decor.endText : u"−%1 s"_s.arg(-seconds);
        const double width = metrics.horizontalAdvance(text);
        painter->setPen(captionColour(palette));
        painter->drawText(QPointF(x - width / 2, plot.bottom() + metrics.ascent() + 4), text);
    }
}

void paintZones(QPainter *painter, const ChartGeometry &geometry, const ChartDecor &decor, const QPalette &palette)
{
    painter->save();
    painter->setClipRect(geometry.plot);
    for (const ChartZone &zone : decor.zones) {
        const QRectF rect(QPointF(geometry.x(zone.fromSeconds), geometry.y(zone.to)),
                          QPointF(geometry.x(zone.toSeconds), geometry.y(zone.from)));
        painter->fillRect(rect, QBrush(hatchColour(palette), Qt::BDiagPattern));
    }
    painter->restore();
}

// One row above the plot; what does not fit is counted.
void paintLegend(QPainter *painter, const ChartGeometry &geometry, const ChartDecor &decor, const QPalette &palette)
{
    const QFontMetricsF metrics(painter->font());
    const double baseline = metrics.ascent() + 1;
    double x = geometry.plot.left();
    for (std::size_t i = 0; i < decor.legend.size(); ++i) {
        const auto left = static_cast<int>(decor.legend.size() - i);
        const QString more = QCoreApplication::translate("ChartView", "and %1 more").arg(left);
        const QString name = metrics.elidedText(decor.legend[i].name, Qt::ElideMiddle, 160);
        const double needed = keyWidth + metrics.horizontalAdvance(name) + 14;
        const double reserve = left > 1 ? metrics.horizontalAdvance(more) : 0;
        painter->setPen(captionColour(palette));
        if (x + needed + reserve > geometry.plot.right()) {
            painter->drawText(QPointF(x, baseline), more);
            return;
        }
        paintKey(painter, QPointF(x, baseline), decor.legend[i], palette);
        painter->setPen(captionColour(palette));
        painter->drawText(QPointF(x + keyWidth, baseline), name);
        x += needed;
    }
}

// Nothing is known here: the lines that Qt Charts drew across are taken out again.
void paintGaps(QPainter *painter, const ChartGeometry &geometry, const ChartDecor &decor, const QPalette &palette)
{
    for (const auto &[from, to] : decor.gaps) {
        const QRectF &plot = geometry.plot;
        const double left = std::max(geometry.x(from), plot.left());
        const QRectF rect(QPointF(left, plot.top()), QPointF(geometry.x(to), plot.bottom()));
        if (rect.width() <= 0)
            continue;
        painter->fillRect(rect, palette.color(QPalette::Base));
        painter->fillRect(rect, QBrush(gridColour(palette), Qt::FDiagPattern));
    }
}

// Where the labels stand, from the highest: moved apart where their lines are close, up again where they ran out of room.
std::vector<double> labelPlaces(const ChartGeometry &geometry, const std::vector<ChartEndLabel> &labels, double step)
{
    std::vector<double> places;
    for (const ChartEndLabel &label : labels) {
        const double wanted = std::clamp(geometry.y(label.value), geometry.plot.top(), geometry.plot.bottom());
        places.push_back(places.empty() ? wanted : std::max(wanted, places.back() + step));
    }
    double lowest = geometry.plot.bottom();
    for (std::size_t i = places.size(); i-- > 0; lowest = places[i] - step)
        places[i] = std::min(places[i], lowest);
    return places;
}

// A stroke leads from each label to its line. A line above the scale is named at the top, with an arrow.
void paintEndLabels(QPainter *painter, const ChartGeometry &geometry, const ChartDecor &decor)
{
    const QFontMetricsF metrics(painter->font());
    std::vector<ChartEndLabel> labels = decor.endLabels;
    std::ranges::sort(labels, std::ranges::greater{}, &ChartEndLabel::value);
    const std::vector<double> places = labelPlaces(geometry, labels, metrics.height() - 1);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const ChartEndLabel &label = labels[i];
        const double y = places[i];
        const bool isAbove = label.value > decor.scale.top;
        const double wanted = std::clamp(geometry.y(label.value), geometry.plot.top(), geometry.plot.bottom());
        painter->setPen(label.colour);
        const double right = geometry.plot.right();
        if (!isAbove)
            painter->drawLine(QPointF(right, wanted), QPointF(right + leaderWidth - 3, y));
        const QString text = isAbove ? label.text + u" ↑"_s : label.text;
        painter->drawText(QPointF(right + leaderWidth, y + metrics.capHeight() / 2), text);
    }
}

void paintEmpty(QPainter *painter, const ChartGeometry &geometry, const ChartDecor &decor, const QPalette &palette)
{
    painter->setPen(captionColour(palette));
    painter->drawText(geometry.plot, Qt::AlignCenter | Qt::TextWordWrap, decor.emptyText);
}

} // namespace

double ChartGeometry::y(double value) const
{
    const double share = (scale.position(value) - scale.lowest()) / (scale.highest() - scale.lowest());
    return plot.bottom() - share * plot.height();
}

QMarginsF marginsOf(const ChartDecor &decor, const QFontMetricsF &metrics)
{
    // Room for what most charts need, so that their plots stand one below the other.
    const double left = std::max(widest(decor.tickTexts, metrics), metrics.horizontalAdvance(u"000,000"_s)) + padding + 2;
    double right = metrics.horizontalAdvance(decor.endText) / 2 + 2;
    for (const ChartEndLabel &label : decor.endLabels)
        right = std::max(right, leaderWidth + metrics.horizontalAdvance(label.text + u" ↑"_s) + 2);
    const double top = decor.legend.empty() ? metrics.height() / 2 + 2 : metrics.height() + padding + 2;
    const double bottom = metrics.height() + padding;
    return {std::ceil(left), std::ceil(top), std::ceil(right), std::ceil(bottom)};
}

void paintBackground(QPainter *painter, const ChartGeometry &geometry, const ChartDecor &decor, const QPalette &palette)
{
    painter->fillRect(geometry.plot, palette.color(QPalette::Base));
    paintZones(painter, geometry, decor, palette);
    paintGrid(painter, geometry, decor, palette);
    paintTimeAxis(painter, geometry, decor, palette);
    paintLegend(painter, geometry, decor, palette);
}

void paintForeground(QPainter *painter, const ChartGeometry &geometry, const ChartDecor &decor, const QPalette &palette)
{
    paintGaps(painter, geometry, decor, palette);
    paintEndLabels(painter, geometry, decor);
    if (!decor.emptyText.isEmpty())
        paintEmpty(painter, geometry, decor, palette);
    else if (decor.readout)
        paintReadout(painter, geometry, *decor.readout, palette);
}

} // namespace poolwart
