// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/figures/snapshot.h"

#include <QColor>
#include <QRectF>

class QPainter;
class QPalette;

namespace poolwart {

// Paints one slot as a square: filled in use, framed idle, hatched while opening or retiring, dotted when closed, with a sign
// for errors.
void paintSlot(QPainter &painter, const QRectF &square, const SlotSnapshot &slot, const QColor &pool, const QPalette &palette);

} // namespace poolwart
