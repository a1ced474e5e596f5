// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"
#include "model/exporters/framework/exporter.h"

#include <optional>
#include <string>
#include <vector>

namespace poolwart {

// What stands at the place of an exported file now.
struct PresentFile
{
    std::string path;                   // as in the export, relative to the folder
    std::optional<std::string> content; // none: nothing is there
    bool isSame = false;                // nothing would change

    bool operator==(const PresentFile &) const = default;
};

// For each file of the export, what is there. Refused: a folder or a device in a file's place, a file that cannot be
// read or has more than 16 MiB.
Outcome<std::vector<PresentFile>> presentFiles(const ExportResult &result, const std::string &directory);

enum class OverwritePolicy {
    Refuse,    // a file that is there and differs is an error, which names all such files
    Overwrite, // the caller has shown the difference
};

// Of what is there, the files whose content the export would replace by another.
std::vector<PresentFile> differing(const ExportResult &result, const std::vector<PresentFile> &present);

// Writes all files or none: each next to its place first, then all are moved there; if one cannot be moved, those
// before it are moved back. Makes the folders that are missing. Secret files are for their owner only (0600), others
// keep the mode of the file they replace. A link is followed, not replaced. A file that would not change is not touched.
Done writeExport(const ExportResult &result, const std::string &directory, OverwritePolicy policy);

// The same, for a user who has seen what will be replaced: refused if anything but that stands there now.
Done writeExport(const ExportResult &result, const std::string &directory, const std::vector<PresentFile> &seen);

} // namespace poolwart
