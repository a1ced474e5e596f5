// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/output/exitcode.h"

#include <string>

namespace poolwart {

// Folder in which the window records its runs.
std::string defaultRunsFolder();

// Prints the runs of a folder as a table or as JSON.
ExitCode listRuns(const std::string &folder, bool printsJson);

} // namespace poolwart
