// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"
#include "model/exporters/framework/exporter.h"

#include <map>
#include <string>

namespace poolwart {

// Returns whether a path names an archive: "shop.zip".
bool isArchiveName(const std::string &place);

// Packs all files into one zip file called `name`; the notes stay. It is secret if one of its files is; those are unpacked with
// access for their owner only. Its files are dated with the export ("2026-02-03"), so that the same export gives the same
// bytes.
Outcome<ExportResult> archived(const ExportResult &result, const std::string &name, const std::string &date);

// The files of a zip by path, without folders. Refuses invalid or damaged zips, and more than 16 MiB of files. `name` is used
// in messages.
Outcome<std::map<std::string, std::string>> unpacked(const std::string &bytes, const std::string &name);

// The files to write and their folder: the files themselves, or one zip that contains them.
struct PlacedExport
{
    ExportResult result;
    std::string folder;
};

Outcome<PlacedExport> placed(const ExportResult &result, const std::string &place, const std::string &date);

} // namespace poolwart
