// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/session/exportlook.h"

#include <stop_token>
#include <vector>

namespace poolwart {

// The files to write, and the existing ones that the user agreed to replace.
struct ExportOrder
{
    PlacedExport placed;
    std::vector<PresentFile> seen;
};

// How many files were written, and how many were already up to date; a zip counts as one.
struct ExportSaved
{
    int written = 0;
    int unchanged = 0;

    bool operator==(const ExportSaved &) const = default;
};

// Writes all files or none: too slow for the GUI thread. Refused if other files stand there than `seen`, and if `stop` is requested in
// time (ErrorKind::Cancelled).
Outcome<ExportSaved> carryOut(const ExportOrder &order, const std::stop_token &stop = {});

} // namespace poolwart
