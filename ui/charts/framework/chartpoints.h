// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/framework/chartdata.h"
#include "ui/charts/framework/chartscale.h"

#include <QList>
#include <QPointF>

namespace poolwart {

// From figures to what Qt Charts draws: points in seconds (0 is the newest sample) or places of
// percentiles, and axis positions.

// The samples that are drawn where there are more than `most`: of each stretch of time the one with the largest
// figure, so that peaks stay, and the first and the last of all. Stretches are aligned to engine time, so
// that the choice stays the same while time moves on. Each is a real sample.
std::vector<std::size_t> drawnSamples(const ChartData &data, const ChartColumn &figures, std::size_t most);

// A column as a line. A sample without a value is left out; the gap is painted over by the view.
QList<QPointF> linePoints(const ChartData &data, const ChartColumn &column, const ChartScale &scale,
                          const std::vector<std::size_t> &samples);

// A column that seldom changes, as steps: points only where it does.
QList<QPointF> stepPoints(const ChartData &data, const ChartColumn &column);

// The upper edges of the columns stacked on each other, lowest first. Edges fall to zero where samples are missing; no
// value is nothing.
std::vector<QList<QPointF>> stackedEdges(const ChartData &data, const std::vector<const ChartColumn *> &columns,
                                         const std::vector<std::size_t> &samples);

// How many samples a stack of so many layers can have at ten refreshes a second.
std::size_t affordableSamples(std::size_t layers);

// Gaps as the view paints them.
std::vector<std::pair<double, double>> gapSeconds(const ChartData &data, const std::vector<std::pair<std::size_t, std::size_t>> &gaps);

} // namespace poolwart
