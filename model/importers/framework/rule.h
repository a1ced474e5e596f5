// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/importers/framework/unit.h"

#include <span>
#include <string_view>

namespace poolwart {

// What a key of a format means to a plan.
enum class Field {
    PoolName,
    ApplicationName, // of the pool: "shop-p0"
    Slots,
    MinimumIdle,
    AcquireTimeout,
    ConnectTimeout,
    IdleTimeout,
    MaxLifetime,
    StatementTimeout,
    QueueLimit,
    Options,    // libpq's: "-c statement_timeout=30000"
    Target,     // a keyword of libpq, named by Rule::target
    Password,   // known, and taken nowhere
    PassedOver, // known, but no matter of a plan
};

// What 0 says where a plan has "none".
enum class Zero { IsNone, IsUnlimitedSlots, IsOneUse };

struct Rule
{
    std::string_view key;
    Field field = Field::PassedOver;
    Unit unit = Unit::Milliseconds;
    std::string_view target = {};
    Zero zero = Zero::IsNone;
    std::chrono::milliseconds noneFrom = std::chrono::milliseconds::max(); // as long as this is "none"
};

inline const Rule *findRule(std::span<const Rule> rules, std::string_view key)
{
    for (const Rule &rule : rules) {
        if (rule.key == key)
            return &rule;
    }
    return nullptr;
}

} // namespace poolwart
