// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/exporters/framework/exporter.h"
#include "model/exporters/framework/exportnotes.h"

#include <string>
#include <utility>
#include <vector>

namespace poolwart {

// Written instead of a password unless the user agreed to write it.
inline constexpr std::string_view passwordPlaceholder = "CHANGE_ME";

// The value of a libpq keyword; empty if the target leaves it to libpq's defaults.
std::string targetValue(const ExportContext &context, const std::string &keyword, const std::string &otherwise);

// postgresql://user:password@host:port/database?… of the target, percent-encoded, with these parameters (not yet encoded)
// added. Missing values are placeholders in capitals; a socket's folder goes into the parameter "host", as Prisma and
// node-postgres read it. Of several hosts the first is used: see targetUrlNotes.
std::string targetUrl(const ExportContext &context, const std::vector<std::pair<std::string, std::string>> &parameters);

Notes targetUrlNotes(const ExportContext &context);

} // namespace poolwart
