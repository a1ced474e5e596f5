// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/ids.h"

#include <QBrush>
#include <QColor>
#include <QPixmap>

class QPainter;
class QPalette;

namespace poolwart {

// A pool keeps its colour for life: it follows from the identity alone. Okabe–Ito has eight hues; the ninth pool
// has the first one's hue again, and another marker and hatching, so that colour alone never tells two apart.
QColor poolColour(PoolId pool, const QPalette &palette);

// The pool's colour as a surface in charts and meters. Opaque, also where it is hatched.
QBrush poolBrush(PoolId pool, const QPalette &palette);

// The pool's sign beside its name: `size` device-independent pixels square, sharp on the screen with the most pixels.
QPixmap poolMarker(PoolId pool, const QPalette &palette, int size);
void paintPoolMarker(QPainter *painter, const QRectF &rect, PoolId pool, const QPalette &palette);

// How often the hues were used up before this pool: 0 for the first eight.
int poolHueRound(PoolId pool);

} // namespace poolwart
