// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/poolsettings.h"

#include "model/core/text.h"

#include <algorithm>
#include <array>

namespace poolwart {

namespace {

constexpr std::int64_t oneSecond = 1'000;
constexpr std::int64_t longestTime = limits::maxTime.count();

constexpr std::array settings{
    PoolSetting{.id = "slots",
                .field = &PoolPlan::slots,
                .least = 1,
                .most = limits::maxSlotsPerPool,
                .title = QT_TRANSLATE_NOOP("core", "Slots"),
                .toolTip = QT_TRANSLATE_NOOP("core", "Connections that the pool may have open")},
    PoolSetting{.id = "minimum_idle",
                .field = &PoolPlan::minimumIdle,
                .most = limits::maxSlotsPerPool,
                .mostOf = &PoolPlan::slots,
                .unset = QT_TRANSLATE_NOOP("core", "all"),
                .title = QT_TRANSLATE_NOOP("core", "Minimum idle"),
                .toolTip = QT_TRANSLATE_NOOP("core", "Connections kept open without requests; “all” opens the whole pool at once")},
    PoolSetting{.id = "acquire_timeout",
                .field = &PoolPlan::acquireTimeout,
                .least = 1,
                .most = longestTime,
                .title = QT_TRANSLATE_NOOP("core", "Acquire timeout"),
                .toolTip = QT_TRANSLATE_NOOP("core", "How long a request may wait for a slot")},
    PoolSetting{.id = "connect_timeout",
                .field = &PoolPlan::connectTimeout,
                .least = oneSecond,
                .most = longestTime,
                .title = QT_TRANSLATE_NOOP("core", "Connect timeout"),
                .toolTip = QT_TRANSLATE_NOOP("core", "How long opening a connection may take")},
    PoolSetting{.id = "idle_timeout",
                .field = &PoolPlan::idleTimeout,
                .least = oneSecond,
                .most = longestTime,
                .unset = QT_TRANSLATE_NOOP("core", "none"),
                .title = QT_TRANSLATE_NOOP("core", "Idle timeout"),
                .toolTip = QT_TRANSLATE_NOOP("core", "Idle connections above the minimum are closed after this time")},
    PoolSetting{.id = "max_lifetime",
                .field = &PoolPlan::maxLifetime,
                .least = oneSecond,
                .most = longestTime,
                .unset = QT_TRANSLATE_NOOP("core", "none"),
                .title = QT_TRANSLATE_NOOP("core", "Max lifetime"),
                .toolTip = QT_TRANSLATE_NOOP("core", "An older connection is replaced when it is returned to the pool")},
    PoolSetting{.id = "statement_timeout",
                .field = &PoolPlan::statementTimeout,
                .least = 1,
                .most = longestTime,
                .unset = QT_TRANSLATE_NOOP("core", "role default"), // what the role, the database or the server has
                .title = QT_TRANSLATE_NOOP("core", "Statement timeout"),
                .toolTip =
                    QT_TRANSLATE_NOOP("core", "The server cancels a statement that runs longer; if empty, the role's default applies")},
    PoolSetting{.id = "queue_limit",
                .field = &PoolPlan::queueLimit,
                .most = limits::maxQueue,
                .unset = QT_TRANSLATE_NOOP("core", "none"),
                .title = QT_TRANSLATE_NOOP("core", "Queue limit"),
                .toolTip = QT_TRANSLATE_NOOP("core", "Requests that may wait; further ones are rejected at once")},
    PoolSetting{.id = "weight",
                .field = &PoolPlan::weight,
                .least = 1,
                .most = limits::maxWeight,
                .title = QT_TRANSLATE_NOOP("core", "Weight"),
                .toolTip = QT_TRANSLATE_NOOP("core", "How often the policy “Weighted” chooses the pool, relative to the others")},
};

std::int64_t plain(int value)
{
    return value;
}

std::int64_t plain(std::chrono::milliseconds value)
{
    return value.count();
}

template <class T>
std::optional<std::int64_t> plain(const std::optional<T> &value)
{
    return value ? std::optional(plain(*value)) : std::nullopt;
}

void put(int &field, const std::optional<std::int64_t> &value)
{
    field = static_cast<int>(value.value());
}

void put(std::chrono::milliseconds &field, const std::optional<std::int64_t> &value)
{
    field = std::chrono::milliseconds(value.value());
}

template <class T>
void put(std::optional<T> &field, const std::optional<std::int64_t> &value)
{
    if (value)
        put(field.emplace(), value);
    else
        field.reset();
}

} // namespace

std::span<const PoolSetting> poolSettings()
{
    return settings;
}

const PoolSetting &poolSetting(std::string_view id)
{
    return *std::ranges::find(settings, id, [](const PoolSetting &setting) { return std::string_view(setting.id); });
}

std::optional<std::int64_t> valueOf(const PoolPlan &pool, const PoolSetting &setting)
{
    return std::visit([&pool](auto field) -> std::optional<std::int64_t> { return plain(pool.*field); }, setting.field);
}

void setValue(PoolPlan &pool, const PoolSetting &setting, std::optional<std::int64_t> value)
{
    std::visit([&pool, &value](auto field) { put(pool.*field, value); }, setting.field);
}

} // namespace poolwart
