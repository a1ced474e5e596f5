// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/poolcounters.h"

namespace poolwart {

PoolCounters operator+(PoolCounters left, const PoolCounters &right)
{
    left.acquired += right.acquired;
    left.timedOut += right.timedOut;
    left.rejected += right.rejected;
    left.opened += right.opened;
    left.openFailures += right.openFailures;
    left.broken += right.broken;
    left.lifetimeClosed += right.lifetimeClosed;
    left.idleClosed += right.idleClosed;
    return left;
}

PoolCounters operator-(PoolCounters left, const PoolCounters &right)
{
    left.acquired -= right.acquired;
    left.timedOut -= right.timedOut;
    left.rejected -= right.rejected;
    left.opened -= right.opened;
    left.openFailures -= right.openFailures;
    left.broken -= right.broken;
    left.lifetimeClosed -= right.lifetimeClosed;
    left.idleClosed -= right.idleClosed;
    return left;
}

} // namespace poolwart
