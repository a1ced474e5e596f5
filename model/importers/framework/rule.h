// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/importers/framework/unit.h"

#include <array>
#include <span>
#include <string_view>

namespace poolwart {

// The meaning of a format's key for a plan.
enum class Field {
    PoolName,
    ApplicationName, // of the pool: "shop-p0"
    Slots,           // this and the following: settings of the pool
    MinimumIdle,
    AcquireTimeout,
    ConnectTimeout,
    IdleTimeout,
    MaxLifetime,
    StatementTimeout,
    QueueLimit,
    Options,    // libpq's: "-c statement_timeout=30000"
    Target,     // a keyword of libpq, named by Rule::target
    Password,   // known, and never stored
    PassedOver, // known, but not part of a plan
};

struct SettingField
{
    Field field;
    const char *setting; // its id
};

// The settings that files say.
inline constexpr std::array settingFields{
    SettingField{Field::Slots, "slots"},
    SettingField{Field::MinimumIdle, "minimum_idle"},
    SettingField{Field::AcquireTimeout, "acquire_timeout"},
    SettingField{Field::ConnectTimeout, "connect_timeout"},
    SettingField{Field::IdleTimeout, "idle_timeout"},
    SettingField{Field::MaxLifetime, "max_lifetime"},
    SettingField{Field::StatementTimeout, "statement_timeout"},
    SettingField{Field::QueueLimit, "queue_limit"},
};

// The meaning of 0 where a plan has "none".
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
