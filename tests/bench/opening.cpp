// SPDX-License-Identifier: GPL-3.0-or-later
// 60 slots of the engine, opened and closed, against libpq's bare connect on as many threads as we have connectors.
#include "model/engine/connectors.h"
#include "model/engine/engine.h"
#include "tests/bench/bench.h"
#include "tests/support/program.h"

#include <QTest>

#include <libpq-fe.h>

#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace poolwart {

namespace {

constexpr int connections = 60;
const std::string run = "poolwart/bench";

double milliseconds(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

struct Times
{
    double open = 0; // milliseconds
    double closed = 0;
};

// Until the last slot's event in the log: a snapshot may be 100 ms old, an event bears its time.
double openAll(Engine &engine, const Target &target)
{
    const auto start = std::chrono::system_clock::now();
    engine.setTarget(target, run);
    engine.post(&Dispatcher::apply, uniformPlan(5, connections / 5));
    int opened = 0;
    auto last = start;
    const bool areOpen = QTest::qWaitFor(
        [&] {
            for (const Event &event : engine.takeEvents()) {
                opened += event.kind == EventKind::SlotOpened;
                last = event.at;
            }
            return opened >= connections;
        },
        30'000);
    if (!areOpen)
        qFatal("%d slots of %d were opened", opened, connections);
    return milliseconds(last - start);
}

double closeAll(Engine &engine)
{
    const auto start = std::chrono::steady_clock::now();
    engine.shutDown(10s);
    while (engine.snapshot()->shutdown != ShutdownPhase::Finished) {
        std::this_thread::sleep_for(200us);
        if (std::chrono::steady_clock::now() - start > 30s)
            qFatal("the engine does not finish");
    }
    return milliseconds(std::chrono::steady_clock::now() - start);
}

Times ours(const Target &target)
{
    Engine engine(1);
    const double open = openAll(engine, target);
    return {.open = open, .closed = closeAll(engine)};
}

Times libpqs(const Target &target)
{
    const std::string conninfo = targetUri(target).toStdString();
    std::vector<PGconn *> opened(connections);
    const auto start = std::chrono::steady_clock::now();
    {
        std::vector<std::jthread> threads;
        for (std::size_t thread = 0; thread < Connectors::threadCount; ++thread) {
            threads.emplace_back([&, thread] {
                for (std::size_t i = thread; i < opened.size(); i += Connectors::threadCount)
                    opened[i] = PQconnectdb(conninfo.c_str());
            });
        }
    }
    const auto open = std::chrono::steady_clock::now();
    for (PGconn *connection : opened) {
        if (PQstatus(connection) != CONNECTION_OK)
            qFatal("libpq: %s", PQerrorMessage(connection));
        PQfinish(connection);
    }
    return {.open = milliseconds(open - start), .closed = milliseconds(std::chrono::steady_clock::now() - open)};
}

} // namespace

void benchOpening(Bench &bench)
{
    const Target target = bench.server.target();
    Samples closed;
    // The server is still busy with the end of a backend after its connection is closed.
    const auto settled = [&](const Times &times) {
        const std::string others = "SELECT count(*) - 1 FROM pg_stat_activity WHERE backend_type = 'client backend'";
        if (!QTest::qWaitFor([&] { return bench.server.value(others) == "0"; }, 10'000))
            qFatal("a backend is left");
        return times;
    };
    const auto samples = interleaved(bench.rounds * 3, {[&] {
                                                            const Times times = settled(ours(target));
                                                            closed.push_back(times.closed);
                                                            return Sample(times.open);
                                                        },
                                                        [&] { return Sample(settled(libpqs(target)).open); }});
    bench.results.add({.name = u"60 slots opened; 60 PQconnectdb on 4 threads"_s,
                       .unit = u"ms"_s,
                       .ours = samples[0],
                       .peer = samples[1],
                       .bound = Bound{.value = 2, .isOfRatio = true}});
    bench.results.add({.name = u"60 slots closed"_s, .unit = u"ms"_s, .ours = closed, .bound = Bound{.value = 50}});
}

} // namespace poolwart
