// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/icons.h"

class QPainter;

namespace poolwart {

// Draws a glyph on a field of 16 × 16 with the painter's pen, which is set up for lines; filled parts take the
// pen's colour.
void drawGlyph(QPainter &painter, Glyph glyph);

} // namespace poolwart
