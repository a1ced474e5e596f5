// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/exporters/framework/planformatting.h"

#include "model/core/durationtext.h"
#include "model/core/text.h"
#include "model/core/utf8.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace poolwart {

namespace {

constexpr std::size_t serverKeeps = 63; // NAMEDATALEN - 1

std::string fullName(const Plan &plan, std::size_t index)
{
    return plan.applicationName + "-p" + std::to_string(index);
}

// The values with the names of their pools; a single value goes without them unless they are wanted.
std::string grouped(const std::vector<PoolPlan> &pools, const std::function<std::string(const PoolPlan &)> &value, bool alwaysNames)
{
    constexpr std::size_t most = 3;
    std::vector<std::pair<std::string, std::string>> groups; // value, names
    for (const PoolPlan &pool : pools) {
        const std::string written = value(pool);
        auto group = std::ranges::find(groups, written, &decltype(groups)::value_type::first);
        if (group == groups.end())
            group = groups.insert(groups.end(), {written, {}});
        group->second += (group->second.empty() ? "" : ", ") + pool.name;
    }
    if (groups.size() == 1 && !alwaysNames)
        return groups.front().first;
    std::string sentence;
    for (std::size_t i = 0; i < std::min(most, groups.size()); ++i)
        sentence += (i == 0 ? "" : ", ") + groups[i].first + " (" + groups[i].second + ')';
    return groups.size() > most ? sentence + ", …" : sentence;
}

} // namespace

std::string poolApplicationName(const Plan &plan, std::size_t index)
{
    const std::string suffix = "-p" + std::to_string(index);
    return std::string(utf8Prefix(plan.applicationName, serverKeeps - suffix.size())) + suffix;
}

long long wholeSecondsUp(std::chrono::milliseconds time)
{
    return std::chrono::ceil<std::chrono::seconds>(time).count();
}

std::string decimalSeconds(std::chrono::milliseconds time)
{
    const long long thousandths = time.count() % 1000;
    std::string written = std::to_string(time.count() / 1000);
    if (thousandths == 0)
        return written;
    written += '.' + std::to_string(1000 + thousandths).substr(1);
    return written.substr(0, written.find_last_not_of('0') + 1);
}

std::string settingOfPools(const Plan &plan, const std::function<std::string(const PoolPlan &)> &value)
{
    return grouped(plan.pools, value, false);
}

std::string durationOrNone(const std::optional<std::chrono::milliseconds> &time)
{
    return time ? formatDuration(*time) : "none";
}

bool keepsIdle(const Plan &plan)
{
    return std::ranges::any_of(plan.pools, [](const PoolPlan &pool) { return minimumIdleOf(pool) > 0; });
}

Notes roundedToSeconds(const Plan &plan, const std::string &setting, const TimeOf &time)
{
    std::vector<PoolPlan> inexact;
    std::ranges::copy_if(plan.pools, std::back_inserter(inexact), [&time](const PoolPlan &pool) {
        return time(pool).value_or(std::chrono::milliseconds(0)) % std::chrono::seconds(1) != std::chrono::milliseconds(0);
    });
    if (inexact.empty())
        return {};
    const auto change = [&time](const PoolPlan &pool) {
        return formatDuration(*time(pool)) + " → " + std::to_string(wholeSecondsUp(*time(pool))) + "s";
    };
    return {{.kind = ExportNote::Kind::ChangesMeaning,
             .setting = setting,
             .source = QT_TRANSLATE_NOOP("core", "Whole seconds only, rounded up: %1."),
             .arguments = {grouped(inexact, change, inexact.size() < plan.pools.size())}}};
}

Notes connectTimeoutNotes(const Plan &plan)
{
    Notes notes = roundedToSeconds(plan, "connect_timeout", [](const PoolPlan &pool) { return pool.connectTimeout; });
    if (std::ranges::any_of(plan.pools, [](const PoolPlan &pool) { return pool.connectTimeout <= std::chrono::seconds(1); }))
        notes.add({.kind = ExportNote::Kind::ChangesMeaning,
                   .setting = "connect_timeout",
                   .source = QT_TRANSLATE_NOOP("core", "libpq up to version 16 rounds 1 second up to 2.")});
    return notes;
}

Notes queueLimitUnsupported(const Plan &plan)
{
    if (std::ranges::none_of(plan.pools, [](const PoolPlan &pool) { return pool.queueLimit.has_value(); }))
        return {};
    const auto limit = [](const PoolPlan &pool) { return pool.queueLimit ? std::to_string(*pool.queueLimit) : std::string("none"); };
    return {
        {.kind = ExportNote::Kind::CannotSay,
         .setting = "queue_limit",
         .source = QT_TRANSLATE_NOOP("core", "The queue has no limit here (plan: %1); requests wait until the acquire timeout instead of "
                                             "being rejected at once."),
         .arguments = {settingOfPools(plan, limit)}}};
}

Notes statementTimeoutUnset(const Plan &plan)
{
    const auto isSet = [](const PoolPlan &pool) { return pool.statementTimeout.has_value(); };
    if (std::ranges::all_of(plan.pools, isSet) || std::ranges::none_of(plan.pools, isSet))
        return {};
    return {
        {.kind = ExportNote::Kind::ChangesMeaning,
         .setting = "statement_timeout",
         .source = QT_TRANSLATE_NOOP("core", "“None” sends no setting: the value of ALTER ROLE, ALTER DATABASE or the server applies.")}};
}

Notes applicationNameNotes(const Plan &plan)
{
    Notes notes;
    if (const std::size_t last = plan.pools.size() - 1; poolApplicationName(plan, last) != fullName(plan, last)) {
        notes.add({.kind = ExportNote::Kind::ChangesMeaning,
                   .setting = "application_name",
                   .source = QT_TRANSLATE_NOOP("core", "The server truncates names to %1 bytes: the pools are named %2 and so on."),
                   .arguments = {std::to_string(serverKeeps), poolApplicationName(plan, 0)}});
    }
    if (std::ranges::any_of(plan.applicationName, [](char c) { return static_cast<unsigned char>(c) > 0x7e; })) {
        notes.add({.kind = ExportNote::Kind::ChangesMeaning,
                   .setting = "application_name",
                   .source = QT_TRANSLATE_NOOP("core",
                                               "The server shows a character outside ASCII as “?” (up to PostgreSQL 15) or as \\x and two "
                                               "digits per byte.")});
    }
    return notes;
}

} // namespace poolwart
