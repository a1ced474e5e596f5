// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/glyphs.h"

#include <QPainter>
#include <cmath>

namespace poolwart {

namespace {

void fill(QPainter &p, const QPolygonF &shape)
{
    p.setBrush(p.pen().color());
    p.drawPolygon(shape);
    p.setBrush(Qt::NoBrush);
}

void fillRect(QPainter &p, const QRectF &rect)
{
    p.fillRect(rect, p.pen().color());
}

void dot(QPainter &p, QPointF at, qreal radius)
{
    p.setBrush(p.pen().color());
    p.drawEllipse(at, radius, radius);
    p.setBrush(Qt::NoBrush);
}

// A can with its lid, as databases are drawn.
void cylinder(QPainter &p, const QRectF &r)
{
    const qreal lid = r.height() / 4;
    p.drawEllipse(QRectF(r.left(), r.top(), r.width(), lid));
    p.drawLine(QPointF(r.left(), r.top() + lid / 2), QPointF(r.left(), r.bottom() - lid / 2));
    p.drawLine(QPointF(r.right(), r.top() + lid / 2), QPointF(r.right(), r.bottom() - lid / 2));
    p.drawArc(QRectF(r.left(), r.bottom() - lid, r.width(), lid), 180 * 16, 180 * 16);
}

void page(QPainter &p)
{
    p.drawPolygon(QPolygonF{{3.5, 1.5}, {9.5, 1.5}, {12.5, 4.5}, {12.5, 14.5}, {3.5, 14.5}});
    p.drawPolyline(QPolygonF{{9.5, 1.5}, {9.5, 4.5}, {12.5, 4.5}});
}

void turn(QPainter &p, bool isForward)
{
    if (isForward) {
        p.translate(16, 0);
        p.scale(-1, 1);
    }
    p.drawArc(QRectF(3.5, 4.5, 9, 8), 270 * 16, 180 * 16);
    p.drawLine(QPointF(8, 4.5), QPointF(3, 4.5));
    p.drawPolyline(QPolygonF{{5.5, 2}, {3, 4.5}, {5.5, 7}});
    p.drawLine(QPointF(8, 12.5), QPointF(5.5, 12.5));
}

void mark(QPainter &p, qreal from, qreal to, qreal at)
{
    p.drawLine(QPointF(8, from), QPointF(8, to));
    dot(p, {8, at}, 0.5);
}

void star(QPainter &p)
{
    QPolygonF shape;
    for (int corner = 0; corner < 10; ++corner) {
        const qreal angle = (corner * 36 - 90) * 3.14159265358979 / 180;
        const qreal radius = corner % 2 == 0 ? 6.5 : 2.8;
        shape << QPointF(8 + radius * std::cos(angle), 8.4 + radius * std::sin(angle));
    }
    fill(p, shape);
}

void drawEditing(QPainter &p, Glyph glyph)
{
    switch (glyph) {
    case Glyph::Add:
        p.drawLine(QPointF(8, 3), QPointF(8, 13));
        p.drawLine(QPointF(3, 8), QPointF(13, 8));
        break;
    case Glyph::Remove:
        p.drawLine(QPointF(3, 8), QPointF(13, 8));
        break;
    case Glyph::Duplicate:
        p.drawRect(QRectF(5.5, 5.5, 8, 8));
        p.drawPolyline(QPolygonF{{10.5, 3}, {10.5, 2.5}, {2.5, 2.5}, {2.5, 10.5}, {3, 10.5}});
        break;
    case Glyph::Drain:
        p.drawPolyline(QPolygonF{{2.5, 2.5}, {13.5, 2.5}, {9.5, 8}, {9.5, 10}, {6.5, 10}, {6.5, 8}, {2.5, 2.5}});
        p.drawLine(QPointF(8, 12), QPointF(8, 15));
        break;
    case Glyph::Undo:
    case Glyph::Redo:
        turn(p, glyph == Glyph::Redo);
        break;
    case Glyph::New:
        page(p);
        break;
    case Glyph::Open:
        p.drawPolygon(QPolygonF{{1.5, 13.5}, {1.5, 3.5}, {6, 3.5}, {7.5, 5.5}, {14.5, 5.5}, {14.5, 13.5}});
        break;
    case Glyph::Save:
        p.drawRect(QRectF(2.5, 2.5, 11, 11));
        p.drawRect(QRectF(5.5, 2.5, 5, 3.5));
        p.drawRect(QRectF(4.5, 8.5, 7, 5));
        break;
    default: // Export
        p.drawPolyline(QPolygonF{{6, 5.5}, {2.5, 5.5}, {2.5, 13.5}, {13.5, 13.5}, {13.5, 5.5}, {10, 5.5}});
        p.drawLine(QPointF(8, 2), QPointF(8, 9.5));
        p.drawPolyline(QPolygonF{{5.5, 4.5}, {8, 2}, {10.5, 4.5}});
        break;
    }
}

void drawPages(QPainter &p, Glyph glyph)
{
    switch (glyph) {
    case Glyph::Pools:
        for (const QPointF at : {QPointF(2.5, 2.5), QPointF(9.5, 2.5), QPointF(2.5, 9.5)})
            p.drawRect(QRectF(at, QSizeF(4, 4)));
        fillRect(p, QRectF(9, 9, 5, 5));
        break;
    case Glyph::Latency:
        p.drawPolyline(QPolygonF{{1.5, 2}, {1.5, 14.5}, {14.5, 14.5}});
        p.drawPolyline(QPolygonF{{4, 11.5}, {7, 9}, {9, 10.5}, {13.5, 3.5}});
        break;
    case Glyph::Traffic:
        for (const qreal y : {4.0, 8.0, 12.0}) {
            p.drawLine(QPointF(2, y), QPointF(13, y));
            p.drawPolyline(QPolygonF{{11, y - 2}, {13.5, y}, {11, y + 2}});
        }
        break;
    case Glyph::Server:
        cylinder(p, QRectF(3, 1.5, 10, 13));
        p.drawArc(QRectF(3, 6, 10, 3.25), 180 * 16, 180 * 16);
        break;
    case Glyph::Runs: // two courses, one over the other
        p.drawPolyline(QPolygonF{{1.5, 7}, {5, 3.5}, {8, 6}, {14.5, 2}});
        p.drawPolyline(QPolygonF{{1.5, 13.5}, {5, 10}, {8, 12.5}, {14.5, 8.5}});
        break;
    case Glyph::Sandbox:
        cylinder(p, QRectF(5, 2.5, 6, 7));
        p.drawPolyline(QPolygonF{{1.5, 7}, {1.5, 14}, {14.5, 14}, {14.5, 7}});
        break;
    case Glyph::Grid:
        for (const qreal x : {2.5, 7.0, 11.5}) {
            for (const qreal y : {2.5, 7.0, 11.5})
                p.drawRect(QRectF(x - 0.5, y - 0.5, 2.5, 2.5));
        }
        break;
    case Glyph::Table:
        p.drawRect(QRectF(1.5, 2.5, 13, 11));
        p.drawLine(QPointF(1.5, 6), QPointF(14.5, 6));
        p.drawLine(QPointF(6, 6), QPointF(6, 13.5));
        break;
    default: // Log
        for (const qreal y : {3.5, 8.0, 12.5}) {
            dot(p, {2.5, y}, 0.5);
            p.drawLine(QPointF(5.5, y), QPointF(14, y));
        }
        break;
    }
}

void drawDoing(QPainter &p, Glyph glyph)
{
    switch (glyph) {
    case Glyph::Play:
        fill(p, QPolygonF{{4.5, 2.5}, {13, 8}, {4.5, 13.5}});
        break;
    case Glyph::Pause:
        fillRect(p, QRectF(4, 2.5, 3, 11));
        fillRect(p, QRectF(9, 2.5, 3, 11));
        break;
    case Glyph::Stop:
        fillRect(p, QRectF(3.5, 3.5, 9, 9));
        break;
    case Glyph::Connect:
    case Glyph::Disconnect:
        p.drawRoundedRect(QRectF(1.5, 5.5, 6, 5), 2.5, 2.5);
        p.drawRoundedRect(QRectF(8.5, 5.5, 6, 5), 2.5, 2.5);
        if (glyph == Glyph::Connect)
            p.drawLine(QPointF(5, 8), QPointF(11, 8));
        else
            p.drawLine(QPointF(6, 13.5), QPointF(10, 2.5));
        break;
    case Glyph::Restart:
    case Glyph::Reset:
        p.drawArc(QRectF(2.5, 2.5, 11, 11), 60 * 16, 300 * 16);
        if (glyph == Glyph::Restart)
            p.drawPolyline(QPolygonF{{13.2, 1.5}, {13.2, 5}, {9.7, 5}});
        else
            fillRect(p, QRectF(6, 6, 4, 4));
        break;
    case Glyph::DisplayPause:
        for (int arm = 0; arm < 3; ++arm) {
            p.drawLine(QPointF(8, 1.5), QPointF(8, 14.5));
            p.translate(8, 8);
            p.rotate(60);
            p.translate(-8, -8);
        }
        break;
    case Glyph::Cancel:
        p.drawEllipse(QPointF(8, 8), 6, 6);
        p.drawLine(QPointF(4, 12), QPointF(12, 4));
        break;
    default: // Close
        p.drawLine(QPointF(3.5, 3.5), QPointF(12.5, 12.5));
        p.drawLine(QPointF(12.5, 3.5), QPointF(3.5, 12.5));
        break;
    }
}

} // namespace

void drawGlyph(QPainter &p, Glyph glyph)
{
    switch (glyph) {
    case Glyph::Add:
    case Glyph::Duplicate:
    case Glyph::Remove:
    case Glyph::Drain:
    case Glyph::Undo:
    case Glyph::Redo:
    case Glyph::New:
    case Glyph::Open:
    case Glyph::Save:
    case Glyph::Export:
        return drawEditing(p, glyph);
    case Glyph::Pools:
    case Glyph::Latency:
    case Glyph::Traffic:
    case Glyph::Server:
    case Glyph::Runs:
    case Glyph::Sandbox:
    case Glyph::Grid:
    case Glyph::Table:
    case Glyph::Log:
        return drawPages(p, glyph);
    case Glyph::Information:
        p.drawEllipse(QPointF(8, 8), 6.5, 6.5);
        return mark(p, 7.5, 11.5, 4.5);
    case Glyph::Warning:
        p.drawPolygon(QPolygonF{{8, 1.5}, {15, 14.5}, {1, 14.5}});
        return mark(p, 6, 10, 12.3);
    case Glyph::Error:
        p.drawPolygon(QPolygonF{{5, 1.5}, {11, 1.5}, {14.5, 5}, {14.5, 11}, {11, 14.5}, {5, 14.5}, {1.5, 11}, {1.5, 5}});
        return mark(p, 4.5, 9, 11.7);
    case Glyph::Star:
        return star(p);
    default:
        return drawDoing(p, glyph);
    }
}

} // namespace poolwart
