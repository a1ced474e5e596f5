// SPDX-License-Identifier: GPL-3.0-or-later
// The simulator, which is the engine's state machines under a virtual clock, against the formulas of model/analysis.
#include "model/analysis/queueing/erlang.h"
#include "model/analysis/queueing/littleslaw.h"
#include "model/analysis/queueing/roundrobin.h"
#include "model/analysis/statistics/summary.h"
#include "model/simulation/simulation.h"

#include <QTest>

#include <cmath>

using namespace poolwart;
using namespace std::chrono_literals;

namespace {

constexpr double hold = 0.001; // a tenth of theory.md's, so that less time has to be modelled: all waits are a tenth, too
constexpr double theorysMilliseconds = 1e3 * 0.010 / hold;
constexpr double requests = 100'000; // of a repeat

PartitionedLoad loadOf(int pools, int connections, double utilization)
{
    return {.arrivalsPerSecond = utilization * pools * connections / hold,
            .holdSeconds = hold,
            .pools = pools,
            .connectionsPerPool = connections};
}

Snapshot simulated(const PartitionedLoad &load, RoutingPolicy policy, std::uint64_t seed)
{
    SimulationPlan plan{.plan = uniformPlan(load.pools, load.connectionsPerPool),
                        .traffic = {.arrivals = OpenLoop{.ratePerSecond = load.arrivalsPerSecond}},
                        .service = {.shape = ServiceTime::Shape::Exponential, .mean = 1ms},
                        .seed = seed,
                        .warmup = 200ms,
                        .duration = std::chrono::duration_cast<Duration>(std::chrono::duration<double>(requests / load.arrivalsPerSecond)),
                        .drain = 10s};
    plan.plan.policy = policy;
    Simulation simulation(plan);
    simulation.openPools();
    simulation.warmUp();
    simulation.measure();
    return simulation.snapshot();
}

// The mean wait in seconds of several seeds, and its standard error.
struct MeasuredWait
{
    double mean = 0;
    double standardError = 0;
};

MeasuredWait waitOf(const PartitionedLoad &load, RoutingPolicy policy, std::uint64_t repeats = 8)
{
    std::vector<double> means;
    for (std::uint64_t seed = 1; seed <= repeats; ++seed)
        means.push_back(std::chrono::duration<double>(simulated(load, policy, seed).acquire.mean).count());
    return {.mean = meanOf(means), .standardError = std::sqrt(varianceOf(means) / static_cast<double>(repeats))};
}

// Within four standard errors, which are small enough for the next policy of the table to be refused.
void compare(const MeasuredWait &seen, double expected, double expectedError = 0)
{
    const double error = std::hypot(seen.standardError, expectedError);
    QVERIFY2(error < 0.06 * expected, qPrintable(QString::number(error / expected)));
    QVERIFY2(std::abs(seen.mean - expected) < 4 * error,
             qPrintable(QStringLiteral("%1 s, not %2 ± %3").arg(seen.mean).arg(expected).arg(error)));
}

} // namespace

class TestSimulator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneQueueWaitsAsErlangSays_data()
    {
        QTest::addColumn<int>("connections");
        QTest::addColumn<double>("utilization");
        QTest::newRow("1 at .5") << 1 << 0.5;
        QTest::newRow("5 at .8") << 5 << 0.8;
        QTest::newRow("12 at .8") << 12 << 0.8;
        QTest::newRow("25 at .8") << 25 << 0.8;
    }
    void oneQueueWaitsAsErlangSays()
    {
        QFETCH(int, connections);
        QFETCH(double, utilization);
        const PartitionedLoad load = loadOf(1, connections, utilization);
        compare(waitOf(load, RoutingPolicy::Single), std::get<MmcQueue>(MmcQueue::of(load.shared())).meanWait());
    }

    void aRandomSplitWaitsAsErlangSaysOfOnePool()
    {
        const PartitionedLoad load = loadOf(5, 5, 0.8);
        compare(waitOf(load, RoutingPolicy::Random), std::get<MmcQueue>(randomSplit(load)).meanWait());
    }

    void roundRobinWaitsAsArrivalsInStages_data()
    {
        QTest::addColumn<int>("connections");
        QTest::newRow("5x5") << 5;
        QTest::newRow("5x12") << 12;
    }
    void roundRobinWaitsAsArrivalsInStages()
    {
        QFETCH(int, connections);
        const PartitionedLoad load = loadOf(5, connections, 0.8);
        const auto expected = std::get<SimulatedWaits>(roundRobin(load, {.arrivals = 1'000'000}));
        compare(waitOf(load, RoutingPolicy::RoundRobin), expected.mean(), expected.standardError());
    }

    // theory.md 2.3, mean waits in ms of 200,000 arrivals of one seed each.
    void policiesOrderAsInTheTableOfTheory()
    {
        const PartitionedLoad load = loadOf(5, 5, 0.8);
        const double shared = theorysMilliseconds * waitOf(loadOf(1, 25, 0.8), RoutingPolicy::Single, 3).mean;
        const double shortest = theorysMilliseconds * waitOf(load, RoutingPolicy::LeastLoaded, 3).mean;
        const double two = theorysMilliseconds * waitOf(load, RoutingPolicy::PowerOfTwo, 3).mean;
        const double inTurn = theorysMilliseconds * waitOf(load, RoutingPolicy::RoundRobin, 3).mean;
        const double random = theorysMilliseconds * waitOf(load, RoutingPolicy::Random, 3).mean;
        QVERIFY(shared < shortest && shortest < two && two < inTurn && inTurn < random);
        QVERIFY2(std::abs(shortest / 0.54 - 1) < 0.15, qPrintable(QString::number(shortest)));
        QVERIFY2(std::abs(two / 0.83 - 1) < 0.15, qPrintable(QString::number(two)));
        QVERIFY2(std::abs(inTurn / 2.64 - 1) < 0.1, qPrintable(QString::number(inTurn)));
    }

    // What is in flight at the ends of seconds, against completions and response times, which are counted elsewhere.
    void littlesLawHolds()
    {
        Simulation simulation({.plan = uniformPlan(5, 5),
                               .traffic = {.arrivals = OpenLoop{.ratePerSecond = 2'000}},
                               .service = {.shape = ServiceTime::Shape::Exponential, .mean = 10ms},
                               .warmup = 2s,
                               .duration = 200s,
                               .drain = 10s});
        std::vector<double> inFlight;
        simulation.openPools();
        simulation.warmUp();
        simulation.setListener([&](const SecondFigures &, const std::vector<Event> &) {
            const Snapshot seen = simulation.snapshot();
            inFlight.push_back(static_cast<double>(seen.inFlight + seen.waiting));
        });
        simulation.measure();
        const Snapshot all = simulation.snapshot();
        const double response = std::chrono::duration<double>(all.response.mean).count();
        const LittlesLaw law = littlesLaw(meanOf(inFlight), static_cast<double>(all.requests.completed) / 200, response);
        QVERIFY(inFlight.size() >= 199);
        QVERIFY2(law.holds(), qPrintable(QString::number(law.gap())));
        QVERIFY(!littlesLaw(law.inFlight, static_cast<double>(all.requests.completed) / 200, response - 0.002).holds());
    }
};

QTEST_GUILESS_MAIN(TestSimulator)
#include "tst_simulator.moc"
