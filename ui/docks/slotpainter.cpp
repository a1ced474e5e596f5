// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks/slotpainter.h"

#include "ui/style/theme.h"

#include <QPainter>
#include <QPalette>

namespace poolwart {

namespace {

void hatch(QPainter &painter, const QRectF &square, const QColor &colour, Qt::BrushStyle style)
{
    painter.setPen(QPen(colour, 1));
    painter.setBrush(QBrush(colour, style));
    painter.drawRect(square);
}

void sign(QPainter &painter, const QRectF &square, const QColor &colour)
{
    const QPointF centre = square.center();
    painter.setPen(QPen(colour, 2, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(QPointF(centre.x(), square.top() + 4), QPointF(centre.x(), centre.y() + 2));
    painter.drawLine(QPointF(centre.x(), centre.y() + 4), QPointF(centre.x(), centre.y() + 6));
}

void cross(QPainter &painter, const QRectF &square, const QColor &colour)
{
    painter.setPen(QPen(colour, 1));
    painter.drawLine(square.topLeft(), square.bottomRight());
    painter.drawLine(square.topRight(), square.bottomLeft());
}

} // namespace

void paintSlot(QPainter &painter, const QRectF &square, const SlotSnapshot &slot, const QColor &pool, const QPalette &palette)
{
    const QColor faint = palette.color(QPalette::Mid);
    painter.setBrush(Qt::NoBrush);
    switch (slot.state) {
    case SlotState::InUse:
        painter.setPen(QPen(pool.darker(125), 1));
        painter.setBrush(pool);
        painter.drawRect(square);
        break;
    case SlotState::Idle:
        painter.setPen(QPen(pool, 1.6));
        painter.drawRect(square.adjusted(0.3, 0.3, -0.3, -0.3));
        break;
    case SlotState::Opening:
        hatch(painter, square, pool, Qt::Dense6Pattern);
        break;
    case SlotState::Retiring:
        hatch(painter, square, pool, Qt::BDiagPattern);
        break;
    case SlotState::BackingOff:
        painter.setPen(QPen(lossColour(palette), 1.6));
        painter.drawRect(square.adjusted(0.3, 0.3, -0.3, -0.3));
        sign(painter, square, lossColour(palette));
        break;
    case SlotState::Closed:
        painter.setPen(QPen(faint, 1, Qt::DotLine));
        painter.drawRect(square);
        break;
    }
    if (slot.heldClosed && slot.state == SlotState::Closed)
        cross(painter, square, quietColour(palette));
}

} // namespace poolwart
