// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"
#include "model/core/poolsettings.h"

#include <QString>

namespace poolwart {

// The columns of the pool table: first identity and state, then settings.
enum class PoolColumn {
    Name,
    Slots,
    InUse,
    Idle,
    Waiting,
    Peak,
    ServedPerSecond,
    AcquireP99,
    Timeouts,
    Errors,
    BlockedWait,
    State,
    MinimumIdle,
    QueueLimit,
    AcquireTimeout,
    ConnectTimeout,
    IdleTimeout,
    MaxLifetime,
    StatementTimeout,
    Weight,
};
inline constexpr int poolColumns = static_cast<int>(PoolColumn::Weight) + 1;

bool isWanted(PoolColumn column);                // shown by default; other columns are optional
bool isSetting(PoolColumn column);               // part of the plan and edited in place
const PoolSetting *settingOf(PoolColumn column); // null: a figure, or the name

// A setting as shown ("20 s", "none", "all") and as typed ("20s").
QString settingText(const PoolPlan &pool, PoolColumn column);
QString settingInput(const PoolPlan &pool, PoolColumn column);

// The pool with `column` set to the typed text. Checks only the syntax; validate() checks the plan's rules.
Outcome<PoolPlan> withSetting(PoolPlan pool, PoolColumn column, const QString &typed);

} // namespace poolwart
