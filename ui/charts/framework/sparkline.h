// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

class QColor;
class QPainter;
class QRect;

namespace poolwart {

// A line of the figures' course, oldest at the left, on a scale from zero to their largest: how it moves, not how
// much it is. A value that is not finite leaves a gap. More values than pixels are thinned to the largest of each pixel.
void paintSparkline(QPainter *painter, const QRect &rect, std::span<const double> values, const QColor &colour);

} // namespace poolwart
