// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/framework/chartdecor.h"

#include "ui/charts/framework/chartcolours.h"
#include "ui/charts/framework/chartreadout.h"
#include "ui/charts/framework/poolcolours.h"

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

// "−40 s", "−8 min", "−6 h": a whole number of the largest unit.
QString agoText(int seconds)
{
    if (seconds % 3600 == 0)
        return u"−%1 h"_s.arg(seconds / 3600);
    return seconds % 60 == 0 && seconds > 60 ? u"−%1 min"_s.arg(seconds / 60) : u"−%1 s"_s.arg(seconds);
}

std::vector<ChartTick> timeTicks(const ChartGeometry &geometry, const QString &endText, const QFontMetricsF &metrics)
{
    std::vector<ChartTick> ticks;
    const double most = geometry.plot.width() < 5 * metrics.horizontalAdvance(u"−60 min   "_s) ? 2 : 6;
    int step = 10;
    for (const int wider : {30, 60, 120, 300, 600, 1200, 3600, 3 * 3600, 4 * 3600, 12 * 3600}) {
        if (-geometry.along.from / step > most + 1e-9)
            step = wider;
    }
    for (int seconds = -step * static_cast<int>(-geometry.along.from / step); seconds <= 0; seconds += step)
        ticks.push_back({static_cast<double>(seconds), seconds == 0 ? endText : agoText(-seconds)});
    return ticks;
}

void paintAxisBelow(QPainter *painter, const ChartGeometry &geometry, const ChartDecor &decor, const QPalette &palette)
{
    const QRectF &plot = geometry.plot;
    const QFontMetricsF metrics(painter->font());
    double behind = plot.left() - padding; // the text before: what has no room beside it is left out
    for (const ChartTick &tick : decor.alongTicks.empty() ? timeTicks(geometry, decor.endText, metrics) : decor.alongTicks) {
        const double x = crisp(geometry.x(tick.place));
        painter->setPen(gridColour(palette));
        painter->drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        const double width = metrics.horizontalAdvance(tick.text);
        painter->setPen(captionColour(palette));
        const double left = std::max(x - width / 2, plot.left() - padding); // beside the labels of the axis at the left
        if (left < behind)
            continue;
        painter->drawText(QPointF(left, plot.bottom() + metrics.ascent() + 4), tick.text);
        behind = left + width + padding;
    }
}

void paintCells(QPainter *painter, const ChartGeometry &geometry, const std::vector<ChartCell> &cells)
{
    // Edges on whole pixels: neighbours share one, and nothing shines through between them.
    const auto edge = [](double position) { return static_cast<int>(std::lround(position)); };
    painter->save();
    painter->setClipRect(geometry.plot);
    for (const ChartCell &cell : cells) {
        const QPoint topLeft(edge(geometry.x(cell.along.from)), edge(geometry.y(cell.to)));
        const QPoint behind(edge(geometry.x(cell.along.to)), edge(geometry.y(cell.from)));
        painter->fillRect(QRect(topLeft, QSize(behind.x() - topLeft.x(), behind.y() - topLeft.y())), cell.colour);
    }
    painter->restore();
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

// A line with its text behind it, as far as there is room until the next one.
void paintMarks(QPainter *painter, const ChartGeometry &geometry, const ChartDecor &decor, const QPalette &palette)
{
    const QFontMetricsF metrics(painter->font());
    const QRectF &plot = geometry.plot;
    for (std::size_t i = 0; i < decor.marks.size(); ++i) {
        const double x = crisp(geometry.x(decor.marks[i].seconds));
        const double end = i + 1 < decor.marks.size() ? geometry.x(decor.marks[i + 1].seconds) : plot.right();
        if (x < plot.left())
            continue;
        painter->setPen(QPen(captionColour(palette), 1, Qt::DashLine));
        painter->drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        const QString text = metrics.elidedText(decor.marks[i].text, Qt::ElideRight, end - x - 2 * padding);
        painter->setPen(captionColour(palette));
        if (text.size() > 2) // not the ellipsis alone
            painter->drawText(QPointF(x + padding / 2, plot.top() + metrics.ascent()), text);
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

double ChartGeometry::valueAt(double y) const
{
    const double share = (plot.bottom() - y) / plot.height();
    const double position = scale.lowest() + share * (scale.highest() - scale.lowest());
    return scale.isLogarithmic ? std::pow(10, position) : position;
}

QMarginsF marginsOf(const ChartDecor &decor, const QFontMetricsF &metrics)
{
    // Room for what most charts need, so that their plots stand one below the other.
    const double left = std::max(widest(decor.tickTexts, metrics), metrics.horizontalAdvance(u"000,000"_s)) + padding + 2;
    const QString &endText = decor.alongTicks.empty() ? decor.endText : decor.alongTicks.back().text;
    double right = metrics.horizontalAdvance(endText) / 2 + 2;
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
    paintAxisBelow(painter, geometry, decor, palette);
    paintLegend(painter, geometry, decor, palette);
}

void paintForeground(QPainter *painter, const ChartGeometry &geometry, const ChartDecor &decor, const QPalette &palette)
{
    paintCells(painter, geometry, decor.cells);
    paintGaps(painter, geometry, decor, palette);
    paintMarks(painter, geometry, decor, palette);
    paintEndLabels(painter, geometry, decor);
    if (!decor.emptyText.isEmpty())
        paintEmpty(painter, geometry, decor, palette);
    else if (decor.readout)
        paintReadout(painter, geometry, *decor.readout, palette);
}

} // namespace poolwart
