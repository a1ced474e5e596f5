// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/exporters/framework/exporter.h"
#include "model/exporters/framework/filetemplate.h"
#include "model/exporters/framework/planformatting.h"

#include <string>
#include <utility>
#include <vector>

namespace poolwart {

// node-postgres's Pool, which Prisma 7 uses too.
namespace pgpool {

// One pool's settings, with the names of resources/exporters/typescript/pg-settings.ts.
TemplateData settings(const Plan &plan, std::size_t index);

// The parameters that give a URL libpq's meaning of sslmode in node-postgres 8.
std::vector<std::pair<std::string, std::string>> sslParameters(const ExportContext &context);

// Parts of the plan that node-postgres cannot express.
Notes notes(const ExportContext &context);

} // namespace pgpool
} // namespace poolwart
