// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/ids.h"

#include <cstdint>
#include <vector>

namespace poolwart {

// Which requests are logged, and in which detail. Literals and parameters are data: without `showsParameters` the lines contain
// none. A statement that contains a password is always logged without them.
struct QueryLogging
{
    bool isOn = false;
    std::uint32_t oneIn = 1;   // one in this number of requests
    std::vector<PoolId> pools; // empty: all pools
    bool showsParameters = false;

    bool operator==(const QueryLogging &) const = default;
};

} // namespace poolwart
