// SPDX-License-Identifier: GPL-3.0-or-later
// The sentences of an experiment: faster, slower, no difference, refused, doubtful, and against the plan's slogan.
#include "model/tables/experimenttext.h"

#include <QTest>

#include <cmath>

using namespace poolwart;
using namespace Qt::StringLiterals;

namespace {

constexpr double noise[]{0.99, 1.0, 1.01};

CellVisit visitOf(double milliseconds)
{
    const double p99 = milliseconds * 1e6;
    return {.steadyAfter = 8,
            .requests = {.offered = 1'000, .completed = 1'000},
            .responseP99 = visitOfMean({p99, p99}),
            .throughput = visitOfMean({2'000, 2'000})};
}

using Blocks = std::vector<std::vector<CellVisit>>;

// Three blocks, in which the last cell differs by 1 % from one to the next.
Blocks blocksOf(std::initializer_list<double> milliseconds)
{
    Blocks blocks;
    for (const double factor : noise) {
        std::vector<CellVisit> &block = blocks.emplace_back();
        for (const double p99 : milliseconds)
            block.push_back(visitOf(block.size() + 1 == milliseconds.size() ? p99 * factor : p99));
    }
    return blocks;
}

WhyExperiment experimentOf(const char *base, const char *current, RoutingPolicy policy = RoutingPolicy::RoundRobin)
{
    return *whyExperiment(*parsePoolShape(base), *parsePoolShape(current), policy);
}

QString sentenceOf(const WhyExperiment &experiment, const Blocks &blocks)
{
    return experimentSentence(resultOf(experiment, blocks)).replace(QChar(QChar::Nbsp), u' ');
}

} // namespace

class TestExperimentText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void whatIsFasterIsSaidWithItsCausesAndTheirIntervals()
    {
        const WhyExperiment experiment = experimentOf("1x25", "5x12");
        QCOMPARE(sentenceOf(experiment, blocksOf({20, 10, 10, 40})),
                 u"From 1 × 25 to 5 × 12 the p99 response time changes from 20.0 ms to 10.0 ms: 50 % lower (50 % to 50 %). More "
                 "connections (25 → 60): 50 % lower (50 % to 50 %). More pools (1 → 5): no difference shown (1.00 to 1.00 times)."_s);
    }

    void whatIsSlowerIsSaidToo()
    {
        const QString sentence = sentenceOf(experimentOf("1x25", "5x5"), blocksOf({20, 28}));
        QVERIFY2(sentence.startsWith(u"From 1 × 25 to 5 × 5 the p99 response time changes from 20.0 ms to 28.0 ms: 40 % higher ("_s),
                 qPrintable(sentence));
        QVERIFY2(sentence.contains(u" More pools (1 → 5): 40 % higher ("_s), qPrintable(sentence));
    }

    void aManifoldIsSaidAsOne()
    {
        const QString sentence = sentenceOf(experimentOf("1x25", "5x5"), blocksOf({20, 150}));
        QVERIFY2(sentence.contains(u"20.0 ms to 150 ms: 7.50 times as high (7."_s), qPrintable(sentence));
    }

    void noDifferenceIsSaidWithItsInterval()
    {
        const QString sentence = sentenceOf(experimentOf("1x60", "5x12"), blocksOf({20, 20}));
        QVERIFY2(sentence.startsWith(
                     u"No difference shown from 1 × 60 to 5 × 12: the p99 response time is 20.0 ms and 20.0 ms, the ratio between 0.9"_s),
                 qPrintable(sentence));
    }

    // The slogan says five pools of twelve; the measurement says one of sixty.
    void aBetterPlanOnTheWayIsNamed()
    {
        const QString sentence = sentenceOf(experimentOf("1x25", "5x12"), blocksOf({20, 10, 15, 40}));
        QVERIFY2(sentence.endsWith(u" 1 × 60 would be better than 5 × 12, with 10.0 ms."_s), qPrintable(sentence));
        QVERIFY2(!sentenceOf(experimentOf("1x25", "5x12"), blocksOf({20, 10, 8, 40})).contains(u"would be better"_s), "");
    }

    void fewerConnectionsAndPoolsAreCalledSo()
    {
        const QString sentence = sentenceOf(experimentOf("70x5", "5x12"), blocksOf({20, 15, 31}));
        QVERIFY2(sentence.contains(u" Fewer pools (70 → 5): 25 % lower ("_s), qPrintable(sentence));
        QVERIFY2(sentence.contains(u" Fewer connections (350 → 60): 2.07 times as high ("_s), qPrintable(sentence));
    }

    void thePolicyIsNamedBesideTheOneBefore()
    {
        const QString sentence = sentenceOf(experimentOf("5x5", "5x5", RoutingPolicy::LeastLoaded), blocksOf({20, 10}));
        QVERIFY2(sentence.startsWith(u"From 5 × 5 to 5 × 5 (Least loaded) the p99"_s), qPrintable(sentence));
        QVERIFY2(sentence.contains(u" Least loaded instead of Round robin: 50 % lower ("_s), qPrintable(sentence));
    }

    void whatWasRefusedHasNoResult()
    {
        Blocks blocks = blocksOf({20, 10});
        for (std::vector<CellVisit> &block : blocks)
            block[0].requests = {.offered = 1'000, .completed = 900, .timedOut = 100};
        const QString sentence = sentenceOf(experimentOf("1x25", "5x5"), blocks);
        QVERIFY2(sentence.startsWith(u"No result: in 3 of 6 visits more than 1 % of the requests were not served."_s),
                 qPrintable(sentence));
    }

    void aDoubtFollowsTheResult()
    {
        Blocks blocks = blocksOf({20, 10});
        blocks[1][0].steadyAfter.reset();
        const ExperimentResult result = resultOf(experimentOf("1x25", "5x5"), blocks);
        QVERIFY(sentenceOf(experimentOf("1x25", "5x5"), blocks)
                    .endsWith(u"Not steady before the measurement in 1 of 6 visits: the figures depend on how long the traffic lasts."_s));
        const std::vector<ExperimentLamp> lamps = experimentLamps(result);
        QCOMPARE(lamps.size(), std::size_t(3));
        QVERIFY(lamps[0].isGood && !lamps[1].isGood && lamps[2].isGood);
        QCOMPARE(std::string(lamps[0].id), std::string("model"));
    }
};

QTEST_GUILESS_MAIN(TestExperimentText)
#include "tst_experimenttext.moc"
