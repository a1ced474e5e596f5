// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/exporters/exporter.h"
#include "model/exporters/filetemplate.h"
#include "model/exporters/planwords.h"

#include <string>

namespace poolwart {

// What HikariCP and Quarkus have in common: PostgreSQL's JDBC driver.
namespace jvm {

// jdbc:postgresql://host:port/database, without user and password.
std::string jdbcUrl(const ExportContext &context);

// A pool's rows for the driver: applicationName, connect (whole seconds), hasStatement, options.
TemplateData driverRow(const Plan &plan, std::size_t index);

// Rows "driverProperties" with key and value: the target's TLS parameters, in the driver's words.
std::vector<TemplateData> targetRows(const ExportContext &context);

Notes driverNotes(const ExportContext &context);

} // namespace jvm

// HikariCP replaces values out of its range with its defaults and only logs that. What is written is within it.
namespace hikari {

// One pool's settings, in milliseconds, with those of the driver.
TemplateData poolRow(const ExportContext &context, std::size_t index);

// Flags and texts of java/Pools.java: the policy and the share.
void setRouting(TemplateData &data, const Plan &plan);

Notes notes(const ExportContext &context);

} // namespace hikari
} // namespace poolwart
