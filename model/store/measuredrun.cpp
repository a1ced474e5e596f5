// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/store/measuredrun.h"

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
            .peakInUse = pool.peakInUse,
            .peakWaiting = pool.peakWaiting};
}

} // namespace

RunRecord recordOf(const MeasuredRun &run)
{
    const double elapsed = std::chrono::duration<double>(run.measured.at - run.from).count();
    const GeneratorHealth &health = run.last.health;
    RunRecord record{.elapsedSeconds = elapsed,
                     .throughputPerSecond = elapsed > 0 ? static_cast<double>(run.measured.requests.completed) / elapsed : 0,
                     .requests = run.last.requests,
                     .acquire = run.last.acquire,
                     .service = run.last.service,
                     .response = run.last.response,
                     .errors = {run.last.errors.begin(), run.last.errors.end()},
                     .scheduleLag = {.p50 = health.lag.p50, .p99 = health.lag.p99, .max = health.lag.max},
                     .cpuMicrosPerRequest = health.cpuMicrosPerRequest};
    for (const PoolSnapshot &pool : run.last.pools)
        record.pools.push_back(recordOf(pool, run.openedBefore));
    return record;
}

} // namespace poolwart
