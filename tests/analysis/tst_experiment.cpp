// SPDX-License-Identifier: GPL-3.0-or-later
// The experiment "why": its cells, the order of their visits and what is made of what was measured.
#include "model/analysis/experiment/experimentresult.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace poolwart;

namespace {

WhyExperiment experimentOf(const char *base, const char *current, RoutingPolicy policy = RoutingPolicy::RoundRobin)
{
    return *whyExperiment(*parsePoolShape(base), *parsePoolShape(current), policy);
}

std::vector<std::string> namesOf(const WhyExperiment &experiment)
{
    std::vector<std::string> names;
    for (const Cell &cell : experiment.cells)
        names.push_back(shapeText(cell.shape));
    return names;
}

// A visit whose figures are the same in both of its pieces.
CellVisit visitOf(double p99, double throughput, std::uint64_t timedOut = 0)
{
    return {.steadyAfter = 8,
            .requests = {.offered = 1'000, .completed = 1'000 - timedOut, .timedOut = timedOut},
            .responseP99 = visitOfMean({p99, p99}),
            .throughput = visitOfMean({throughput, throughput})};
}

// Four cells, as of 1x25 against 5x12, with 1 % of difference from block to block.
std::vector<CellVisit> blockOf(int index)
{
    const double drift = 1 + 0.01 * index;
    return {visitOf(20e6 * drift, 2'400), visitOf(10e6 * drift, 2'400), visitOf(12e6 * drift, 2'400), visitOf(60e6 * drift, 2'300)};
}

std::vector<std::vector<CellVisit>> blocksOf(int count)
{
    std::vector<std::vector<CellVisit>> blocks;
    for (int i = 0; i < count; ++i)
        blocks.push_back(blockOf(i));
    return blocks;
}

void compareRatio(const ChainStep &step, double expected)
{
    QVERIFY2(std::abs(step.effect.ratio() / expected - 1) < 1e-9, qPrintable(QString::number(step.effect.ratio())));
}

} // namespace

class TestExperiment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aShapeIsPoolsTimesSlots()
    {
        QCOMPARE(*parsePoolShape("5x12"), (PoolShape{.pools = 5, .connections = 60}));
        QCOMPARE(*parsePoolShape(" 5 × 12 "), (PoolShape{.pools = 5, .connections = 60}));
        QCOMPARE(shapeText({.pools = 5, .connections = 60}), std::string("5 × 12"));
        QCOMPARE(shapeText({.pools = 5, .connections = 27}), std::string("5 × 5–6"));
        const Plan plan = planOf({.pools = 5, .connections = 27}, RoutingPolicy::PowerOfTwo);
        QCOMPARE(committedSlots(plan), 27);
        QCOMPARE(plan.pools.front().slots, 6);
        QCOMPARE(plan.pools.back().slots, 5);
        QCOMPARE(plan.policy, RoutingPolicy::PowerOfTwo);
        QVERIFY(validate(plan));
    }

    void whatIsNoShapeIsRefused()
    {
        for (const char *bad : {"", "5", "x", "5x", "x12", "0x5", "5x0", "101x1", "1x1001", "-1x5", "5x12x3", "5.5x2", "9999999999x1"})
            QVERIFY2(!parsePoolShape(bad), bad);
        QCOMPARE(parsePoolShape("101x1").error().message, std::string("“101x1” is outside 1 to 100 pools of 1 to 1000 slots."));
    }

    void thePlansClaimIsATwoByTwo()
    {
        const WhyExperiment experiment = experimentOf("1x25", "5x12");
        QCOMPARE(namesOf(experiment), (std::vector<std::string>{"1 × 25", "1 × 60", "5 × 12", "5 × 5"}));
        QCOMPARE(experiment.path, (CausePath{.cells = {0, 1, 2}, .causes = {Cause::Connections, Cause::Splitting}}));
        QCOMPARE(experiment.otherPath, std::optional(CausePath{.cells = {0, 3, 2}, .causes = {Cause::Splitting, Cause::Connections}}));
    }

    void oneDifferenceIsOneCause()
    {
        const WhyExperiment splitting = experimentOf("5x5", "1x25");
        QCOMPARE(splitting.path, (CausePath{.cells = {0, 1}, .causes = {Cause::Splitting}}));
        QVERIFY(!splitting.otherPath);
        QCOMPARE(experimentOf("5x5", "5x12").path.causes, std::vector{Cause::Connections});
        const WhyExperiment policy = experimentOf("5x5", "5x5", RoutingPolicy::LeastLoaded);
        QCOMPARE(policy.path.causes, std::vector{Cause::Policy});
        QCOMPARE(policy.cells.size(), std::size_t(2));
    }

    // 60 connections are too few for 70 pools.
    void wherePoolsAreMoreThanConnectionsOnlyTheOtherWayIsGone()
    {
        const WhyExperiment experiment = experimentOf("70x5", "5x12");
        QCOMPARE(namesOf(experiment), (std::vector<std::string>{"70 × 5", "5 × 70", "5 × 12"}));
        QCOMPARE(experiment.path.causes, (std::vector{Cause::Splitting, Cause::Connections}));
        QVERIFY(!experiment.otherPath);
    }

    void thePolicyIsTheLastStepOfBothWays()
    {
        const WhyExperiment experiment = experimentOf("1x25", "5x12", RoutingPolicy::LeastLoaded);
        QCOMPARE(experiment.path.causes, (std::vector{Cause::Connections, Cause::Splitting, Cause::Policy}));
        QCOMPARE(experiment.cells[experiment.path.cells.back()].policy, RoutingPolicy::LeastLoaded);
        QCOMPARE(experiment.otherPath->cells.back(), experiment.path.cells.back());
        QCOMPARE(std::ranges::count(experiment.cells, RoutingPolicy::RoundRobin, &Cell::policy), std::ptrdiff_t(4));
    }

    void whatCannotBeComparedIsRefused()
    {
        const PoolShape base{.pools = 1, .connections = 25};
        QVERIFY(!whyExperiment(base, base, RoutingPolicy::RoundRobin));
        // Neither one pool of 100,000 nor 100 pools with ten connections.
        QVERIFY(!whyExperiment({.pools = 1, .connections = 10}, {.pools = 100, .connections = 100'000}, RoutingPolicy::RoundRobin));
    }

    void everySecondBlockGoesBackwards()
    {
        const VisitOrder order = visitOrder(5, 6, 3);
        QCOMPARE(order.size(), std::size_t(6));
        for (std::size_t block = 0; block < order.size(); ++block) {
            std::vector<std::size_t> sorted = order[block];
            std::ranges::sort(sorted);
            QCOMPARE(sorted, (std::vector<std::size_t>{0, 1, 2, 3, 4}));
            if (block % 2 == 1)
                QVERIFY(std::ranges::equal(order[block], std::vector(order[block - 1].rbegin(), order[block - 1].rend())));
        }
        QVERIFY(order[0] != order[2] || order[2] != order[4]);
        QCOMPARE(visitOrder(5, 6, 3), order);
        QVERIFY(visitOrder(5, 6, 4) != order);
    }

    void eachCauseHasItsRatioAndTheirProductIsTheWhole()
    {
        const ExperimentResult result = resultOf(experimentOf("1x25", "5x12"), blocksOf(3));
        QCOMPARE(result.usedBlocks, 3);
        QCOMPARE(result.visits(), 12);
        QCOMPARE(result.steadyVisits(), 12);
        const PathEffects &p99 = result.effects.front();
        QCOMPARE(p99.figure, ExperimentFigure::ResponseP99);
        compareRatio(p99.causes[0].step, 0.5);
        compareRatio(p99.causes[1].step, 1.2);
        compareRatio(p99.whole, 0.6);
        compareRatio(result.otherEffects.front().causes[0].step, 3);
        compareRatio(result.otherEffects.front().causes[1].step, 0.2);
        compareRatio(result.otherEffects.front().whole, 0.6);
        QVERIFY(p99.whole.isShown() && p99.causes[0].step.isShown() && p99.causes[1].step.isShown());
        QVERIFY(!result.effects[1].whole.isShown()); // the throughput is the same
        compareRatio(p99.whole, result.cells[2].responseP99 / result.cells[0].responseP99);
    }

    void aBlockWithARefusedVisitIsLeftOut()
    {
        auto blocks = blocksOf(4);
        blocks[1][0] = visitOf(900e6, 100, 11); // 1.1 % timed out
        const ExperimentResult result = resultOf(experimentOf("1x25", "5x12"), blocks);
        QCOMPARE(result.blocks, 4);
        QCOMPARE(result.usedBlocks, 3);
        QCOMPARE(result.refusedVisits(), 1);
        QCOMPARE(result.cells[0].refused, 1);
        compareRatio(result.effects.front().whole, 0.6);
        blocks[1][0] = visitOf(20e6, 2'400, 10);
        QCOMPARE(resultOf(experimentOf("1x25", "5x12"), blocks).usedBlocks, 4);
    }

    void withoutTwoBlocksThereIsNoEffect()
    {
        auto blocks = blocksOf(3);
        blocks[0][3].requests.completed = 0;
        blocks[2][1].requests = {.offered = 1'000, .completed = 900, .failed = 100};
        const ExperimentResult result = resultOf(experimentOf("1x25", "5x12"), blocks);
        QCOMPARE(result.usedBlocks, 1);
        QVERIFY(result.effects.empty() && result.otherEffects.empty());
        QVERIFY(resultOf(experimentOf("1x25", "5x12"), {}).effects.empty());
    }
};

QTEST_GUILESS_MAIN(TestExperiment)
#include "tst_experiment.moc"
