// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"
#include "model/exporters/exporter.h"

#include <string>

namespace poolwart {

// Whether a place to write to is the name of an archive: "shop.zip".
bool isArchiveName(const std::string &place);

// All files as one zip file called `name`, with the notes as they are. It is secret if one of them is, and those are for
// their owner only once unpacked by a program that heeds modes. Its files are dated with the export, "2026-02-03": the
// same export gives the same bytes.
Outcome<ExportResult> archived(const ExportResult &result, const std::string &name, const std::string &date);

} // namespace poolwart
