// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/store/runfile.h"

#include <QString>

namespace poolwart {

// Formats a run as a table with the locale's numbers; ends with a newline.
QString runSummary(const RunRecord &run);

} // namespace poolwart
