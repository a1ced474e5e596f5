// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/measuredrun.h"

#include <algorithm>

namespace poolwart {

namespace {

RunPool recordOf(const PoolSnapshot &pool, const std::map<PoolId, std::uint64_t> &openedBefore)
{
    const auto before = openedBefore.find(pool.id);
    return {.name = pool.name,
            .slots = pool.slots,
            .opened = pool.opened + (before == openedBefore.end() ? 0 : before->second),
            .served = pool.served,
            .timeouts = pool.timeouts,
            .blocked = pool.blockedWait,
            .peakInUse = pool.peakInUse,
            .peakWaiting = pool.peakWaiting,
            .open = std::nullopt,
            .connectError = {}};
}

// As the measuring ended; at the end of all they are closed.
void noteConnections(const PoolSnapshot &measured, std::vector<RunPool> &pools)
{
    const auto pool = std::ranges::find(pools, measured.name, &RunPool::name);
    if (pool == pools.end())
        return;
    pool->open = measured.open;
    if (measured.open < measured.minimumIdle)
        pool->connectError = measured.lastConnectError;
}

// By SQLSTATE, all classes together.
std::map<std::string, std::uint64_t> countsOf(const std::vector<ErrorFigure> &errors)
{
    std::map<std::string, std::uint64_t> counts;
    for (const ErrorFigure &error : errors)
        counts[error.sqlState] += error.count;
    return counts;
}

std::map<std::string, std::string> textsOf(const std::vector<ErrorFigure> &errors)
{
    std::map<std::string, std::pair<TimePoint, std::string>> first;
    for (const ErrorFigure &error : errors) {
        const auto [known, isNew] = first.try_emplace(error.sqlState, error.firstAt, error.firstText);
        if (!isNew && error.firstAt < known->second.first)
            known->second = {error.firstAt, error.firstText};
    }
    std::map<std::string, std::string> texts;
    for (const auto &[sqlState, at] : first)
        texts[sqlState] = at.second;
    return texts;
}

std::vector<RunPart> partsOf(const std::vector<PartSnapshot> &figures)
{
    std::vector<RunPart> parts;
    for (const PartSnapshot &part : figures)
        parts.push_back(runPart(part));
    return parts;
}

// Of the measured time alone; in the shutdown the engine rests.
RunGenerator generatorOf(const MeasuredRun &run)
{
    const GeneratorHealth &health = run.measured.health;
    return {.wakeP99 = health.wake.p99,
            .wakeMax = health.wake.max,
            .longestTurn = health.longestTurn,
            .engineCpuShare = health.runEngineCpuShare,
            .starvedShare = health.runStarvedShare,
            .droppedEvents = health.droppedEvents,
            .verdict = judge(health, run.last.response, run.last.requests, run.opening)};
}

} // namespace

OpeningFigures openingOf(const std::vector<PoolSnapshot> &pools)
{
    OpeningFigures opening;
    for (const PoolSnapshot &pool : pools) {
        opening.wanted += pool.minimumIdle;
        opening.open += std::min(pool.open, pool.minimumIdle);
    }
    return opening;
}

RunRecord recordOf(const MeasuredRun &run)
{
    const double elapsed = inSeconds(run.measured.at - run.from);
    const GeneratorHealth &health = run.last.health;
    RunRecord record{.opening = run.opening,
                     .elapsedSeconds = elapsed,
                     .throughputPerSecond = elapsed > 0 ? static_cast<double>(run.measured.requests.completed) / elapsed : 0,
                     .requests = run.last.requests,
                     .acquire = run.last.acquire,
                     .service = run.last.service,
                     .response = run.last.response,
                     .errors = countsOf(run.last.errors),
                     .errorTexts = textsOf(run.last.errors),
                     .classes = partsOf(run.last.classes),
                     .scripts = partsOf(run.last.scripts),
                     .retries = {.attempts = run.last.retries, .completed = run.last.retriedCompleted, .refused = run.last.retriesRefused},
                     .deadlinesPassed = run.last.deadlinesPassed,
                     .blocked = run.last.blockedWait,
                     .scheduleLag = {.p50 = health.lag.p50, .p99 = health.lag.p99, .max = health.lag.max},
                     .cpuMicrosPerRequest = health.cpuMicrosPerRequest,
                     .generator = generatorOf(run)};
    for (RunPart &part : record.classes) {
        for (const ErrorFigure &error : run.last.errors) {
            if (error.className == part.name)
                part.errors[error.sqlState] += error.count;
        }
    }
    for (const PoolSnapshot &pool : run.last.pools)
        record.pools.push_back(recordOf(pool, run.openedBefore));
    for (const PoolSnapshot &pool : run.measured.pools)
        noteConnections(pool, record.pools);
    return record;
}

} // namespace poolwart
