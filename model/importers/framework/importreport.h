// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/importers/framework/importresult.h"

#include <string>
#include <vector>

namespace poolwart {

// Orders remarks by what they may cost: left out or not understood, then a different meaning, then ignored, then assumed; within
// each by line.
std::vector<ImportRemark> byImportance(std::vector<ImportRemark> remarks);

// The report of an import as translated lines, the most important first. Ignored settings are one line and defaults are one line
// for each program, unless `isVerbose`.
std::vector<std::string> reportLines(const std::vector<ImportRemark> &remarks, bool isVerbose);

// The same for a file that is refused: only what may be the reason, at most 20 lines.
std::vector<std::string> refusalReport(const std::vector<ImportRemark> &remarks);

} // namespace poolwart
