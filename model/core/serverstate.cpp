// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/serverstate.h"

#include <algorithm>

namespace poolwart {

int ServerLimits::usable() const
{
    int available = std::max(0, maxConnections - superuserReserved - reserved);
    if (roleLimit)
        available = std::min(available, *roleLimit);
    if (databaseLimit)
        available = std::min(available, *databaseLimit);
    return available;
}

} // namespace poolwart
