// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/framework/chartdecor.h"

class QPointF;

namespace poolwart {

inline constexpr double keyWidth = 16; // width of a marker with its space

void paintKey(QPainter *painter, const QPointF &baseline, const ChartKey &key, const QPalette &palette);

// Paints the crosshair and the exact figures of its moment, on the side with more room.
void paintReadout(QPainter *painter, const ChartGeometry &geometry, const ChartReadout &readout, const QPalette &palette);

} // namespace poolwart
