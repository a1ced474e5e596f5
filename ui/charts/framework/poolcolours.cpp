// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/framework/poolcolours.h"

#include "ui/charts/framework/chartcolours.h"

#include <QGuiApplication>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>

#include <array>

namespace poolwart {

namespace {

// Okabe & Ito 2002. Neighbours in a stack differ in lightness as well as in hue; vermilion, which also means
// loss, and yellow, which is weak on white, come late; black is grey where the ground is dark.
constexpr std::array<QRgb, 8> hues{0xff0072b2, 0xffe69f00, 0xff009e73, 0xffcc79a7, 0xff56b4e9, 0xffd55e00, 0xfff0e442, 0xff4a4f57};
constexpr QRgb blackOnDark = 0xffc9ced6;

constexpr std::array patterns{Qt::SolidPattern, Qt::BDiagPattern, Qt::FDiagPattern, Qt::DiagCrossPattern,
                              Qt::HorPattern,   Qt::VerPattern,   Qt::CrossPattern};

// Identities count from 1; one of 0 is nobody's, but must not fall out of the table.
std::size_t ordinal(PoolId pool)
{
    const auto id = static_cast<std::size_t>(pool);
    return id == 0 ? 0 : id - 1;
}

QBrush hatchedBrush(const QColor &colour, const QColor &ground, Qt::BrushStyle pattern)
{
    QPixmap tile(8, 8); // the period of Qt's patterns
    tile.fill(mixed(colour, ground, 0.55));
    QPainter painter(&tile);
    painter.fillRect(tile.rect(), QBrush(colour, pattern));
    return QBrush(tile);
}

QPainterPath polygon(const QRectF &rect, const std::array<QPointF, 4> &corners)
{
    QPainterPath path;
    path.moveTo(rect.left() + corners[0].x() * rect.width(), rect.top() + corners[0].y() * rect.height());
    for (std::size_t i = 1; i < corners.size(); ++i)
        path.lineTo(rect.left() + corners[i].x() * rect.width(), rect.top() + corners[i].y() * rect.height());
    path.closeSubpath();
    return path;
}

// Square, disc, diamond, two triangles; then the same with a hole.
QPainterPath markerShape(const QRectF &rect, int round)
{
    QPainterPath path;
    switch (round % 5) {
    case 0:
        path.addRoundedRect(rect, rect.width() / 6, rect.height() / 6);
        break;
    case 1:
        path.addEllipse(rect);
        break;
    case 2:
        path = polygon(rect, {QPointF(.5, 0), QPointF(1, .5), QPointF(.5, 1), QPointF(0, .5)});
        break;
    case 3:
        path = polygon(rect, {QPointF(.5, 0), QPointF(1, 1), QPointF(.5, 1), QPointF(0, 1)});
        break;
    default:
        path = polygon(rect, {QPointF(0, 0), QPointF(.5, 0), QPointF(1, 0), QPointF(.5, 1)});
        break;
    }
    if (round % 10 >= 5) {
        const qreal quarter = rect.width() / 4;
        path.addEllipse(rect.adjusted(quarter, quarter, -quarter, -quarter));
    }
    return path;
}

} // namespace

QColor poolColour(PoolId pool, const QPalette &palette)
{
    const std::size_t hue = ordinal(pool) % hues.size();
    return QColor::fromRgb(hue + 1 == hues.size() && isDarkPalette(palette) ? blackOnDark : hues[hue]);
}

int poolHueRound(PoolId pool)
{
    return static_cast<int>(ordinal(pool) / hues.size());
}

QBrush poolBrush(PoolId pool, const QPalette &palette)
{
    const QColor colour = poolColour(pool, palette);
    const auto pattern = patterns[static_cast<std::size_t>(poolHueRound(pool)) % patterns.size()];
    if (pattern == Qt::SolidPattern)
        return colour;
    return hatchedBrush(colour, palette.color(QPalette::Base), pattern);
}

void paintPoolMarker(QPainter *painter, const QRectF &rect, PoolId pool, const QPalette &palette)
{
    const QColor colour = poolColour(pool, palette);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(mixed(colour, palette.color(QPalette::Text), 0.7), 1)); // yellow needs an edge on white
    painter->setBrush(colour);
    painter->drawPath(markerShape(rect.adjusted(0.5, 0.5, -0.5, -0.5), poolHueRound(pool)));
    painter->restore();
}

QPixmap poolMarker(PoolId pool, const QPalette &palette, int size)
{
    const qreal ratio = qGuiApp->devicePixelRatio();
    QPixmap pixmap(QSize(size, size) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paintPoolMarker(&painter, QRectF(0, 0, size, size).adjusted(1, 1, -1, -1), pool, palette);
    return pixmap;
}

} // namespace poolwart
