// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/framework/chartdata.h"
#include "ui/charts/framework/chartdecor.h"
#include "ui/charts/framework/stackedareas.h"

namespace poolwart {

// The pools' columns as layers in their colours, reduced (by the peaks of `total`) to a number that can be drawn in time.
std::vector<StackedAreas::Layer> poolLayers(const ChartData &data, const ChartColumn &total, const QPalette &palette);

std::vector<ChartKey> poolKeys(const ChartData &data); // of the pools' columns

// Each pool's figure at a sample. With many pools only the largest ones, and a row for the sum of the others.
std::vector<ChartReadout::Row> poolRows(const ChartData &data, std::size_t sample);

} // namespace poolwart
