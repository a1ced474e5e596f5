// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/exporters/framework/exporter.h"

#include <string>
#include <utility>
#include <vector>

namespace poolwart {

// What stands in an exported file for a password that the user did not agree to write.
inline constexpr std::string_view passwordPlaceholder = "CHANGE_ME";

// The value of a libpq keyword, or nothing where the target leaves it to libpq's defaults.
std::string targetValue(const ExportContext &context, const std::string &keyword, const std::string &otherwise);

// postgresql://user:password@host:port/database?… of the target, percent-encoded, with these parameters (not yet
// encoded) after it. What the target does not name is a placeholder in capitals; a socket's folder goes into the
// parameter "host", as Prisma and node-postgres read it. Of several hosts the first is taken: see targetUrlNotes.
std::string targetUrl(const ExportContext &context, const std::vector<std::pair<std::string, std::string>> &parameters);

std::vector<ExportNote> targetUrlNotes(const ExportContext &context);

} // namespace poolwart
