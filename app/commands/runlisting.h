// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/output/exitcode.h"

#include <string>

namespace poolwart {

// Where the window records its runs.
std::string defaultRunsFolder();

// The runs of a folder as a table, or as JSON.
ExitCode listRuns(const std::string &folder, bool printsJson);

} // namespace poolwart
