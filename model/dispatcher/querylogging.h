// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/ids.h"

#include <cstdint>
#include <vector>

namespace poolwart {

// Which requests leave a line in the log, and what of them. Literals and parameters are data: without `showsParameters` the
// lines hold none. Of a statement that names a password they never do.
struct QueryLogging
{
    bool isOn = false;
    std::uint32_t oneIn = 1;   // of so many requests one
    std::vector<PoolId> pools; // of these; empty: of all
    bool showsParameters = false;

    bool operator==(const QueryLogging &) const = default;
};

} // namespace poolwart
