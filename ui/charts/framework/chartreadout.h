// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/framework/chartdecor.h"

class QPointF;

namespace poolwart {

inline constexpr double keyWidth = 16; // the sign of a key and the space after it

void paintKey(QPainter *painter, const QPointF &baseline, const ChartKey &key, const QPalette &palette);

// The crosshair, and beside it the exact figures of its moment. It stands on the side with more room.
void paintReadout(QPainter *painter, const ChartGeometry &geometry, const ChartReadout &readout, const QPalette &palette);

} // namespace poolwart
