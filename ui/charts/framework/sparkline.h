// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

class QColor;
class QPainter;
class QRect;

namespace poolwart {

// A line of the figures over time, oldest on the left, scaled from zero to their maximum. A value that is not finite leaves a
// gap. If there are more values than pixels, each pixel shows its maximum.
void paintSparkline(QPainter *painter, const QRect &rect, std::span<const double> values, const QColor &colour);

} // namespace poolwart
