// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/session/planexport.h"
#include "model/store/exportarchive.h"
#include "model/store/exportfiles.h"

#include <string>
#include <vector>

namespace poolwart {

// An export, and the folder or the zip that it goes to.
struct ExportGoal
{
    ExportResult result;
    std::string place;
    std::string date; // of the files in a zip
};

// What would be written at the place of an export, and what stands there now.
struct ExportLook
{
    PlacedExport placed;              // what is written there
    std::vector<PresentFile> present; // in its places
    std::vector<PresentFile> known;   // in the places of what was exported; those of a zip are looked for in the zip that is there
    std::vector<std::string> gone;    // of the zip that is there, what the new one has not
};

// Reads what is there, up to 16 MiB a file, and unpacks a zip: too slow for the GUI thread. Refused: what cannot be compared.
Outcome<ExportLook> lookAt(const ExportGoal &goal);

} // namespace poolwart
