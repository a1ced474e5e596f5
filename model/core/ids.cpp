// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/ids.h"

namespace poolwart {

std::string slotLabel(SlotId slot)
{
    const auto number = static_cast<unsigned>(slot.index) + 1;
    std::string label = "p" + std::to_string(static_cast<std::uint32_t>(slot.pool)) + "/s";
    if (number < 10)
        label += '0';
    return label + std::to_string(number);
}

} // namespace poolwart
