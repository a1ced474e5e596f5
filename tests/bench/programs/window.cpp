// SPDX-License-Identifier: GPL-3.0-or-later
// The real window with 5 x 12 slots under 60 clients' traffic: how late its event loop is, what its thread costs, and
// what the process grows by. A program of its own, because it needs a QApplication and a fresh heap.
//   poolwart_bench_window URI WARMUP_SECONDS SECONDS, prints lines "NAME FIGURE"
#include "app/process/translations.h"
#include "model/server/connection/target.h"
#include "model/session/session.h"
#include "tests/bench/statistics.h"
#include "ui/mainwindow.h"

#include "tests/bench/programs/windowtraffic.h"

#include <QFile>

#include <atomic>
#include <cstdio>
#include <ctime>
#include <thread>
#include <unistd.h>

using namespace poolwart;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

constexpr int pages = 4;

// Posts an event to the GUI thread a hundred times a second, from outside: what waits behind a long refresh is counted
// as often as it would have been noticed.
class DelayProbe : public QObject
{
public:
    DelayProbe()
        : m_thread([this](const std::stop_token &stop) { post(stop); })
    {}

    std::vector<double> take() { return std::exchange(m_delays, {}); } // milliseconds

    bool event(QEvent *event) override
    {
        if (event->type() != probe)
            return QObject::event(event);
        const auto sent = static_cast<Probe *>(event)->sent;
        m_delays.push_back(std::chrono::duration<double, std::milli>(Clock::now() - sent).count());
        return true;
    }

private:
    static constexpr auto probe = QEvent::Type(QEvent::User + 1);
    struct Probe : QEvent
    {
        Probe()
            : QEvent(probe)
        {}
        Clock::time_point sent = Clock::now();
    };

    void post(const std::stop_token &stop)
    {
        for (auto at = Clock::now(); !stop.stop_requested(); at += 10ms) {
            std::this_thread::sleep_until(at);
            QCoreApplication::postEvent(this, new Probe);
        }
    }

    std::vector<double> m_delays;
    std::jthread m_thread;
};

double threadSeconds()
{
    timespec used{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

double residentMiB()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no /proc");
    return file.readAll().split(' ').at(1).toDouble() * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1024 * 1024);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setOrganizationName(u"poolwart-bench"_s);
    const QStringList arguments = QApplication::arguments();
    const auto target = targetFromText(arguments.value(1).toStdString());
    const int warmup = arguments.value(2).toInt();
    const int seconds = arguments.value(3).toInt();
    if (!target || seconds < pages)
        qFatal("Usage: poolwart_bench_window URI WARMUP_SECONDS SECONDS");
    const Translations translations;
    Session session(1);
    MainWindow window(&session);
    window.resize(1280, 800);
    window.show();
    startTraffic(session, window, *target);

    const auto show = [&](int page) { window.findChild<QAction *>(u"page%1"_s.arg(page))->trigger(); };
    for (int page = pages; page >= 1; --page) { // each has been built and drawn before anything is measured
        show(page);
        QTest::qWait(1000 * warmup / pages);
    }
    DelayProbe probe;
    std::vector<double> delays;
    std::vector<double> resident;
    const std::uint64_t servedBefore = session.snapshot().requests.completed;
    const auto start = Clock::now();
    for (int page = 1; page <= pages; ++page) {
        show(page);
        const double cpuBefore = threadSeconds();
        const auto pageStart = Clock::now();
        while (Clock::now() - pageStart < 1000ms * seconds / pages) {
            QTest::qWait(250);
            resident.push_back(residentMiB());
        }
        const double share = (threadSeconds() - cpuBefore) / std::chrono::duration<double>(Clock::now() - pageStart).count();
        const std::vector<double> here = probe.take();
        std::printf("page%d_delay_p99_ms %.3f\npage%d_cpu_percent %.2f\n", page, quantile(here, 0.99), page, 100 * share);
        delays.insert(delays.end(), here.begin(), here.end());
    }
    const double elapsed = std::chrono::duration<double>(Clock::now() - start).count();
    const std::size_t fifth = resident.size() / 5;
    const double before = *median(std::vector<double>(resident.begin(), resident.begin() + static_cast<std::ptrdiff_t>(fifth)));
    const double after = *median(std::vector<double>(resident.end() - static_cast<std::ptrdiff_t>(fifth), resident.end()));
    std::printf("delay_p99_ms %.3f\nresident_mib %.2f\ngrowth_mib %.3f\nserved_per_s %.0f\n", quantile(delays, 0.99), after, after - before,
                static_cast<double>(session.snapshot().requests.completed - servedBefore) / elapsed);
}
