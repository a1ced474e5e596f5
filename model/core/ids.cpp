// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/ids.h"

namespace poolwart {

std::string poolLabel(PoolId pool)
{
    return "p" + std::to_string(static_cast<std::uint32_t>(pool));
}

std::string slotLabel(SlotId slot)
{
    const auto number = static_cast<unsigned>(slot.index) + 1;
    std::string label = poolLabel(slot.pool) + "/s";
    if (number < 10)
        label += '0';
    return label + std::to_string(number);
}

} // namespace poolwart
