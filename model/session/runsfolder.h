// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace poolwart {

// Where the window records its runs: "runs" in the user's data of this program. It need not be there.
QString runsFolder();

} // namespace poolwart
