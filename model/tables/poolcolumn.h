// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"
#include "model/core/plan.h"

#include <QString>

namespace poolwart {

// The columns of the pool table: first what it is and does, then its settings.
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

bool isWanted(PoolColumn column);  // shown without being asked for: the rest is for some questions only
bool isSetting(PoolColumn column); // part of the plan, and edited in place

// A setting as it is shown ("20 s", "none", "all") and as it is typed ("20s").
QString settingText(const PoolPlan &pool, PoolColumn column);
QString settingInput(const PoolPlan &pool, PoolColumn column);

// The pool with `column` set to what was typed. Only the typing is judged here; the plan's rules are validate()'s.
Outcome<PoolPlan> withSetting(PoolPlan pool, PoolColumn column, const QString &typed);

} // namespace poolwart
