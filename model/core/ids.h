// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace poolwart {

// Identity of a pool during a session; never reused, independent of name and position.
enum class PoolId : std::uint32_t {};

// Position of a slot within its pool; stable while the slot lives, reused afterwards.
using SlotIndex = std::uint16_t;

enum class RequestId : std::uint64_t {};

struct SlotId
{
    PoolId pool{};
    SlotIndex index = 0;

    auto operator<=>(const SlotId &) const = default;
};

// "p3/s07", the short name of a slot in logs, connection names and application_name. Slots are numbered from 1.
std::string slotLabel(SlotId slot);
std::string poolLabel(PoolId pool); // what it begins with: "p3"

} // namespace poolwart
