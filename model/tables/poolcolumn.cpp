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

QString unsetWord(const PoolSetting &setting)
{
    return setting.unset ? shown(setting.unset) : QString();
}

// As it was typed; an empty cell is no value, and so is the word for none.
Outcome<std::optional<std::int64_t>> typedValue(const PoolSetting &setting, const QString &typed)
{
    const auto plain = [](const auto &value) -> Outcome<std::optional<std::int64_t>> {
        if (!value)
            return value.error();
        return std::optional<std::int64_t>(*value);
    };
    const auto plainTime = [](const Outcome<milliseconds> &value) -> Outcome<std::optional<std::int64_t>> {
        if (!value)
            return value.error();
        return std::optional<std::int64_t>(value->count());
    };
    if (!setting.unset)
        return setting.isTime() ? plainTime(typedTime(typed)) : plain(typedNumber(typed));
    const bool isUnset = typed.trimmed().compare(unsetWord(setting), Qt::CaseInsensitive) == 0;
    const QString said = isUnset ? QString() : typed;
    if (setting.isTime()) {
        const auto time = typedOptionalTime(said);
        if (!time)
            return time.error();
        return *time ? std::optional<std::int64_t>((*time)->count()) : std::nullopt;
    }
    const auto number = typedOptionalNumber(said);
    if (!number)
        return number.error();
    return *number ? std::optional<std::int64_t>(**number) : std::nullopt;
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

const PoolSetting *settingOf(PoolColumn column)
{
    switch (column) {
    case PoolColumn::Slots:
        return &poolSetting("slots");
    case PoolColumn::MinimumIdle:
        return &poolSetting("minimum_idle");
    case PoolColumn::QueueLimit:
        return &poolSetting("queue_limit");
    case PoolColumn::AcquireTimeout:
        return &poolSetting("acquire_timeout");
    case PoolColumn::ConnectTimeout:
        return &poolSetting("connect_timeout");
    case PoolColumn::IdleTimeout:
        return &poolSetting("idle_timeout");
    case PoolColumn::MaxLifetime:
        return &poolSetting("max_lifetime");
    case PoolColumn::StatementTimeout:
        return &poolSetting("statement_timeout");
    case PoolColumn::Weight:
        return &poolSetting("weight");
    default:
        return nullptr;
    }
}

QString settingText(const PoolPlan &pool, PoolColumn column)
{
    const PoolSetting *setting = settingOf(column);
    const auto value = setting ? valueOf(pool, *setting) : std::nullopt;
    return value && setting->isTime() ? formatSetting(milliseconds(*value)) : settingInput(pool, column);
}

QString settingInput(const PoolPlan &pool, PoolColumn column)
{
    const PoolSetting *setting = settingOf(column);
    if (!setting)
        return column == PoolColumn::Name ? QString::fromStdString(pool.name) : QString();
    const auto value = valueOf(pool, *setting);
    if (!value)
        return unsetWord(*setting);
    return setting->isTime() ? QString::fromStdString(formatDuration(milliseconds(*value))) : QString::number(*value);
}

Outcome<PoolPlan> withSetting(PoolPlan pool, PoolColumn column, const QString &typed)
{
    if (column == PoolColumn::Name) {
        pool.name = typed.trimmed().toStdString();
        return pool;
    }
    const PoolSetting *setting = settingOf(column);
    Q_ASSERT_X(setting, "withSetting", "not a setting");
    const auto value = typedValue(*setting, typed);
    if (!value)
        return value.error();
    setValue(pool, *setting, *value);
    return pool;
}

} // namespace poolwart
