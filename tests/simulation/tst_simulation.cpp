// SPDX-License-Identifier: GPL-3.0-or-later
// The simulator against queueing theory: the formulas and figures are those of Erlang (M/M/c), S = 10 ms.
#include "model/simulation/simulation.h"

#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;

namespace {

SimulationPlan planOf(int pools, int slots, double rate, Duration duration)
{
    return {.plan = uniformPlan(pools, slots),
            .traffic = {.arrivals = OpenLoop{.ratePerSecond = rate}},
            .service = {.shape = ServiceTime::Shape::Exponential, .mean = 10ms},
            .seed = 7,
            .warmup = 1s,
            .duration = duration,
            .drain = 10s};
}

Snapshot measured(const SimulationPlan &plan)
{
    Simulation simulation(plan);
    simulation.openPools();
    simulation.warmUp();
    simulation.measure();
    return simulation.snapshot();
}

double milliseconds(Duration duration)
{
    return std::chrono::duration<double, std::milli>(duration).count();
}

void compare(const char *what, Duration seen, double expected, double tolerance)
{
    const double relative = milliseconds(seen) / expected - 1;
    QVERIFY2(std::abs(relative) < tolerance,
             qPrintable(QStringLiteral("%1: %2 ms, not %3 ms").arg(QLatin1StringView(what)).arg(milliseconds(seen)).arg(expected)));
}

} // namespace

class TestSimulation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onePoolIsAnErlangCSystem_data()
    {
        QTest::addColumn<int>("slots");
        QTest::addColumn<double>("erlangs");
        QTest::addColumn<double>("meanWait"); // C / (c mu - lambda)
        QTest::addColumn<double>("p50");
        QTest::addColumn<double>("p95");
        QTest::addColumn<double>("p99");
        QTest::addColumn<double>("p999");
        QTest::newRow("25 slots") << 25 << 20.0 << 0.2091028266 * 10 / 5 << 7.42 << 30.47 << 46.56 << 69.59;
        QTest::newRow("12 slots") << 12 << 9.6 << 0.3688415109 * 10 / 2.4 << 8.63 << 32.27 << 48.39 << 71.42;
        QTest::newRow("5 slots") << 5 << 4.0 << 0.5541125541 * 10 / 1 << 12.04 << 41.97 << 60.80 << 86.66;
    }
    void onePoolIsAnErlangCSystem()
    {
        QFETCH(int, slots);
        QFETCH(double, erlangs);
        QFETCH(double, meanWait);
        QFETCH(double, p50);
        QFETCH(double, p95);
        QFETCH(double, p99);
        QFETCH(double, p999);
        const double rate = erlangs * 100;
        const auto duration = std::chrono::duration_cast<Duration>(std::chrono::duration<double>(600'000 / rate));
        const Snapshot seen = measured(planOf(1, slots, rate, duration));
        compare("wait", seen.acquire.mean, meanWait, 0.06);
        compare("service", seen.service.mean, 10, 0.01);
        compare("p50", seen.response.p50, p50, 0.02);
        compare("p95", seen.response.p95, p95, 0.03);
        compare("p99", seen.response.p99, p99, 0.04);
        compare("p99.9", seen.response.p999, p999, 0.08);
    }

    // Five pools of five, rho 0.8: mean waits in ms of theory.md 2.3; random has a closed form, the others were simulated.
    void partsOfAPoolWaitLongerAndThePolicySaysByHowMuch_data()
    {
        QTest::addColumn<int>("policy");
        QTest::addColumn<double>("meanWait");
        QTest::addColumn<double>("tolerance");
        QTest::newRow("random, 5.541 by Erlang C") << int(RoutingPolicy::Random) << 5.541 << 0.06;
        QTest::newRow("round robin") << int(RoutingPolicy::RoundRobin) << 2.64 << 0.10;
        QTest::newRow("power of two") << int(RoutingPolicy::PowerOfTwo) << 0.83 << 0.12;
        QTest::newRow("shortest queue") << int(RoutingPolicy::LeastLoaded) << 0.54 << 0.15;
    }
    void partsOfAPoolWaitLongerAndThePolicySaysByHowMuch()
    {
        QFETCH(int, policy);
        QFETCH(double, meanWait);
        QFETCH(double, tolerance);
        SimulationPlan plan = planOf(5, 5, 2000, 300s);
        plan.plan.policy = RoutingPolicy(policy);
        compare("wait", measured(plan).acquire.mean, meanWait, tolerance);
    }

    void withoutAWarmUpTheFirstRequestsCountToo()
    {
        SimulationPlan plan = planOf(1, 3, 1, 500ms);
        plan.warmup = Duration(0);
        plan.service = {.shape = ServiceTime::Shape::Constant, .mean = 1s};
        plan.traffic.arrivals = ClosedLoop{.clients = 3};
        Simulation simulation(plan);
        simulation.openPools();
        simulation.warmUp();
        simulation.measure();
        simulation.shutDown();
        QCOMPARE(simulation.snapshot().requests, (RequestCounts{.offered = 3, .completed = 3}));
    }

    // c clients on c slots and no think time: every slot is always busy, c / S requests a second.
    void aClosedLoopKeepsEverySlotBusy()
    {
        SimulationPlan plan = planOf(1, 60, 1, 100s);
        plan.traffic.arrivals = ClosedLoop{.clients = 60};
        const Snapshot seen = measured(plan);
        QVERIFY(std::abs(static_cast<double>(seen.requests.completed) / 600'000.0 - 1) < 0.01);
        QVERIFY(seen.acquire.max == 0ns);
    }

    void theSameSeedIsTheSameRunAndAnotherIsAnother()
    {
        SimulationPlan plan = planOf(5, 5, 2000, 5s);
        const Snapshot first = measured(plan);
        const Snapshot again = measured(plan);
        QCOMPARE(again.response, first.response);
        QCOMPARE(again.acquire, first.acquire);
        QCOMPARE(again.requests, first.requests);
        plan.seed = 8;
        QVERIFY(measured(plan).response != first.response);
    }

    void whatIsAcceptedIsServedWithinTheDrainDeadlineAndNothingIsLost()
    {
        Simulation simulation(planOf(5, 5, 2000, 5s));
        simulation.openPools();
        simulation.warmUp();
        simulation.measure();
        const Snapshot before = simulation.snapshot();
        QVERIFY(before.inFlight > 0);
        simulation.shutDown();
        const Snapshot last = simulation.snapshot();
        QCOMPARE(last.requests.offered, last.requests.completed);
        QCOMPARE(simulation.dispatcher().shutdownReport().drained, before.inFlight + before.waiting);
        QVERIFY(!simulation.dispatcher().checkInvariants());
    }

    void aDrainThatIsTooShortCancelsAndStillCountsEveryRequest()
    {
        SimulationPlan plan = planOf(1, 5, 100, 5s);
        plan.service = {.shape = ServiceTime::Shape::Constant, .mean = 1s};
        plan.drain = 100ms;
        Simulation simulation(plan);
        simulation.openPools();
        simulation.warmUp();
        simulation.measure();
        simulation.shutDown();
        const RequestCounts counts = simulation.snapshot().requests;
        QVERIFY(counts.cancelled > 100);
        QCOMPARE(counts.ended(), counts.offered);
        QVERIFY(simulation.now() < TimePoint(8s));
    }

    void aStatementEndsAtItsTimeout()
    {
        SimulationPlan plan = planOf(1, 5, 10, 20s);
        plan.plan.pools[0].statementTimeout = 200ms;
        plan.service = {.shape = ServiceTime::Shape::Constant, .mean = 1s};
        const Snapshot seen = measured(plan);
        QCOMPARE(seen.requests.completed, std::uint64_t(0));
        QVERIFY(seen.requests.failed > 100);
        QCOMPARE(seen.errors.size(), std::size_t(1));
        QCOMPARE(seen.errors.front().sqlState, std::string("57014"));
        QCOMPARE(seen.errors.front().count, seen.requests.failed);
    }
};

QTEST_GUILESS_MAIN(TestSimulation)
#include "tst_simulation.moc"
