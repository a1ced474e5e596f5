// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/plan.h"

#include <QString>

namespace poolwart {

// "Use 5 × 3", for the button that offers this plan instead of one that does not fit; for a long shape its number of
// connections.
QString useText(const Plan &plan);

} // namespace poolwart
