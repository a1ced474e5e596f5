// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/framework/chartdata.h"
#include "ui/charts/framework/chartdecor.h"
#include "ui/charts/framework/stackedareas.h"

namespace poolwart {

// The pools' columns as layers in their colours, thinned (by the peaks of `total`) to what can be drawn in time.
std::vector<StackedAreas::Layer> poolLayers(const ChartData &data, const ChartColumn &total, const QPalette &palette);

std::vector<ChartKey> poolKeys(const ChartData &data); // of the columns that are a pool's

// Each pool's figure at a sample. Of many pools only those with the largest, and a row that sums up the rest.
std::vector<ChartReadout::Row> poolRows(const ChartData &data, std::size_t sample);

} // namespace poolwart
