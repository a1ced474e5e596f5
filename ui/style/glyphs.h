// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/icons.h"

class QPainter;

namespace poolwart {

// Draws a glyph of 16 × 16 units with the painter's pen, which must be set up for lines; filled parts use its colour.
void drawGlyph(QPainter &painter, Glyph glyph);

} // namespace poolwart
