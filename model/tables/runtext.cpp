// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tables/runtext.h"

#include "model/tables/format.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

struct RunWords
{
    Q_DECLARE_TR_FUNCTIONS(RunWords)
};

QString arrivals(const ClosedLoop &closed)
{
    return RunWords::tr("%n client(s)", nullptr, closed.clients);
}

QString arrivals(const OpenLoop &open)
{
    return RunWords::tr("%1/s").arg(formatNumber(open.ratePerSecond));
}

} // namespace

QString figureName(const std::string &id)
{
    if (id == "throughput")
        return RunWords::tr("Throughput");
    if (id == "unserved")
        return RunWords::tr("Not served");
    if (id == "retries")
        return RunWords::tr("Retries");
    if (id == "stranded")
        return RunWords::tr("Blocked wait");
    const QString name = QString::fromStdString(id);
    const QString quantile = name.section(u'_', 1) == u"p999" ? u"p99.9"_s : name.section(u'_', 1);
    if (name.startsWith(u"response"))
        return RunWords::tr("Response %1").arg(quantile);
    if (name.startsWith(u"service"))
        return RunWords::tr("Service %1").arg(quantile);
    return RunWords::tr("Acquire %1").arg(quantile);
}

QString figureText(const ComparedFigure &figure, double value)
{
    switch (figure.unit) {
    case ComparedFigure::Unit::PerSecond:
        return RunWords::tr("%1/s").arg(formatNumber(value));
    case ComparedFigure::Unit::Microseconds:
        return formatTime(Duration(static_cast<Duration::rep>(value * 1e3)));
    case ComparedFigure::Unit::Count:
        break;
    }
    return formatCount(static_cast<std::uint64_t>(value));
}

QString ratioText(std::optional<double> ratio)
{
    return ratio ? formatNumber(*ratio) : u"–"_s;
}

QString intervalText(const ComparedFigure &figure)
{
    if (!figure.least || !figure.most)
        return u"–"_s;
    return RunWords::tr("%1 to %2").arg(formatNumber(*figure.least), formatNumber(*figure.most));
}

QString healthWords(HealthGrade grade)
{
    switch (grade) {
    case HealthGrade::Good:
        return u"● "_s + gradeName(grade);
    case HealthGrade::Degraded:
        return u"▲ "_s + gradeName(grade);
    case HealthGrade::Invalid:
        return u"■ "_s + gradeName(grade);
    }
    Q_UNREACHABLE();
}

QString planWords(const Plan &plan)
{
    const bool isUniform =
        std::ranges::all_of(plan.pools, [&plan](const PoolPlan &pool) { return pool.slots == plan.pools.front().slots; });
    const int pools = static_cast<int>(plan.pools.size());
    const QString slots = isUniform && pools > 0 ? RunWords::tr("%n pool(s) × %1", nullptr, pools).arg(plan.pools.front().slots)
                                                 : RunWords::tr("%n pool(s), %1 slots", nullptr, pools).arg(committedSlots(plan));
    return slots + u", "_s + policyName(plan.policy);
}

QString arrivalWords(const TrafficPlan &traffic, const std::optional<RunReplay> &replay)
{
    if (replay)
        return replayName(replay->source);
    return std::visit([](const auto &shape) { return arrivals(shape); }, traffic.arrivals);
}

} // namespace poolwart
