// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/ids.h"

#include <QBrush>
#include <QColor>
#include <QPixmap>

class QPainter;
class QPalette;

namespace poolwart {

// A pool keeps its colour, which follows from its identity. Okabe–Ito has eight hues; the ninth pool has the first hue again
// with another marker and hatching, so that pools never differ by colour alone.
QColor poolColour(PoolId pool, const QPalette &palette);

// The pool's colour as a fill in charts and meters. Opaque, also where it is hatched.
QBrush poolBrush(PoolId pool, const QPalette &palette);

// The pool's marker beside its name: a square of `size` device-independent pixels, sharp at the highest screen resolution.
QPixmap poolMarker(PoolId pool, const QPalette &palette, int size);
void paintPoolMarker(QPainter *painter, const QRectF &rect, PoolId pool, const QPalette &palette);

// The number of complete rounds through the hues before this pool: 0 for the first eight.
int poolHueRound(PoolId pool);

} // namespace poolwart
