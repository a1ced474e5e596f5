// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/plan.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <variant>

namespace poolwart {

// Where a pool has a setting, and of which kind it is: a number or a time, one that may be unset or not.
using PoolField = std::variant<int PoolPlan::*, std::optional<int> PoolPlan::*, std::chrono::milliseconds PoolPlan::*,
                               std::optional<std::chrono::milliseconds> PoolPlan::*>;

// Describes one setting of a pool: its id, limits and title. What the setting does is in Pool. A pool's name is not a setting but its
// identity, so it is not listed.
struct PoolSetting
{
    const char *id; // as in files
    PoolField field;
    std::int64_t least = 0; // a number, or milliseconds
    std::int64_t most = 0;
    int PoolPlan::*mostOf = nullptr; // where another setting is the limit of this one
    const char *unset = nullptr;     // the word for a value that is not set; English, of the context "core", as the next ones
    const char *title = nullptr;
    const char *toolTip = nullptr;

    bool isTime() const { return field.index() >= 2; }
};

std::span<const PoolSetting> poolSettings(); // in the order of plan files
const PoolSetting &poolSetting(std::string_view id);

// A number, or milliseconds; none: it is not set.
std::optional<std::int64_t> valueOf(const PoolPlan &pool, const PoolSetting &setting);
// Within the setting's limits; none only where it may be unset.
void setValue(PoolPlan &pool, const PoolSetting &setting, std::optional<std::int64_t> value);

} // namespace poolwart
