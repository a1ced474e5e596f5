// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/exporters/framework/exporter.h"
#include "model/exporters/framework/filetemplate.h"
#include "model/exporters/framework/planformatting.h"

namespace poolwart {

// HikariCP replaces values out of its range with its defaults and only logs that. What is written is within it.
namespace hikari {

// One pool's settings, in milliseconds, with those of the driver.
TemplateData poolRow(const ExportContext &context, std::size_t index);

// Flags and texts of java/Pools.java: the policy and the share.
void setRouting(TemplateData &data, const Plan &plan);

Notes notes(const ExportContext &context);

} // namespace hikari
} // namespace poolwart
