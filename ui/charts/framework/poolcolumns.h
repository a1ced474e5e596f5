// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/session/history.h"
#include "ui/charts/framework/chartdata.h"

#include <functional>
#include <map>

namespace poolwart {

// Names of pools, including removed ones that are still in the history.
using PoolNames = std::map<PoolId, QString>;
using HistoryPoints = std::deque<HistoryPoint>; // of one span

// Adds new names; with many names, removes those that are in neither.
void learnNames(PoolNames &names, const Snapshot &snapshot, const HistoryPoints &points);

// One column per pool of the history, by identity, so that a pool keeps its place in a stack. NaN for points without the pool.
// Keys are "<key> <name>".
std::vector<ChartColumn> poolChartColumns(const HistoryPoints &points, const PoolNames &names, const QString &key, ChartUnit unit,
                                          const std::function<double(const PoolPoint &)> &figure);

// A column of a value of whole points.
ChartColumn pointColumn(const HistoryPoints &points, const QString &key, const QString &name, ChartUnit unit,
                        const std::function<double(const HistoryPoint &)> &figure);

std::vector<TimePoint> timesOf(const HistoryPoints &points);

// Averages rates over the second that ends at each sample, weighted by the measured times. The oldest sample has no average,
// because its period is unknown.
void averageOverASecond(const std::vector<TimePoint> &times, ChartColumn &column);

} // namespace poolwart
