// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/measuredrun.h"

#include <algorithm>

namespace poolwart {

namespace {

RunPool recordOf(const PoolSnapshot &pool, const std::map<PoolId, std::uint64_t> &openedBefore)
{
    RunPool recorded{pool, std::nullopt, {}};
    if (const auto before = openedBefore.find(pool.id); before != openedBefore.end())
        recorded.counters.opened += before->second;
    return recorded;
}

// As the measuring ended; at the end of all they are closed.
void noteConnections(const PoolSnapshot &measured, std::vector<RunPool> &pools)
{
    const auto pool = std::ranges::find(pools, measured.name, &RunPool::name);
    if (pool == pools.end())
        return;
    pool->open = measured.open;
    if (measured.open < measured.minimumIdle)
        pool->lastConnectError = measured.lastConnectError;
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

// With the errors of each; of scripts there are none.
std::vector<RunClass> recordOf(const std::vector<ClassFigures> &figures, const std::vector<ErrorFigure> &errors)
{
    std::vector<RunClass> classes;
    for (const ClassFigures &one : figures) {
        RunClass &recorded = classes.emplace_back(RunClass{one, {}, {}});
        for (const ErrorFigure &error : errors) {
            if (error.className == one.name)
                recorded.errors[error.sqlState] += error.count;
        }
    }
    return classes;
}

// Of the measured time alone; in the shutdown the engine rests.
RunGenerator generatorOf(const MeasuredRun &run, const OpeningFigures &opening)
{
    const GeneratorHealth &health = run.measured.health;
    return {.wakeP99 = health.wake.p99,
            .wakeMax = health.wake.max,
            .longestTurn = health.longestTurn,
            .engineCpuShare = health.runEngineCpuShare,
            .starvedShare = health.runStarvedShare,
            .droppedEvents = health.droppedEvents,
            .verdict = judge(health, run.last.response, run.last.requests, opening)};
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

std::map<PoolId, std::uint64_t> openedOf(const std::vector<PoolSnapshot> &pools)
{
    std::map<PoolId, std::uint64_t> opened;
    for (const PoolSnapshot &pool : pools)
        opened[pool.id] = pool.counters.opened;
    return opened;
}

void fillFigures(RunRecord &record, const MeasuredRun &run)
{
    const double elapsed = inSeconds(run.measured.at - run.from);
    const GeneratorHealth &health = run.last.health;
    record.elapsedSeconds = elapsed;
    record.throughputPerSecond = elapsed > 0 ? static_cast<double>(run.measured.requests.completed) / elapsed : 0;
    record.requests = run.last.requests;
    record.acquire = run.last.acquire;
    record.service = run.last.service;
    record.response = run.last.response;
    record.errors = countsOf(run.last.errors);
    record.errorTexts = textsOf(run.last.errors);
    record.classes = recordOf(run.last.classes, run.last.errors);
    record.scripts = recordOf(run.last.scripts, {});
    record.retries = run.last.retries;
    record.deadlinesPassed = run.last.deadlinesPassed;
    record.blockedWait = run.last.blockedWait;
    record.scheduleLag = {.p50 = health.lag.p50, .p99 = health.lag.p99, .max = health.lag.max};
    record.cpuMicrosPerRequest = health.cpuMicrosPerRequest;
    record.generator = generatorOf(run, record.opening);
    record.pools.clear();
    for (const PoolSnapshot &pool : run.last.pools)
        record.pools.push_back(recordOf(pool, run.openedBefore));
    for (const PoolSnapshot &pool : run.measured.pools)
        noteConnections(pool, record.pools);
}

} // namespace poolwart
