// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/figures/snapshot.h"

#include <QColor>
#include <QRectF>

class QPainter;
class QPalette;

namespace poolwart {

// One slot as a square: filled in use, framed idle, hatched while it opens or retires, dotted when closed, with a
// sign where something is wrong.
void paintSlot(QPainter &painter, const QRectF &square, const SlotSnapshot &slot, const QColor &pool, const QPalette &palette);

} // namespace poolwart
