// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/framework/chartdata.h"
#include "ui/charts/framework/chartscale.h"

#include <QList>
#include <QPointF>

namespace poolwart {

// Converts figures to Qt Charts data: points in seconds (0 is the newest sample) or places of percentiles, and axis positions.

// The samples to draw if there are more than `most`: the one with the largest figure of each period, so that peaks stay, and
// the first and the last. Periods are aligned to engine time, so that the choice is stable over time. Each is a real sample.
std::vector<std::size_t> drawnSamples(const ChartData &data, const ChartColumn &figures, std::size_t most);

// A column as a line. Samples without a value are left out; the view paints over the gap.
QList<QPointF> linePoints(const ChartData &data, const ChartColumn &column, const ChartScale &scale,
                          const std::vector<std::size_t> &samples);

// A column that rarely changes, as steps: points only at changes.
QList<QPointF> stepPoints(const ChartData &data, const ChartColumn &column);

// The upper edges of the stacked columns, lowest first. Edges fall to zero where samples are missing; a missing value counts as
// zero.
std::vector<QList<QPointF>> stackedEdges(const ChartData &data, const std::vector<const ChartColumn *> &columns,
                                         const std::vector<std::size_t> &samples);

// The number of samples for a stack of this many layers at ten refreshes per second.
std::size_t affordableSamples(std::size_t layers);

// Gaps in the view's coordinates.
std::vector<std::pair<double, double>> gapSeconds(const ChartData &data, const std::vector<std::pair<std::size_t, std::size_t>> &gaps);

} // namespace poolwart
