// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"
#include "model/exporters/framework/exporter.h"

#include <map>
#include <string>

namespace poolwart {

// Whether a place to write to is the name of an archive: "shop.zip".
bool isArchiveName(const std::string &place);

// All files as one zip file called `name`, with the notes as they are. It is secret if one of them is, and those are for
// their owner only once unpacked by a program that heeds modes. Its files are dated with the export, "2026-02-03": the
// same export gives the same bytes.
Outcome<ExportResult> archived(const ExportResult &result, const std::string &name, const std::string &date);

// The files of a zip, without the folders, by their paths. Refused: what is no zip or is damaged, and more than 16 MiB of
// files. `name` is for the message.
Outcome<std::map<std::string, std::string>> unpacked(const std::string &bytes, const std::string &name);

// What is written at a place, and into which folder: the files as they are, or the one zip that has all of them.
struct PlacedExport
{
    ExportResult result;
    std::string folder;
};

Outcome<PlacedExport> placed(const ExportResult &result, const std::string &place, const std::string &date);

} // namespace poolwart
