// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/output/runsummary.h"

#include "app/output/texttable.h"
#include "model/tables/format.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

struct SummaryText
{
    Q_DECLARE_TR_FUNCTIONS(SummaryText)
};

QString number(int value)
{
    return QLocale().toString(value);
}

const PoolPlan *planOf(const RunRecord &run, const RunPool &pool)
{
    const auto found = std::ranges::find(run.plan.pools, pool.name, &PoolPlan::name);
    return found == run.plan.pools.end() ? nullptr : &*found;
}

QString poolTable(const RunRecord &run)
{
    std::uint64_t allServed = 0;
    for (const RunPool &pool : run.pools)
        allServed += pool.requests.completed;
    TextTable table({SummaryText::tr("Pool"), SummaryText::tr("Slots"), SummaryText::tr("Opened"), SummaryText::tr("Served"),
                     SummaryText::tr("Share"), SummaryText::tr("Timeouts"), SummaryText::tr("Peak in use"), SummaryText::tr("Peak waiting"),
                     SummaryText::tr("Blocked wait")});
    for (const RunPool &pool : run.pools) {
        const double share = static_cast<double>(pool.requests.completed) / static_cast<double>(std::max<std::uint64_t>(1, allServed));
        table.addRow({QString::fromStdString(pool.name), number(pool.slots), formatCount(pool.counters.opened),
                      formatCount(pool.requests.completed), QLocale().toString(100 * share, 'f', 1) + u" %"_s,
                      formatCount(pool.requests.timedOut), number(pool.counters.peakInUse), number(pool.counters.peakWaiting),
                      formatTime(pool.blockedWait)});
    }
    return table.text();
}

// Pools that could not open what they should have.
QString starvedText(const RunRecord &run)
{
    QString lines;
    for (const RunPool &pool : run.pools) {
        const PoolPlan *plan = planOf(run, pool);
        if (!pool.open || !plan || *pool.open >= minimumIdleOf(*plan))
            continue;
        lines += SummaryText::tr("%1 ended with %2 of %3 slots open. %4")
                     .arg(QString::fromStdString(pool.name), number(*pool.open), number(minimumIdleOf(*plan)),
                          QString::fromStdString(pool.lastConnectError))
                     .trimmed()
               + u'\n';
    }
    return lines;
}

QStringList latencyRow(const QString &name, const LatencySummary &latency)
{
    return {name,
            formatTime(latency.mean),
            formatTime(latency.p50),
            formatTime(latency.p95),
            formatTime(latency.p99),
            formatTime(latency.p999),
            formatTime(latency.p9999),
            formatTime(latency.max)};
}

QString latencyTable(const RunRecord &run)
{
    TextTable table({SummaryText::tr("Latency"), SummaryText::tr("mean"), u"p50"_s, u"p95"_s, u"p99"_s, u"p99.9"_s, u"p99.99"_s,
                     SummaryText::tr("max")});
    table.addRow(latencyRow(SummaryText::tr("acquire"), run.acquire));
    table.addRow(latencyRow(SummaryText::tr("service"), run.service));
    table.addRow(latencyRow(SummaryText::tr("response"), run.response));
    return table.text();
}

// Of the classes or of the scripts; nothing where there is but one.
QString partTable(const QString &title, const std::vector<RunClass> &parts)
{
    if (parts.empty())
        return {};
    TextTable table({title, SummaryText::tr("Offered"), SummaryText::tr("Completed"), SummaryText::tr("Failed"),
                     SummaryText::tr("Timed out"), SummaryText::tr("Service p50"), SummaryText::tr("Service p99"),
                     SummaryText::tr("Response p50"), SummaryText::tr("Response p99"), SummaryText::tr("max")});
    for (const RunClass &part : parts) {
        table.addRow({part.name.empty() ? u"–"_s : QString::fromStdString(part.name), formatCount(part.requests.offered),
                      formatCount(part.requests.completed), formatCount(part.requests.failed), formatCount(part.requests.timedOut),
                      formatTime(part.service.p50), formatTime(part.service.p99), formatTime(part.response.p50),
                      formatTime(part.response.p99), formatTime(part.response.max)});
    }
    return table.text() + u'\n';
}

// First of all: whoever reads only one line reads this one.
QString verdictText(const HealthVerdict &verdict)
{
    if (verdict.grade == HealthGrade::Good)
        return {};
    const QString reason = QString::fromStdString(verdict.reason);
    return (verdict.grade == HealthGrade::Invalid
                ? SummaryText::tr("INVALID: the load generator was overloaded, so these figures are unreliable. %1").arg(reason)
                : SummaryText::tr("DEGRADED: the load generator may have influenced these figures. %1").arg(reason))
         + u'\n';
}

QString trafficNameOf(const RunRecord &run)
{
    return run.replay ? replayName(run.replay->source) : arrivalsName(run.traffic.arrivals);
}

QString simulatedHeadline(const RunRecord &run)
{
    return SummaryText::tr("Simulated server, %1 · %n pool(s), %2 slots · %3 · %4", nullptr, static_cast<int>(run.plan.pools.size()))
               .arg(QString::fromStdString(*run.server.serviceTime), number(committedSlots(run.plan)), policyName(run.plan.policy),
                    trafficNameOf(run))
         + u'\n';
}

QString poolerLine(const RunRecord &run)
{
    if (!run.server.pooler)
        return {};
    const RunPooler &told = *run.server.pooler;
    const Pooler pooler{.name = told.name.value_or(""),
                        .version = told.version.value_or(""),
                        .mode = told.mode ? poolerModeFromId(*told.mode) : std::nullopt};
    return SummaryText::tr("Through %1: each slot is a client of the pooler").arg(QString::fromStdString(poolerText(pooler))) + u'\n';
}

QString headline(const RunRecord &run)
{
    if (run.server.serviceTime)
        return simulatedHeadline(run);
    return SummaryText::tr("PostgreSQL %1 · %n pool(s), %2 of %3 usable slots · %4 · %5, %6", nullptr,
                           static_cast<int>(run.plan.pools.size()))
               .arg(QString::fromStdString(run.server.version).section(u' ', 0, 0), number(committedSlots(run.plan)),
                    number(run.server.usable), policyName(run.plan.policy), trafficNameOf(run),
                    QString::fromStdString(run.usedProtocol.value_or(std::string(protocolId(run.traffic.protocol)))))
         + u'\n' + poolerLine(run);
}

QString replayText(const RunRecord &run)
{
    if (!run.replay)
        return {};
    const QString replayed = SummaryText::tr("Replayed: %1 recorded arrivals of “%2”")
                                 .arg(formatCount(run.replay->requests), QString::fromStdString(run.replay->source));
    return replayed
         + (run.replay->leftOut > 0 ? SummaryText::tr("; that run had not recorded %1").arg(formatCount(run.replay->leftOut)) : QString())
         + u'\n';
}

QString requestsText(const RequestCounts &requests)
{
    return SummaryText::tr("Offered %1 = completed %2 + failed %3 + timed out %4 + rejected %5 + cancelled %6 + dropped %7")
               .arg(formatCount(requests.offered), formatCount(requests.completed), formatCount(requests.failed),
                    formatCount(requests.timedOut), formatCount(requests.rejected), formatCount(requests.cancelled),
                    formatCount(requests.dropped))
         + u'\n';
}

QString detailsText(const RunRecord &run)
{
    QString lines;
    if (run.arrivals)
        lines += SummaryText::tr("Arrivals: %1 recorded, %2 not recorded")
                     .arg(formatCount(run.arrivals->requests), formatCount(run.arrivals->leftOut))
               + u'\n';
    if (run.deadlinesPassed > 0)
        lines += SummaryText::tr("Timed out at the deadline of their class: %1").arg(formatCount(run.deadlinesPassed)) + u'\n';
    if (run.retries.attempts > 0 || run.retries.refused > 0)
        lines += SummaryText::tr("Retries: %1; %2 requests completed after a retry; %3 further retries were refused by the budget")
                     .arg(formatCount(run.retries.attempts), formatCount(run.retries.completed), formatCount(run.retries.refused))
               + u'\n';
    if (run.pools.size() > 1)
        lines += SummaryText::tr("Blocked wait: %1 of waiting in one pool while another had a free slot").arg(formatTime(run.blockedWait))
               + u'\n';
    return lines;
}

// With the first text of each, for that says what the code does not.
QString errorsText(const RunRecord &run)
{
    QString lines;
    for (const auto &[sqlState, count] : run.errors) {
        const auto first = run.errorTexts.find(sqlState);
        const QString told = first == run.errorTexts.end() ? QString() : u" – "_s + QString::fromStdString(first->second).simplified();
        lines += SummaryText::tr("Errors: %1 × %2").arg(formatCount(count), sqlStateText(sqlState)) + told + u'\n';
    }
    return lines;
}

QString generatorText(const RunRecord &run)
{
    if (run.server.serviceTime)
        return {};
    const QString cpu = formatTime(Duration(static_cast<Duration::rep>(run.cpuMicrosPerRequest * 1000)));
    QString line = SummaryText::tr("Generator: %1, %2 of CPU per request, %3 of a core, wakes late by %4 at p99")
                       .arg(gradeName(run.generator.verdict.grade), cpu, formatPercent(run.generator.engineCpuShare),
                            formatTime(run.generator.wakeP99));
    if (std::holds_alternative<OpenLoop>(run.traffic.arrivals))
        line +=
            SummaryText::tr(", sends late by %1 at p99, %2 at most").arg(formatTime(run.scheduleLag.p99), formatTime(run.scheduleLag.max));
    return line + u'\n';
}

QString leftText(const RunRecord &run)
{
    if (run.shutdown.backendsLeft)
        return run.server.pooler ? SummaryText::tr("%n client(s) of the pooler left", nullptr, *run.shutdown.backendsLeft)
                                 : SummaryText::tr("%n backend(s) left", nullptr, *run.shutdown.backendsLeft);
    return run.server.pooler ? SummaryText::tr("remaining backends are unknown behind the pooler")
                             : SummaryText::tr("remaining backends: not confirmed");
}

QString shutdownText(const RunRecord &run)
{
    const ShutdownReport &shutdown = run.shutdown;
    return SummaryText::tr("Shutdown: %1 drained, %2 cancelled, %3 cut, %4, in %5")
               .arg(formatCount(shutdown.drained), formatCount(shutdown.cancelled), formatCount(shutdown.cut), leftText(run),
                    formatTime(shutdown.elapsed))
         + u'\n';
}

QString endingText(const RunRecord &run)
{
    return run.isInterrupted ? SummaryText::tr("The run was interrupted and has no end.") + u'\n' : generatorText(run) + shutdownText(run);
}

} // namespace

QString runSummary(const RunRecord &run)
{
    const QString throughput =
        SummaryText::tr("%1 requests per second over %2")
            .arg(formatNumber(run.throughputPerSecond), formatTime(Duration(static_cast<Duration::rep>(run.elapsedSeconds * 1e9))));
    return verdictText(run.generator.verdict) + headline(run) + replayText(run) + u'\n' + poolTable(run) + starvedText(run) + u'\n'
         + latencyTable(run) + u'\n' + partTable(SummaryText::tr("Class"), run.classes) + partTable(SummaryText::tr("Script"), run.scripts)
         + throughput + u'\n' + requestsText(run.requests) + detailsText(run) + errorsText(run) + endingText(run);
}

} // namespace poolwart
