// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/session/history.h"
#include "ui/charts/framework/chartdata.h"

#include <functional>
#include <map>

namespace poolwart {

// Names of pools, also of those that have gone but are still in the history.
using PoolNames = std::map<PoolId, QString>;
using HistoryPoints = std::deque<HistoryPoint>; // of one span

// And forget, once there are many, what is in neither.
void learnNames(PoolNames &names, const Snapshot &snapshot, const HistoryPoints &points);

// A column for each pool of the history, by identity, so that a pool keeps its place in a stack while others come
// and go. NaN where a point does not know the pool. Keys are "<key> <name>".
std::vector<ChartColumn> poolChartColumns(const HistoryPoints &points, const PoolNames &names, const QString &key, ChartUnit unit,
                                          const std::function<double(const PoolPoint &)> &figure);

// A column from whole points.
ChartColumn pointColumn(const HistoryPoints &points, const QString &key, const QString &name, ChartUnit unit,
                        const std::function<double(const HistoryPoint &)> &figure);

std::vector<TimePoint> timesOf(const HistoryPoints &points);

// Rates averaged over the second that ends at each sample, each weighted by the time that it was measured over.
// The oldest has none: what it was measured over is not known.
void averageOverASecond(const std::vector<TimePoint> &times, ChartColumn &column);

} // namespace poolwart
