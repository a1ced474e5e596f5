// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tables/poolrow.h"

#include <algorithm>
#include <map>

namespace poolwart {

using namespace std::chrono_literals;

namespace {

constexpr Duration readable = 500ms; // a rate stands at least this long
constexpr Duration recent = 5s;      // a count that grew speaks up for this long

const PoolPoint *pointOf(const HistoryPoint &point, PoolId pool)
{
    const auto found = std::ranges::find(point.pools, pool, &PoolPoint::id);
    return found == point.pools.end() ? nullptr : &*found;
}

double completedInLastSecond(const std::deque<HistoryPoint> &points, PoolId pool)
{
    double sum = 0;
    int samples = 0;
    for (auto point = points.rbegin(); point != points.rend() && points.back().at - point->at < 1s; ++point) {
        if (const PoolPoint *own = pointOf(*point, pool)) {
            sum += own->completedPerSecond;
            ++samples;
        }
    }
    return samples == 0 ? 0 : sum / samples;
}

std::optional<TimePoint> grewAt(std::uint64_t now, std::uint64_t before, std::optional<TimePoint> grew, TimePoint at)
{
    if (now > before)
        return at;
    return grew && at - *grew < recent ? grew : std::nullopt;
}

// What depends on time: the rate that stands for a while, and the counts that grew lately.
void carryOn(PoolRowFigures &now, const PoolRowFigures *before, const HistoryPoint *latest, double rate)
{
    if (!latest)
        return;
    const bool stands = before && before->ratedAt && latest->at - *before->ratedAt < readable && latest->at >= *before->ratedAt;
    now.ratedAt = stands ? before->ratedAt : latest->at;
    now.completedPerSecond = stands ? before->completedPerSecond : rate;
    if (before) {
        now.timeoutsGrewAt = grewAt(now.requests.timedOut, before->requests.timedOut, before->timeoutsGrewAt, latest->at);
        now.errorsGrewAt = grewAt(now.errors(), before->errors(), before->errorsGrewAt, latest->at);
    }
}

} // namespace

std::vector<PoolRow> poolRows(const Plan &plan, const Snapshot &snapshot, const std::deque<HistoryPoint> &points,
                              const std::vector<PoolRow> &before)
{
    std::vector<PoolRow> rows;
    for (const PoolPlan &pool : plan.pools)
        rows.push_back({.plan = pool, .isDefault = rows.empty()});
    for (const PoolSnapshot &pool : snapshot.pools) {
        if (!findPool(plan, pool.id))
            rows.push_back({.plan = {.id = pool.id, .name = pool.name, .slots = pool.slots}, .leaving = true});
    }

    const HistoryPoint *latest = points.empty() ? nullptr : &points.back();
    for (PoolRow &row : rows) {
        const auto live = std::ranges::find(snapshot.pools, row.plan.id, &PoolSnapshot::id);
        if (live == snapshot.pools.end())
            continue;
        static_cast<PoolStatus &>(row.figures.emplace()) = *live;
        const auto old = std::ranges::find(before, row.plan.id, [](const PoolRow &r) { return r.plan.id; });
        const PoolRowFigures *last = old != before.end() && old->figures ? &*old->figures : nullptr;
        carryOn(*row.figures, last, latest, completedInLastSecond(points, row.plan.id));
    }
    return rows;
}

QList<double> inUseBySecond(const std::deque<HistoryPoint> &points, PoolId pool, int seconds)
{
    struct Sum
    {
        double inUse = 0;
        int samples = 0;
    };
    if (points.empty())
        return {};
    const auto secondOf = [](TimePoint at) { return std::chrono::floor<std::chrono::seconds>(at).time_since_epoch(); };
    const auto current = secondOf(points.back().at);
    std::map<std::chrono::seconds, Sum> sums;
    for (auto point = points.rbegin(); point != points.rend(); ++point) {
        const auto second = secondOf(point->at);
        if (current - second > std::chrono::seconds(seconds))
            break;
        if (const PoolPoint *own = pointOf(*point, pool); own && second != current) {
            sums[second].inUse += own->inUse;
            ++sums[second].samples;
        }
    }
    QList<double> means;
    for (const auto &[second, sum] : sums)
        means.push_back(sum.inUse / sum.samples);
    return means;
}

} // namespace poolwart
