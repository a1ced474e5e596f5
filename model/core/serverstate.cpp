// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/serverstate.h"

#include <algorithm>

namespace poolwart {

int ServerLimits::unreserved() const
{
    return std::max(0, maxConnections - superuserReserved - reserved);
}

int ServerLimits::usable() const
{
    int available = unreserved();
    if (roleLimit)
        available = std::min(available, *roleLimit);
    if (databaseLimit)
        available = std::min(available, *databaseLimit);
    return available;
}

} // namespace poolwart
