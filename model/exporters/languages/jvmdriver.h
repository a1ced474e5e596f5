// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/exporters/framework/exporter.h"
#include "model/exporters/framework/filetemplate.h"
#include "model/exporters/framework/planformatting.h"

#include <string>
#include <vector>

namespace poolwart {

// Common part of HikariCP and Quarkus: PostgreSQL's JDBC driver.
namespace jvm {

// jdbc:postgresql://host:port/database, without user and password.
std::string jdbcUrl(const ExportContext &context);

// A pool's rows for the driver: applicationName, connect (whole seconds), hasStatement, options.
TemplateData driverRow(const Plan &plan, std::size_t index);

// Rows "driverProperties" with key and value: the target's TLS parameters under the driver's names.
std::vector<TemplateData> targetRows(const ExportContext &context);

Notes driverNotes(const ExportContext &context);

} // namespace jvm

} // namespace poolwart
