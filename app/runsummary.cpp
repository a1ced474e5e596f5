// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runsummary.h"

#include "app/texttable.h"
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

QString poolTable(const RunRecord &run)
{
    std::uint64_t allServed = 0;
    for (const RunPool &pool : run.pools)
        allServed += pool.served;
    TextTable table({SummaryText::tr("Pool"),
                     SummaryText::tr("Slots"),
                     SummaryText::tr("Opened"),
                     SummaryText::tr("Served"),
                     SummaryText::tr("Share"),
                     SummaryText::tr("Timeouts"),
                     SummaryText::tr("Peak in use"),
                     SummaryText::tr("Peak waiting")});
    for (const RunPool &pool : run.pools) {
        const double share = static_cast<double>(pool.served) / static_cast<double>(std::max<std::uint64_t>(1, allServed));
        table.addRow({QString::fromStdString(pool.name),
                      number(pool.slots),
                      formatCount(pool.opened),
                      formatCount(pool.served),
                      QLocale().toString(100 * share, 'f', 1) + u" %"_s,
                      formatCount(pool.timeouts),
                      number(pool.peakInUse),
                      number(pool.peakWaiting)});
    }
    return table.text();
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
    TextTable table({SummaryText::tr("Latency"),
                     SummaryText::tr("mean"),
                     u"p50"_s,
                     u"p95"_s,
                     u"p99"_s,
                     u"p99.9"_s,
                     u"p99.99"_s,
                     SummaryText::tr("max")});
    table.addRow(latencyRow(SummaryText::tr("acquire"), run.acquire));
    table.addRow(latencyRow(SummaryText::tr("service"), run.service));
    table.addRow(latencyRow(SummaryText::tr("response"), run.response));
    return table.text();
}

QString arrivalsText(const TrafficPlan &traffic)
{
    if (const auto *open = std::get_if<OpenLoop>(&traffic.arrivals))
        return SummaryText::tr("%1 requests a second").arg(formatNumber(open->ratePerSecond));
    return SummaryText::tr("%n client(s)", nullptr, std::get<ClosedLoop>(traffic.arrivals).clients);
}

QString simulatedHeadline(const RunRecord &run)
{
    return SummaryText::tr("Simulated server, %1 · %n pool(s), %2 slots · %3 · %4", nullptr, static_cast<int>(run.plan.pools.size()))
               .arg(QString::fromStdString(*run.server.serviceTime),
                    number(committedSlots(run.plan)),
                    policyName(run.plan.policy),
                    arrivalsText(run.traffic))
           + u'\n';
}

QString headline(const RunRecord &run)
{
    if (run.server.serviceTime)
        return simulatedHeadline(run);
    return SummaryText::tr("PostgreSQL %1 · %n pool(s), %2 of %3 usable slots · %4 · %5, %6",
                           nullptr,
                           static_cast<int>(run.plan.pools.size()))
               .arg(QString::fromStdString(run.server.version).section(u' ', 0, 0),
                    number(committedSlots(run.plan)),
                    number(run.server.usable),
                    policyName(run.plan.policy),
                    arrivalsText(run.traffic),
                    QString::fromUtf8(protocolId(run.traffic.protocol)))
           + u'\n';
}

QString requestsText(const RequestCounts &requests)
{
    return SummaryText::tr("Offered %1 = completed %2 + failed %3 + timed out %4 + rejected %5 + cancelled %6 + dropped %7")
               .arg(formatCount(requests.offered),
                    formatCount(requests.completed),
                    formatCount(requests.failed),
                    formatCount(requests.timedOut),
                    formatCount(requests.rejected),
                    formatCount(requests.cancelled),
                    formatCount(requests.dropped))
           + u'\n';
}

QString errorsText(const std::map<std::string, std::uint64_t> &errors)
{
    QStringList counts;
    for (const auto &[sqlState, count] : errors)
        counts.append(u"%1 × %2"_s.arg(formatCount(count), QString::fromStdString(sqlState)));
    return counts.isEmpty() ? QString() : SummaryText::tr("Errors: %1").arg(counts.join(u", "_s)) + u'\n';
}

QString generatorText(const RunRecord &run)
{
    if (run.server.serviceTime)
        return {};
    const QString cpu = formatTime(Duration(static_cast<Duration::rep>(run.cpuMicrosPerRequest * 1000)));
    if (std::holds_alternative<ClosedLoop>(run.traffic.arrivals))
        return SummaryText::tr("Generator: %1 of CPU a request").arg(cpu) + u'\n';
    return SummaryText::tr("Generator: %1 of CPU a request, sends late by %2 at p99, %3 at most")
               .arg(cpu, formatTime(run.scheduleLag.p99), formatTime(run.scheduleLag.max))
           + u'\n';
}

QString shutdownText(const RunShutdown &shutdown)
{
    const QString left = shutdown.backendsLeft ? SummaryText::tr("%n backend(s) left", nullptr, *shutdown.backendsLeft)
                                               : SummaryText::tr("the server could not be asked for backends left");
    return SummaryText::tr("Shutdown: %1 drained, %2 cancelled, %3 cut, %4, in %5")
               .arg(formatCount(shutdown.drained),
                    formatCount(shutdown.cancelled),
                    formatCount(shutdown.cut),
                    left,
                    formatTime(std::chrono::milliseconds(shutdown.elapsedMs)))
           + u'\n';
}

} // namespace

QString runSummary(const RunRecord &run)
{
    const QString throughput = SummaryText::tr("%1 requests a second over %2")
                                   .arg(formatNumber(run.throughputPerSecond),
                                        formatTime(Duration(static_cast<Duration::rep>(run.elapsedSeconds * 1e9))));
    return headline(run) + u'\n' + poolTable(run) + u'\n' + latencyTable(run) + u'\n' + throughput + u'\n'
           + requestsText(run.requests) + errorsText(run.errors) + generatorText(run) + shutdownText(run.shutdown);
}

} // namespace poolwart
