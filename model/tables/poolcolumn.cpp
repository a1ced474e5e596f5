// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tables/poolcolumn.h"

#include "model/core/durationtext.h"
#include "model/core/text.h"
#include "model/tables/cellinput.h"
#include "model/tables/format.h"
#include "model/tables/shown.h"

namespace poolwart {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

constexpr auto rolesOwn = QT_TRANSLATE_NOOP("core", "role’s own"); // a statement timeout that the plan does not set

QString input(std::optional<milliseconds> time)
{
    return time ? QString::fromStdString(formatDuration(*time)) : shown(QT_TRANSLATE_NOOP("core", "none"));
}

QString input(std::optional<int> number, const char *otherwise)
{
    return number ? QString::number(*number) : shown(otherwise);
}

// Puts the value into the field, or passes the error on.
template <class T>
Outcome<PoolPlan> put(PoolPlan pool, T PoolPlan::*field, Outcome<T> value)
{
    if (!value)
        return value.error();
    pool.*field = *std::move(value);
    return pool;
}

} // namespace

bool isSetting(PoolColumn column)
{
    return column == PoolColumn::Name || column == PoolColumn::Slots || column >= PoolColumn::MinimumIdle;
}

bool isWanted(PoolColumn column)
{
    return column != PoolColumn::BlockedWait && column != PoolColumn::Weight;
}

QString settingText(const PoolPlan &pool, PoolColumn column)
{
    switch (column) {
    case PoolColumn::AcquireTimeout:
        return formatSetting(pool.acquireTimeout);
    case PoolColumn::ConnectTimeout:
        return formatSetting(pool.connectTimeout);
    case PoolColumn::IdleTimeout:
        return formatSetting(pool.idleTimeout);
    case PoolColumn::MaxLifetime:
        return formatSetting(pool.maxLifetime);
    case PoolColumn::StatementTimeout:
        return pool.statementTimeout ? formatSetting(pool.statementTimeout) : shown(rolesOwn);
    default:
        return settingInput(pool, column);
    }
}

QString settingInput(const PoolPlan &pool, PoolColumn column)
{
    switch (column) {
    case PoolColumn::Name:
        return QString::fromStdString(pool.name);
    case PoolColumn::Slots:
        return QString::number(pool.slots);
    case PoolColumn::Weight:
        return QString::number(pool.weight);
    case PoolColumn::MinimumIdle:
        return input(pool.minimumIdle, QT_TRANSLATE_NOOP("core", "all"));
    case PoolColumn::QueueLimit:
        return input(pool.queueLimit, QT_TRANSLATE_NOOP("core", "none"));
    case PoolColumn::AcquireTimeout:
        return input(pool.acquireTimeout);
    case PoolColumn::ConnectTimeout:
        return input(pool.connectTimeout);
    case PoolColumn::IdleTimeout:
        return input(pool.idleTimeout);
    case PoolColumn::MaxLifetime:
        return input(pool.maxLifetime);
    case PoolColumn::StatementTimeout:
        return pool.statementTimeout ? input(pool.statementTimeout) : shown(rolesOwn);
    default:
        return {};
    }
}

Outcome<PoolPlan> withSetting(PoolPlan pool, PoolColumn column, const QString &typed)
{
    switch (column) {
    case PoolColumn::Name:
        pool.name = typed.trimmed().toStdString();
        return pool;
    case PoolColumn::Slots:
        return put(std::move(pool), &PoolPlan::slots, typedNumber(typed));
    case PoolColumn::Weight:
        return put(std::move(pool), &PoolPlan::weight, typedNumber(typed));
    case PoolColumn::MinimumIdle:
        if (typed.trimmed().compare(shown("all"), Qt::CaseInsensitive) == 0)
            return put(std::move(pool), &PoolPlan::minimumIdle, typedOptionalNumber({}));
        return put(std::move(pool), &PoolPlan::minimumIdle, typedOptionalNumber(typed));
    case PoolColumn::QueueLimit:
        return put(std::move(pool), &PoolPlan::queueLimit, typedOptionalNumber(typed));
    case PoolColumn::AcquireTimeout:
        return put(std::move(pool), &PoolPlan::acquireTimeout, typedTime(typed));
    case PoolColumn::ConnectTimeout:
        return put(std::move(pool), &PoolPlan::connectTimeout, typedTime(typed));
    case PoolColumn::IdleTimeout:
        return put(std::move(pool), &PoolPlan::idleTimeout, typedOptionalTime(typed));
    case PoolColumn::MaxLifetime:
        return put(std::move(pool), &PoolPlan::maxLifetime, typedOptionalTime(typed));
    case PoolColumn::StatementTimeout:
        if (typed.trimmed().compare(shown(rolesOwn), Qt::CaseInsensitive) == 0)
            return put(std::move(pool), &PoolPlan::statementTimeout, typedOptionalTime({}));
        return put(std::move(pool), &PoolPlan::statementTimeout, typedOptionalTime(typed));
    default:
        Q_ASSERT_X(false, "withSetting", "not a setting");
        return pool;
    }
}

} // namespace poolwart
