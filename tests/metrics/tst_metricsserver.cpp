// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/metrics/metricsserver.h"
#include "model/session/session.h"
#include "tests/support/eventually.h"
#include "tests/support/tool.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTcpSocket>
#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestMetricsServer : public QObject
{
    Q_OBJECT

    static constexpr auto unlimited = std::chrono::milliseconds(std::chrono::hours(1));

    std::unique_ptr<Session> m_session;
    std::unique_ptr<MetricsServer> m_server;
    QNetworkAccessManager m_network;

    std::unique_ptr<QNetworkReply> get(const QByteArray &accept = {})
    {
        QNetworkRequest request(QUrl(QString::fromStdString(metricsUrl(m_server->address()))));
        if (!accept.isEmpty())
            request.setRawHeader("Accept", accept);
        std::unique_ptr<QNetworkReply> reply(m_network.get(request));
        if (!eventually([&] { return reply->isFinished(); }))
            qFatal("no answer");
        return reply;
    }

    std::unique_ptr<QTcpSocket> dial()
    {
        auto socket = std::make_unique<QTcpSocket>();
        socket->connectToHost(m_server->address().host, m_server->address().port);
        if (!socket->waitForConnected(hangMs))
            qFatal("cannot connect: %s", qPrintable(socket->errorString()));
        return socket;
    }

    // All that is answered until the server closes.
    static QByteArray answerTo(QTcpSocket &socket)
    {
        if (!eventually([&] { return socket.state() == QAbstractSocket::UnconnectedState; }))
            qFatal("the server does not close");
        return socket.readAll();
    }

    void start(const MetricsServer::Limits &limits)
    {
        m_server = std::make_unique<MetricsServer>(m_session.get(), limits);
        const Done listening = m_server->listen({.port = 0});
        if (!listening)
            qFatal("%s", listening.error().details.c_str());
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_session = std::make_unique<Session>(1);
        start({.timeout = unlimited});
    }
    void cleanup()
    {
        m_server.reset();
        m_session.reset();
    }

    void prometheusReadsWhatIsServedInBothFormats_data()
    {
        QTest::addColumn<QByteArray>("accept");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QString>("format");
        QTest::newRow("prometheus") << QByteArray() << QByteArray("text/plain; version=0.0.4; charset=utf-8") << u"prometheus"_s;
        QTest::newRow("openmetrics") << QByteArray("application/openmetrics-text;version=1.0.0,text/plain;q=0.5")
                                     << QByteArray("application/openmetrics-text; version=1.0.0; charset=utf-8") << u"openmetrics"_s;
    }
    void prometheusReadsWhatIsServedInBothFormats()
    {
        QFETCH(QByteArray, accept);
        QFETCH(QByteArray, type);
        QFETCH(QString, format);
        const auto reply = get(accept);
        QCOMPARE(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 200);
        QCOMPARE(reply->rawHeader("Content-Type"), type);
        const ToolResult read =
            runTool({.program = u"/usr/bin/python3"_s,
                     .arguments = {qEnvironmentVariable("POOLWART_SOURCE") + u"/tests/store/prometheus/read.py"_s, format},
                     .input = reply->readAll()});
        QVERIFY2(read.exitCode == 0, read.output.constData());
        QVERIFY2(read.output.contains("poolwart_requests_offered"), read.output.constData());
    }

    void anAddressThatIsTakenIsToldAndTheOldOneIsGivenUp()
    {
        MetricsServer second(m_session.get());
        const Done listening = second.listen(m_server->address());
        QVERIFY(!listening);
        QCOMPARE(listening.error().message, "Metrics cannot be served at " + metricsUrl(m_server->address()) + ".");
        m_server->close();
        QVERIFY(second.listen({.port = 0}).ok());
    }

    void aRequestMayComeInPiecesAndIsAnsweredOnce()
    {
        const auto socket = dial();
        for (const char byte : QByteArrayView("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n")) {
            socket->write(&byte, 1);
            socket->flush();
            QCoreApplication::processEvents();
        }
        socket->write("GET /metrics HTTP/1.1\r\n\r\n");
        const QByteArray answer = answerTo(*socket);
        QVERIFY(answer.startsWith("HTTP/1.1 200 OK\r\n"));
        QCOMPARE(answer.count("HTTP/1.1 "), 1);
    }

    void whoSendsTooMuchIsCutShort()
    {
        const auto socket = dial();
        socket->write("GET /metrics HTTP/1.1\r\nX: " + QByteArray(8 * 1024, 'x'));
        QVERIFY(answerTo(*socket).startsWith("HTTP/1.1 431 "));
    }

    void whoSendsSlowlyHoldsNobodyElseUp()
    {
        std::vector<std::unique_ptr<QTcpSocket>> slow;
        for (int i = 0; i < 10; ++i) {
            slow.push_back(dial());
            slow.back()->write("GET /metrics HT");
        }
        QCOMPARE(get()->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 200);
        for (const auto &socket : slow)
            QCOMPARE(socket->state(), QAbstractSocket::ConnectedState);
    }

    void whoSendsTooSlowlyIsGivenUp()
    {
        start({.timeout = 300ms});
        QElapsedTimer since;
        since.start();
        std::vector<std::unique_ptr<QTcpSocket>> slow;
        for (int i = 0; i < 10; ++i)
            slow.push_back(dial());
        for (const auto &socket : slow) {
            const auto isGivenUp = [&socket] {
                if (socket->state() == QAbstractSocket::ConnectedState)
                    socket->write("T"); // a byte at a time keeps no connection
                return socket->state() == QAbstractSocket::UnconnectedState;
            };
            EVENTUALLY(isGivenUp());
        }
        QVERIFY(since.elapsed() >= 250);
        EVENTUALLY_EQUAL(get()->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 200);
    }

    void beyondTheirLimitConnectionsAreTurnedAway()
    {
        start({.connections = 2, .timeout = unlimited});
        const auto first = dial();
        const auto second = dial();
        first->write("GET");
        second->write("GET");
        const auto third = dial();
        QVERIFY(answerTo(*third).startsWith("HTTP/1.1 503 "));
        first->abort();
        EVENTUALLY_EQUAL(get()->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 200);
    }

    void whenItClosesEveryConnectionEnds()
    {
        const auto socket = dial();
        socket->write("GET");
        QCoreApplication::processEvents();
        m_server->close();
        QVERIFY(!m_server->isListening());
        EVENTUALLY_EQUAL(socket->state(), QAbstractSocket::UnconnectedState);
    }
};

QTEST_GUILESS_MAIN(TestMetricsServer)
#include "tst_metricsserver.moc"
