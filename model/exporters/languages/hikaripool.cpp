// SPDX-License-Identifier: GPL-3.0-or-later
// The ranges are those of HikariConfig.validateNumerics, the same from 2.7 to 6.
#include "model/exporters/languages/hikaripool.h"

#include "model/core/text.h"
#include "model/exporters/framework/routingdata.h"
#include "model/exporters/framework/unsupportednotes.h"
#include "model/exporters/languages/jvmdriver.h"

#include <algorithm>
#include <optional>

namespace poolwart::hikari {

namespace {

using enum ExportNote::Kind;
using namespace std::chrono_literals;
using std::chrono::milliseconds;
using MaybeTime = std::optional<milliseconds>;

constexpr milliseconds minAcquire = 250ms;
constexpr milliseconds minIdle = 10s;
constexpr milliseconds minLifetime = 30s;
constexpr milliseconds maxValidation = 5s;
constexpr milliseconds keepalive = 120s;

milliseconds acquireOf(const PoolPlan &pool)
{
    return std::max(pool.acquireTimeout, minAcquire);
}

MaybeTime lifetimeOf(const PoolPlan &pool)
{
    return pool.maxLifetime ? MaybeTime(std::max(*pool.maxLifetime, minLifetime)) : std::nullopt;
}

bool isFixed(const PoolPlan &pool)
{
    return minimumIdleOf(pool) == pool.slots;
}

MaybeTime raisedIdle(const PoolPlan &pool)
{
    return pool.idleTimeout ? MaybeTime(std::max(*pool.idleTimeout, minIdle)) : std::nullopt;
}

bool isIdleBeyondLifetime(const PoolPlan &pool)
{
    return raisedIdle(pool) && lifetimeOf(pool) && *raisedIdle(pool) + 1s > *lifetimeOf(pool);
}

// None where a fixed size or the lifetime leaves nothing for it to do.
MaybeTime idleOf(const PoolPlan &pool)
{
    return isFixed(pool) || isIdleBeyondLifetime(pool) ? std::nullopt : raisedIdle(pool);
}

// HikariCP refuses one that is not below the lifetime.
milliseconds keepaliveOf(const PoolPlan &pool)
{
    return lifetimeOf(pool).value_or(24h) > keepalive ? keepalive : 0ms;
}

long long orZero(const MaybeTime &time)
{
    return time.value_or(0ms).count();
}

using Condition = std::function<bool(const PoolPlan &)>;

// A note on the pools for which the condition holds, with their values in the plan.
Notes noteOn(const Plan &plan, const Condition &holds, ExportNote note, const TimeOf &time)
{
    Plan concerned = plan;
    std::erase_if(concerned.pools, [&holds](const PoolPlan &pool) { return !holds(pool); });
    if (concerned.pools.empty())
        return {};
    note.arguments.push_back(settingOfPools(concerned, [&time](const PoolPlan &pool) { return durationOrNone(time(pool)); }));
    return {note};
}

Notes rangeNotes(const Plan &plan)
{
    const auto acquire = [](const PoolPlan &pool) { return pool.acquireTimeout; };
    const auto idle = [](const PoolPlan &pool) { return pool.idleTimeout; };
    const auto lifetime = [](const PoolPlan &pool) { return pool.maxLifetime; };
    Notes notes;
    notes.add(noteOn(
        plan, [](const PoolPlan &pool) { return pool.acquireTimeout < minAcquire; },
        {.kind = ChangesMeaning,
         .setting = "acquire_timeout",
         .source = QT_TRANSLATE_NOOP("core", "HikariCP accepts no connectionTimeout below 250 ms: 250 is written; in the plan: %1.")},
        acquire));
    notes.add(noteOn(
        plan, [](const PoolPlan &pool) { return pool.maxLifetime.value_or(minLifetime) < minLifetime; },
        {.kind = ChangesMeaning,
         .setting = "max_lifetime",
         .source = QT_TRANSLATE_NOOP("core", "HikariCP replaces a maxLifetime below 30 s by 30 minutes: 30,000 ms are written; in the "
                                             "plan: %1.")},
        lifetime));
    notes.add(noteOn(
        plan, [](const PoolPlan &pool) { return pool.idleTimeout && isFixed(pool); },
        {.kind = ChangesMeaning,
         .setting = "idle_timeout",
         .source = QT_TRANSLATE_NOOP("core", "A pool that keeps all its slots open closes none for idling: 0 is written because HikariCP "
                                             "warns about any other value; in the plan: %1.")},
        idle));
    notes.add(noteOn(
        plan, [](const PoolPlan &pool) { return !isFixed(pool) && isIdleBeyondLifetime(pool); },
        {.kind = ChangesMeaning,
         .setting = "idle_timeout",
         .source = QT_TRANSLATE_NOOP("core", "HikariCP disables an idleTimeout that is not at least one second below maxLifetime: 0 is "
                                             "written; in the plan: %1.")},
        idle));
    notes.add(noteOn(
        plan, [](const PoolPlan &pool) { return idleOf(pool) && *pool.idleTimeout < minIdle; },
        {.kind = ChangesMeaning,
         .setting = "idle_timeout",
         .source = QT_TRANSLATE_NOOP("core", "HikariCP replaces an idleTimeout below 10 s by 10 minutes: 10,000 ms are written; in the "
                                             "plan: %1.")},
        idle));
    notes.add(noteOn(
        plan, [](const PoolPlan &pool) { return pool.connectTimeout > acquireOf(pool); },
        {.kind = ChangesMeaning,
         .setting = "connect_timeout",
         .source = QT_TRANSLATE_NOOP("core", "HikariCP uses connectionTimeout as the driver's login timeout too, so opening a connection "
                                             "takes no longer than waiting for one; in the plan: %1.")},
        [](const PoolPlan &pool) { return pool.connectTimeout; }));
    return notes;
}

} // namespace

TemplateData poolRow(const ExportContext &context, std::size_t index)
{
    const PoolPlan &pool = context.plan.pools[index];
    TemplateData row = jvm::driverRow(context.plan, index);
    row.set("size", pool.slots)
        .setFlag("hasMinimum", pool.minimumIdle.has_value())
        .set("minimum", minimumIdleOf(pool))
        .set("acquire", acquireOf(pool).count())
        .set("idle", orZero(idleOf(pool)))
        .set("lifetime", orZero(lifetimeOf(pool)))
        .set("validation", std::min(acquireOf(pool), maxValidation).count())
        .set("keepalive", keepaliveOf(pool).count());
    return row;
}

void setRouting(TemplateData &data, const Plan &plan)
{
    poolwart::setRouting(data, plan);
    const auto isSet = [&data](const char *flag) { return !data.rows(flag)->empty(); };
    const bool usesTurn = isSet("roundRobin") || isSet("leastLoaded");
    data.set("count", static_cast<long long>(plan.pools.size()))
        .setFlag("usesTurn", usesTurn)
        .setFlag("usesAtomics", usesTurn || isSet("partialShare"))
        .setFlag("usesRandom", isSet("random") || isSet("powerOfTwo"));
}

Notes notes(const ExportContext &context)
{
    Notes notes = rangeNotes(context.plan);
    notes.add(jvm::driverNotes(context));
    notes.add(programRoutingUnsupported(context.plan));
    notes.add(weightInProgram(context.plan));
    notes.add({.kind = Chosen,
               .setting = "initializationFailTimeout",
               .source = QT_TRANSLATE_NOOP("core", "-1: a pool that cannot connect at start keeps trying and does not stop the others.")});
    return notes;
}

} // namespace poolwart::hikari
