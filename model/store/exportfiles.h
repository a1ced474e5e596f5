// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"
#include "model/exporters/framework/exporter.h"

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace poolwart {

// The existing file at the place of an exported file.
struct PresentFile
{
    std::string path;                   // as in the export, relative to the folder
    std::optional<std::string> content; // empty: no such file
    bool isSame = false;                // no change

    bool operator==(const PresentFile &) const = default;
};

// The existing file for each file of the export. Refuses a folder or device at a file's place, and a file that cannot be read
// or has more than 16 MiB.
Outcome<std::vector<PresentFile>> presentFiles(const ExportResult &result, const std::string &directory);

enum class OverwritePolicy {
    Refuse,    // fails if existing files differ, and names them
    Overwrite, // for a caller that has shown the differences
};

// The existing files that the export would change.
std::vector<PresentFile> differing(const ExportResult &result, const std::vector<PresentFile> &present);

// Writes all files or none: each beside its place first, then all are moved; if one move fails, earlier ones are undone.
// Creates missing folders. Secret files are for their owner only (0600), others keep the mode of the file they replace. Links
// are followed. An unchanged file is not touched.
Done writeExport(const ExportResult &result, const std::string &directory, OverwritePolicy policy);

// The same for a user who has seen the files to be replaced: refused if other files exist there now, and, with nothing written, if
// `stop` is requested before the files are moved to their places.
Done writeExport(const ExportResult &result, const std::string &directory, const std::vector<PresentFile> &seen,
                 const std::stop_token &stop = {});

} // namespace poolwart
