// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/store/metricstext.h"
#include "tests/support/tool.h"

#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

// What Prometheus' own client understands of it; ends the test where it refuses it.
QByteArrayList understood(const char *format, const std::string &text)
{
    const ToolResult read =
        runTool({.program = u"/usr/bin/python3"_s,
                 .arguments = {qEnvironmentVariable("POOLWART_SOURCE") + u"/tests/store/prometheus/read.py"_s, QString::fromLatin1(format)},
                 .input = QByteArray::fromStdString(text)});
    if (read.exitCode != 0)
        qFatal("%s", read.output.constData());
    return read.output.trimmed().split('\n');
}

Snapshot sample()
{
    Snapshot snapshot;
    snapshot.requests = {.offered = 1'000'007, .completed = 1'000'000, .failed = 3, .timedOut = 4};
    snapshot.inFlight = 5;
    snapshot.response = {.count = 1'000'000, .mean = 2ms, .p50 = 1500us, .p95 = 3ms, .p99 = 4ms, .p999 = 5ms, .p9999 = 6ms, .max = 7ms};
    snapshot.errors = {{.sqlState = "57014", .count = 3}};
    const PoolFigures busy{
        .name = "pool-1", .slots = 12, .inUse = 7, .idle = 4, .waiting = 2, .requests = {.completed = 900'000, .timedOut = 4}};
    const PoolFigures other{.name = "a \"quoted\\ one\"\nof two lines", .slots = 3};
    snapshot.pools.resize(2);
    static_cast<PoolFigures &>(snapshot.pools[0]) = busy;
    snapshot.pools[0].minimumIdle = 6;
    snapshot.pools[0].open = 11;
    static_cast<PoolFigures &>(snapshot.pools[1]) = other;
    snapshot.pools[0].acquire = {.count = 10, .mean = 1ms, .p50 = 1ms, .p95 = 1ms, .p99 = 1ms, .p999 = 1ms, .p9999 = 1ms, .max = 1ms};
    snapshot.pools[0].usage = {.count = 20, .mean = 3ms, .p50 = 2ms, .p95 = 4ms, .p99 = 5ms, .p999 = 5ms, .p9999 = 5ms, .max = 6ms};
    snapshot.pools[0].creation = {.count = 12, .mean = 8ms, .p50 = 7ms, .p95 = 9ms, .p99 = 9ms, .p999 = 9ms, .p9999 = 9ms, .max = 9ms};
    return snapshot;
}

} // namespace

class TestMetricsText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bothFormatsAreReadByPrometheusOwnParserWithTheSameValues_data()
    {
        QTest::addColumn<bool>("isOpenMetrics");
        QTest::newRow("prometheus") << false;
        QTest::newRow("openmetrics") << true;
    }
    void bothFormatsAreReadByPrometheusOwnParserWithTheSameValues()
    {
        QFETCH(bool, isOpenMetrics);
        ServerSample server{.connected = true, .limits = {.maxConnections = 100, .superuserReserved = 3}, .ours = 12, .others = 1};
        const QByteArrayList seen = isOpenMetrics ? understood("openmetrics", openMetricsText(sample(), &server))
                                                  : understood("prometheus", prometheusText(sample(), &server));
        for (const char *line :
             {"gauge hikaricp_active_connections {pool='pool-1'} 7.0", "gauge hikaricp_idle_connections {pool='pool-1'} 4.0",
              "gauge hikaricp_pending_threads {pool='pool-1'} 2.0", "gauge hikaricp_connections {pool='pool-1'} 11.0",
              "gauge hikaricp_max_connections {pool='a \"quoted\\\\ one\"\\nof two lines'} 3.0",
              "gauge hikaricp_min_connections {pool='pool-1'} 6.0",
              "summary hikaricp_connections_usage_seconds {pool='pool-1',quantile='0.5'} 0.002",
              "summary hikaricp_connections_usage_seconds_sum {pool='pool-1'} 0.06",
              "summary hikaricp_connections_creation_seconds {pool='pool-1',quantile='1'} 0.009",
              "summary hikaricp_connections_creation_seconds_count {pool='pool-1'} 12.0",
              "counter hikaricp_connection_timeout_total {pool='pool-1'} 4.0",
              "summary hikaricp_connections_acquire_seconds {pool='pool-1',quantile='0.99'} 0.001",
              "summary hikaricp_connections_acquire_seconds_count {pool='pool-1'} 10.0",
              "summary hikaricp_connections_acquire_seconds_sum {pool='pool-1'} 0.01",
              "counter poolwart_requests_total {ending='completed'} 1000000.0",
              "counter poolwart_errors_total {class='',sqlstate='57014'} 3.0", "summary poolwart_response_seconds {quantile='0.5'} 0.0015",
              "gauge poolwart_server_backends {owner='ours'} 12.0", "gauge poolwart_server_usable_connections {} 97.0"})
            QVERIFY2(seen.contains(line), line);
    }

    void aRunWithoutServerAndErrorsLeavesTheirFamiliesOut()
    {
        const std::string text = prometheusText(Snapshot(), nullptr);
        QVERIFY(text.find("poolwart_server") == std::string::npos);
        QVERIFY(text.find("poolwart_errors") == std::string::npos);
        QVERIFY(text.find("hikaricp") == std::string::npos); // no pool
        understood("prometheus", text);
    }

    void readingsOneAfterAnotherStandTogetherByLabels()
    {
        std::vector<std::vector<MetricFamily>> readings;
        for (const auto at : {1'700'000'000'250ms, 1'700'000'001'250ms}) {
            readings.push_back(metricsOf(sample(), nullptr));
            for (MetricFamily &family : readings.back()) {
                for (MetricSample &of : family.samples)
                    of.at = at;
            }
        }
        const QByteArrayList seen = understood("openmetrics", openMetricsText(joined(std::move(readings))));
        const qsizetype first = seen.indexOf("gauge hikaricp_active_connections {pool='pool-1'} 7.0 @1700000000.250");
        QVERIFY(first >= 0);
        QCOMPARE(seen[first + 1], QByteArray("gauge hikaricp_active_connections {pool='pool-1'} 7.0 @1700000001.250"));
    }
};

QTEST_GUILESS_MAIN(TestMetricsText)
#include "tst_metricstext.moc"
