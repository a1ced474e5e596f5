// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace poolwart {

// The folder in which the window records its runs: "runs" in the user's data of this program. It may not exist.
QString runsFolder();

} // namespace poolwart
