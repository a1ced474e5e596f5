// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/store/runfile.h"

#include <QString>

namespace poolwart {

// A run as a table for people, in the locale's numbers; ends with a newline.
QString runSummary(const RunRecord &run);

} // namespace poolwart
