// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/random.h"
#include "model/metrics/httpreply.h"
#include "model/metrics/metricsaddress.h"

#include <QTest>

using namespace poolwart;
using Bytes = QByteArray;

class TestHttpReply : public QObject
{
    Q_OBJECT

    static Bytes statusLine(const Bytes &head) { return metricsReply(head, {}, nullptr).split('\r').front(); }
    static bool isOpenMetrics(const Bytes &accept)
    {
        return metricsReply("GET /metrics HTTP/1.1\r\nHost: x\r\n" + accept, {}, nullptr)
            .contains("Content-Type: application/openmetrics-text; version=1.0.0");
    }

private Q_SLOTS:
    void eachRequestHasItsStatus_data()
    {
        QTest::addColumn<Bytes>("head");
        QTest::addColumn<Bytes>("status");
        const auto row = [](const char *head, const char *status) { QTest::addRow("%s", head) << Bytes(head) << Bytes(status); };
        row("GET /metrics HTTP/1.1", "HTTP/1.1 200 OK");
        row("GET /metrics?name=x HTTP/1.1\r\nHost: localhost", "HTTP/1.1 200 OK");
        row("HEAD /metrics HTTP/1.0", "HTTP/1.1 200 OK");
        row("GET / HTTP/1.1", "HTTP/1.1 404 Not Found");
        row("GET /metrics/ HTTP/1.1", "HTTP/1.1 404 Not Found");
        row("POST / HTTP/1.1", "HTTP/1.1 404 Not Found");
        row("POST /metrics HTTP/1.1", "HTTP/1.1 405 Method Not Allowed");
        row("get /metrics HTTP/1.1", "HTTP/1.1 405 Method Not Allowed");
        row("GET /metrics HTTP/2.0", "HTTP/1.1 505 HTTP Version Not Supported");
        row("GET /metrics", "HTTP/1.1 400 Bad Request");
        row("GET  /metrics HTTP/1.1", "HTTP/1.1 400 Bad Request");
        row("GET metrics HTTP/1.1", "HTTP/1.1 400 Bad Request");
        row("", "HTTP/1.1 400 Bad Request");
    }
    void eachRequestHasItsStatus()
    {
        QFETCH(Bytes, head);
        QTEST(statusLine(head), "status");
    }

    void aMethodThatIsNotAllowedIsToldWhichAre()
    {
        QVERIFY(metricsReply("PUT /metrics HTTP/1.1", {}, nullptr).contains("\r\nAllow: GET, HEAD\r\n"));
    }

    void theHeadOfHeadIsThatOfGet()
    {
        const Bytes got = metricsReply("GET /metrics HTTP/1.1", {}, nullptr);
        const Bytes head = metricsReply("HEAD /metrics HTTP/1.1", {}, nullptr);
        QVERIFY(head.endsWith("\r\n\r\n") && got.startsWith(head) && got.size() > head.size());
        QVERIFY(head.contains("Content-Length: " + Bytes::number(got.size() - head.size()) + "\r\n"));
    }

    void openMetricsIsWrittenWhereItIsAccepted()
    {
        QVERIFY(!isOpenMetrics(""));
        QVERIFY(!isOpenMetrics("Accept: */*"));
        QVERIFY(!isOpenMetrics("Accept: text/plain"));
        QVERIFY(!isOpenMetrics("X-Accept: application/openmetrics-text"));
        QVERIFY(!isOpenMetrics("Accept: application/openmetrics-text;version=1.0.0;q=0, text/plain"));
        QVERIFY(isOpenMetrics("Accept: application/openmetrics-text"));
        QVERIFY(isOpenMetrics("accept:text/plain;q=0.5,Application/OpenMetrics-Text; version=1.0.0; q=0.8"));
    }

    void anyBytesHaveAnAnswer()
    {
        Random random(9);
        for (int i = 0; i < 20'000; ++i) {
            Bytes head = "GET /metrics HTTP/1.1\r\nAccept: application/openmetrics-text;q=1\r\nHost: a";
            for (std::uint64_t changes = random.below(6); changes > 0; --changes)
                head[static_cast<qsizetype>(random.below(static_cast<std::uint64_t>(head.size())))] = static_cast<char>(random.below(256));
            QVERIFY(metricsReply(head, {}, nullptr).startsWith("HTTP/1.1 "));
        }
    }

    void onlyThisMachineIsAnAddress_data()
    {
        QTest::addColumn<Bytes>("written");
        QTest::addColumn<Bytes>("result"); // the address in full, or the fault
        const auto row = [](const char *written, const char *result) { QTest::addRow("%s", written) << Bytes(written) << Bytes(result); };
        const char *reachable = "can be reached from other machines";
        row("127.0.0.1:9187", "http://127.0.0.1:9187/metrics");
        row("127.9.9.9:1", "http://127.9.9.9:1/metrics");
        row("localhost:0", "http://127.0.0.1:0/metrics");
        row("[::1]:65535", "http://[::1]:65535/metrics");
        row("0.0.0.0:9187", reachable);
        row("[::]:9187", reachable);
        row("192.168.1.2:9187", reachable);
        for (const char *wrong : {"", "9187", ":9187", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:65536", "127.0.0.1:-1",
                                  "::1:9187", "[127.0.0.1]:9187", "example.com:9187"})
            row(wrong, "is not a valid address and port for metrics.");
    }
    void onlyThisMachineIsAnAddress()
    {
        QFETCH(Bytes, written);
        QFETCH(Bytes, result);
        const auto address = parseMetricsAddress(written.toStdString());
        const Bytes shown = Bytes::fromStdString(address ? metricsUrl(*address) : address.error().message);
        QVERIFY2(shown.contains(result), shown.constData());
        QCOMPARE(address.ok(), result.startsWith("http"));
    }
};

QTEST_GUILESS_MAIN(TestHttpReply)
#include "tst_httpreply.moc"
