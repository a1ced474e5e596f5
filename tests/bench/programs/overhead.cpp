// SPDX-License-Identifier: GPL-3.0-or-later
// What observing costs: 5 x 12 slots under 60 clients, in stretches with and without a run being recorded, metrics being
// fetched every second and the window with its charts on the screen. One process, so that nothing else differs.
//   poolwart_bench_overhead URI ROUNDS SECONDS, prints lines "NAME FIGURE"
#include "app/process/translations.h"
#include "model/metrics/metricsserver.h"
#include "model/server/connection/target.h"
#include "model/session/session.h"
#include "ui/mainwindow.h"

#include "tests/bench/programs/windowtraffic.h"

#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTimer>

#include <cstdio>

using namespace poolwart;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

class Subject
{
public:
    explicit Subject(const Target &target)
        : m_window(&m_session)
        , m_metrics(&m_session)
    {
        m_window.resize(1280, 800);
        m_window.show();
        startTraffic(m_session, m_window, target);
        m_window.findChild<QAction *>(u"page2"_s)->trigger(); // the dearest: bands, percentiles
        QObject::connect(&m_scraping, &QTimer::timeout, &m_window, [this] { scrape(); });
    }

    // Requests a second.
    double measureObserved(int seconds)
    {
        if (!m_metrics.listen({.port = 0}))
            qFatal("no port for the metrics");
        m_window.show();
        m_scraping.start(1s);
        m_session.resetFigures();
        m_session.startRecording(m_folder.filePath(u"run.journal"_s).toStdString(), true);
        const double served = measure(seconds);
        if (m_session.stopRecording().record().series.empty())
            qFatal("nothing was recorded");
        m_scraping.stop();
        m_metrics.close();
        return served;
    }

    double measureBare(int seconds)
    {
        m_window.hide();
        m_session.resetFigures();
        return measure(seconds);
    }

private:
    double measure(int seconds)
    {
        QTest::qWait(1'000); // settles: the window is drawn, the figures have begun anew
        const std::uint64_t before = m_session.snapshot().requests.completed;
        const TimePoint from = m_session.snapshot().at;
        QTest::qWait(1'000 * seconds);
        const std::uint64_t served = m_session.snapshot().requests.completed - before;
        return static_cast<double>(served) / std::chrono::duration<double>(m_session.snapshot().at - from).count();
    }

    void scrape()
    {
        auto *socket = new QTcpSocket(&m_window);
        QObject::connect(socket, &QTcpSocket::connected, socket,
                         [socket] { socket->write("GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"); });
        QObject::connect(socket, &QTcpSocket::disconnected, socket, [socket] {
            if (!socket->readAll().startsWith("HTTP/1.1 200"))
                qFatal("no metrics");
            socket->deleteLater();
        });
        socket->connectToHost(m_metrics.address().host, m_metrics.address().port);
    }

    const QTemporaryDir m_folder;
    Session m_session{1};
    MainWindow m_window;
    MetricsServer m_metrics;
    QTimer m_scraping;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setOrganizationName(u"poolwart-bench"_s);
    const QStringList arguments = QApplication::arguments();
    const auto target = targetFromText(arguments.value(1).toStdString());
    const int rounds = arguments.value(2).toInt();
    const int seconds = arguments.value(3).toInt();
    if (!target || rounds < 1 || seconds < 1)
        qFatal("Usage: poolwart_bench_overhead URI ROUNDS SECONDS");
    const Translations translations;
    Subject subject(*target);
    for (int round = 1; round <= rounds; ++round) {
        const auto observed = [&] { std::printf("observed_%d %.0f\n", round, subject.measureObserved(seconds)); };
        const auto bare = [&] { std::printf("bare_%d %.0f\n", round, subject.measureBare(seconds)); };
        if (round % 2)
            observed();
        bare();
        if (round % 2 == 0)
            observed();
    }
}
