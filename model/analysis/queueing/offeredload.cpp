// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/analysis/queueing/offeredload.h"

#include <cmath>

namespace poolwart {

bool OfferedLoad::isValid() const
{
    return arrivalsPerSecond >= 0 && holdSeconds > 0 && connections >= 1 && std::isfinite(erlangs()) && std::isfinite(1 / holdSeconds);
}

std::variant<std::monostate, Overloaded, OutsideDomain> obstacleOf(const OfferedLoad &load)
{
    if (!load.isValid())
        return OutsideDomain{};
    if (load.erlangs() < load.connections)
        return std::monostate{};
    return Overloaded{.utilization = load.utilization(), .growthPerSecond = load.arrivalsPerSecond - load.connections / load.holdSeconds};
}

OfferedLoad PartitionedLoad::ofOnePool() const
{
    return {.arrivalsPerSecond = arrivalsPerSecond / pools, .holdSeconds = holdSeconds, .connections = connectionsPerPool};
}

OfferedLoad PartitionedLoad::shared() const
{
    return {.arrivalsPerSecond = arrivalsPerSecond, .holdSeconds = holdSeconds, .connections = pools * connectionsPerPool};
}

} // namespace poolwart
