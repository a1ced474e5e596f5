// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/exporters/framework/exporter.h"
#include "model/exporters/framework/filetemplate.h"
#include "model/exporters/framework/planformatting.h"

namespace poolwart {

// HikariCP silently replaces values out of its range by its defaults. These values are within the range.
namespace hikari {

// The settings of one pool in milliseconds, with those of the driver.
TemplateData poolRow(const ExportContext &context, std::size_t index);

// Flags and texts of java/Pools.java: the policy and the share.
void setRouting(TemplateData &data, const Plan &plan);

Notes notes(const ExportContext &context);

} // namespace hikari
} // namespace poolwart
