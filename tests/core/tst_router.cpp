// SPDX-License-Identifier: GPL-3.0-or-later
// Long: its tests share a world of pools.
#include "model/core/router.h"
#include "tests/core/seeds.h"

#include <QTest>

#include <algorithm>
#include <numeric>

using namespace poolwart;

using Loads = std::vector<PoolLoad>;
using Choices = std::vector<std::size_t>;

class TestRouter : public QObject
{
    Q_OBJECT

private:
    static Loads idlePools(std::size_t pools) { return Loads(pools, PoolLoad{.slots = 12}); }
    static constexpr std::size_t nowhere = 999;

    static Choices route(Router &router, const Loads &pools, int requests)
    {
        Choices choices;
        for (int request = 0; request < requests; ++request)
            choices.push_back(router.route(pools).value_or(nowhere));
        return choices;
    }
    static std::vector<int> countsOf(const Choices &choices, std::size_t pools)
    {
        std::vector<int> counts(pools);
        for (const std::size_t choice : choices)
            ++counts.at(choice);
        return counts;
    }
    static RoutingPolicy anyPolicy(Random &random) { return routingPolicies[random.below(routingPolicies.size())]; }
    static Loads anyPools(Random &random)
    {
        Loads pools(random.below(8));
        for (PoolLoad &pool : pools) {
            pool = {.inUse = static_cast<int>(random.below(4)),
                    .waiting = static_cast<int>(random.below(4)),
                    .slots = 1 + static_cast<int>(random.below(4)),
                    .accepting = random.below(4) > 0,
                    .canServe = random.below(4) > 0,
                    .weight = 1 + static_cast<int>(random.below(5)),
                    .isClaimed = random.below(3) == 0};
        }
        return pools;
    }

private Q_SLOTS:
    void roundRobinTakesEachPoolInTurn()
    {
        Router router(RoutingPolicy::RoundRobin, 100, 1);
        QCOMPARE(route(router, idlePools(3), 7), (Choices{0, 1, 2, 0, 1, 2, 0}));
    }

    void roundRobinDoesNotLookAtTheLoad()
    {
        Router router(RoutingPolicy::RoundRobin, 100, 1);
        Loads pools = idlePools(3);
        pools[1] = {.inUse = 12, .waiting = 1000, .slots = 12};
        QCOMPARE(route(router, pools, 4), (Choices{0, 1, 2, 0}));
    }

    void roundRobinPassesOverWhoDoesNotAccept()
    {
        Router router(RoutingPolicy::RoundRobin, 100, 1);
        Loads pools = idlePools(4);
        pools[1].accepting = pools[2].accepting = false;
        QCOMPARE(route(router, pools, 5), (Choices{0, 3, 0, 3, 0}));
        pools[1].accepting = true;
        QCOMPARE(route(router, pools, 4), (Choices{1, 3, 0, 1}));
    }

    void everyPolicyPassesOverWhoCannotServeUnlessNoneCan()
    {
        for (const RoutingPolicy policy : routingPolicies) {
            Router router(policy, 60, 1);
            Loads pools = idlePools(4);
            pools[0].canServe = pools[2].canServe = false;
            pools[3].accepting = false;
            QCOMPARE(countsOf(route(router, pools, 50), 4), (std::vector{0, 50, 0, 0}));
            QCOMPARE(router.route(pools, 0), std::optional<std::size_t>(1)); // a class's own pool
            pools[1].canServe = false;
            const std::vector<int> counts = countsOf(route(router, pools, 60), 4);
            QVERIFY(counts[0] > 0 && counts[3] == 0);
            QCOMPARE(router.route(pools, 2), std::optional<std::size_t>(2));
        }
    }

    void roundRobinGoesOnWhenPoolsComeAndGo()
    {
        Router router(RoutingPolicy::RoundRobin, 100, 1);
        QCOMPARE(route(router, idlePools(5), 4), (Choices{0, 1, 2, 3}));
        QCOMPARE(route(router, idlePools(3), 3), (Choices{1, 2, 0}));
        QCOMPARE(route(router, idlePools(5), 5), (Choices{1, 2, 3, 4, 0}));
    }

    void nobodyToRouteToIsNothing_data()
    {
        QTest::addColumn<int>("policy");
        for (int policy = 0; policy < static_cast<int>(routingPolicies.size()); ++policy)
            QTest::addRow("%s", policyId(static_cast<RoutingPolicy>(policy)).data()) << policy;
    }
    void nobodyToRouteToIsNothing()
    {
        QFETCH(int, policy);
        Router router(static_cast<RoutingPolicy>(policy), 50, 1);
        Loads pools = idlePools(3);
        for (PoolLoad &pool : pools)
            pool.accepting = false;
        QCOMPARE(route(router, {}, 2), (Choices{nowhere, nowhere}));
        QCOMPARE(route(router, pools, 2), (Choices{nowhere, nowhere}));
        pools[1].accepting = true;
        QCOMPARE(route(router, pools, 3), (Choices{1, 1, 1}));
        QCOMPARE(route(router, idlePools(1), 3), (Choices{0, 0, 0}));
    }

    void singleIsTheFirstPoolThatAccepts()
    {
        Router router(RoutingPolicy::Single, 100, 1);
        Loads pools = idlePools(3);
        QCOMPARE(route(router, pools, 2), (Choices{0, 0}));
        pools[0].accepting = false;
        QCOMPARE(route(router, pools, 2), (Choices{1, 1}));
    }

    // --- least loaded

    void theLeastLoadedPoolIsTheOneWithTheSmallestShareOfItsSlots_data()
    {
        QTest::addColumn<QList<int>>("first"); // in use, waiting, slots
        QTest::addColumn<QList<int>>("second");
        QTest::addColumn<int>("chosen");
        QTest::addRow("fewer in use") << QList<int>{3, 0, 12} << QList<int>{2, 0, 12} << 1;
        QTest::addRow("waiting counts too") << QList<int>{12, 5, 12} << QList<int>{12, 4, 12} << 1;
        QTest::addRow("three of four is more than five of twelve") << QList<int>{3, 0, 4} << QList<int>{5, 0, 12} << 1;
        QTest::addRow("two of twelve is less than one of four") << QList<int>{2, 0, 12} << QList<int>{1, 0, 4} << 0;
        QTest::addRow("a million waiting") << QList<int>{1000, 1'000'000, 1000} << QList<int>{1, 1'001, 1} << 0;
    }
    void theLeastLoadedPoolIsTheOneWithTheSmallestShareOfItsSlots()
    {
        QFETCH(QList<int>, first);
        QFETCH(QList<int>, second);
        QFETCH(int, chosen);
        const auto load = [](const QList<int> &figures) {
            return PoolLoad{.inUse = figures[0], .waiting = figures[1], .slots = figures[2]};
        };
        Router router(RoutingPolicy::LeastLoaded, 100, 1);
        QCOMPARE(route(router, {load(first), load(second)}, 3), Choices(3, static_cast<std::size_t>(chosen)));
    }

    void tiesRotate()
    {
        Router router(RoutingPolicy::LeastLoaded, 100, 1);
        QCOMPARE(route(router, idlePools(3), 6), (Choices{0, 1, 2, 0, 1, 2}));
    }

    void tiesRotateEvenlyAlsoAroundABusyPoolAndOneThatDoesNotAccept()
    {
        Router router(RoutingPolicy::LeastLoaded, 100, 1);
        Loads pools = idlePools(5);
        pools[1].inUse = 1;
        pools[3].accepting = false;
        QCOMPARE(route(router, pools, 6), (Choices{0, 2, 4, 0, 2, 4}));
    }

    // --- weights

    void weightsAreMixedEvenly()
    {
        Router router(RoutingPolicy::Weighted, 100, 1);
        Loads pools = idlePools(3);
        pools[0].weight = 5;
        QCOMPARE(route(router, pools, 14), (Choices{0, 0, 1, 0, 2, 0, 0, 0, 0, 1, 0, 2, 0, 0}));
    }

    void equalWeightsAreRoundRobin()
    {
        Router router(RoutingPolicy::Weighted, 100, 1);
        QCOMPARE(route(router, idlePools(3), 7), (Choices{0, 1, 2, 0, 1, 2, 0}));
    }

    void aPoolThatComesBackGetsItsWeightAndNoMore()
    {
        Router router(RoutingPolicy::Weighted, 100, 1);
        Loads pools = idlePools(3);
        pools[2].weight = 2;
        pools[2].accepting = false;
        QCOMPARE(countsOf(route(router, pools, 101), 3), (std::vector{51, 50, 0}));
        pools[2].accepting = true;
        QCOMPARE(countsOf(route(router, pools, 40), 3), (std::vector{10, 10, 20}));
    }

    void eachPoolHasExactlyItsWeightOfARound_data() { addSeeds(4); }
    void eachPoolHasExactlyItsWeightOfARound()
    {
        QFETCH(quint64, seed);
        Random random(seed);
        Router router(RoutingPolicy::Weighted, 100, seed);
        for (int trial = 0; trial < 500; ++trial) {
            const Loads pools = anyPools(random);
            std::vector<int> wanted;
            for (std::size_t i = 0; i < pools.size(); ++i)
                wanted.push_back(Router::takesRequests(pools, i) ? 3 * pools[i].weight : 0);
            const int round = std::accumulate(wanted.begin(), wanted.end(), 0);
            if (round > 0)
                QCOMPARE(countsOf(route(router, pools, round), pools.size()), wanted);
        }
    }

    // --- classes

    void aNamedPoolIsTakenUnderEveryPolicyAndIsNoPartOfTheShare_data() { nobodyToRouteToIsNothing_data(); }
    void aNamedPoolIsTakenUnderEveryPolicyAndIsNoPartOfTheShare()
    {
        QFETCH(int, policy);
        Router router(static_cast<RoutingPolicy>(policy), 50, 1);
        const Loads pools = idlePools(3);
        for (int request = 0; request < 5; ++request)
            QCOMPARE(router.route(pools, 2), std::optional<std::size_t>(2));
        QCOMPARE(router.route(pools), std::optional<std::size_t>(0)); // the half that stays, before the half that is spread
    }

    void aNamedPoolThatDoesNotAcceptLeavesItToThePolicy()
    {
        Router router(RoutingPolicy::RoundRobin, 100, 1);
        Loads pools = idlePools(3);
        pools[2].accepting = false;
        QCOMPARE(router.route(pools, 2), std::optional<std::size_t>(0));
        QCOMPARE(router.route(pools, 2), std::optional<std::size_t>(1));
    }

    void byClassTakesThePoolsThatNoClassNamesInTurn()
    {
        Router router(RoutingPolicy::ByClass, 100, 1);
        Loads pools = idlePools(4);
        pools[1].isClaimed = true;
        QCOMPARE(route(router, pools, 5), (Choices{0, 2, 3, 0, 2}));
        pools[3].accepting = false;
        QCOMPARE(route(router, pools, 4), (Choices{0, 2, 0, 2}));
        pools[0].isClaimed = pools[2].isClaimed = true;
        QCOMPARE(route(router, pools, 4), (Choices{0, 1, 2, 0})); // none is left: all that accept
    }

    // --- the migration share

    void theShareIsKeptExactlyAtEveryMoment()
    {
        for (int share = 0; share <= 100; ++share) {
            Router router(RoutingPolicy::RoundRobin, share, 1);
            const Loads pools = idlePools(101); // round robin takes the first but once in 101
            int spread = 0;
            for (int request = 1; request <= 1'000; ++request) {
                const std::size_t next = static_cast<std::size_t>(spread) % pools.size();
                const bool isSpreadNow = request * share / 100 > spread;
                QCOMPARE(router.route(pools), std::optional(isSpreadNow ? next : 0));
                spread += isSpreadNow;
            }
            QCOMPARE(spread, share * 10);
        }
    }

    void theShareMovesLiveWithoutABurst()
    {
        Router router(RoutingPolicy::RoundRobin, 0, 1);
        const Loads pools = idlePools(2);
        QCOMPARE(route(router, pools, 3), (Choices{0, 0, 0}));
        router.setMigrationShare(50);
        QCOMPARE(route(router, pools, 8), (Choices{0, 0, 0, 1, 0, 0, 0, 1}));
        router.setMigrationShare(100);
        QCOMPARE(route(router, pools, 4), (Choices{0, 1, 0, 1}));
        router.setMigrationShare(0);
        QCOMPARE(route(router, pools, 3), (Choices{0, 0, 0}));
    }

    void theRestGoesToTheFirstPoolThatAccepts()
    {
        Router router(RoutingPolicy::RoundRobin, 0, 1);
        Loads pools = idlePools(3);
        pools[0].accepting = false;
        QCOMPARE(route(router, pools, 2), (Choices{1, 1}));
    }

    void thePolicyChangesLive()
    {
        Router router(RoutingPolicy::RoundRobin, 100, 1);
        Loads pools = idlePools(3);
        pools[2].inUse = 5;
        QCOMPARE(route(router, pools, 2), (Choices{0, 1}));
        router.setPolicy(RoutingPolicy::Single);
        QCOMPARE(route(router, pools, 2), (Choices{0, 0}));
        router.setPolicy(RoutingPolicy::LeastLoaded);
        QCOMPARE(route(router, pools, 2), (Choices{0, 1}));
    }

    // --- chance

    void randomIsUniformOverThoseThatAccept()
    {
        Router router(RoutingPolicy::Random, 100, 42);
        Loads pools = idlePools(5);
        pools[3].accepting = false;
        const int requests = 40'000;
        for (const int count : countsOf(route(router, pools, requests), 5)) {
            // Binomial(40000, 1/4): standard deviation 87; six of them are never seen.
            QVERIFY(count == 0 || std::abs(count - requests / 4) < 520);
        }
        QCOMPARE(countsOf(route(router, pools, 1'000), 5)[3], 0);
    }

    void theSameSeedMakesTheSameChoices()
    {
        for (const RoutingPolicy policy : {RoutingPolicy::Random, RoutingPolicy::PowerOfTwo}) {
            Router first(policy, 100, 7);
            Router second(policy, 100, 7);
            Router other(policy, 100, 8);
            const Choices choices = route(first, idlePools(9), 100);
            QCOMPARE(choices, route(second, idlePools(9), 100));
            QVERIFY(choices != route(other, idlePools(9), 100));
        }
    }

    void ofTwoPoolsPowerOfTwoTakesTheLessLoadedAlways()
    {
        Router router(RoutingPolicy::PowerOfTwo, 100, 1);
        Loads pools = idlePools(4);
        pools[0].accepting = pools[2].accepting = false;
        pools[1].inUse = 2;
        pools[3].inUse = 1;
        QCOMPARE(route(router, pools, 50), Choices(50, 3));
    }

    // Balls into bins: the fullest of n bins holds about ln n / ln ln n more than the mean at random, and about ln ln n with
    // two choices (Azar, Broder, Karlin, Upfal: Balanced Allocations, 1999).
    void powerOfTwoIsFarMoreEvenThanRandom()
    {
        const auto fullest = [](RoutingPolicy policy) {
            Router router(policy, 100, 11);
            Loads pools = idlePools(100);
            for (int request = 0; request < 10'000; ++request)
                ++pools[router.route(pools).value()].waiting;
            return std::ranges::max(pools, {}, &PoolLoad::waiting).waiting;
        };
        const int random = fullest(RoutingPolicy::Random);
        const int powerOfTwo = fullest(RoutingPolicy::PowerOfTwo);
        QVERIFY2(random >= 115 && powerOfTwo <= 105, qPrintable(QString::number(random) + u'/' + QString::number(powerOfTwo)));
    }

    // --- whatever happens

    void everyChoiceFitsItsPolicy_data() { addSeeds(4); }
    void everyChoiceFitsItsPolicy()
    {
        QFETCH(quint64, seed);
        Random random(seed);
        Router router(RoutingPolicy::RoundRobin, 100, seed);
        RoutingPolicy policy = RoutingPolicy::RoundRobin;
        for (int step = 0; step < 25'000; ++step) {
            if (random.below(20) == 0)
                router.setPolicy(policy = anyPolicy(random));
            const Loads pools = anyPools(random);
            const auto chosen = router.route(pools);
            const bool somebodyAccepts = std::ranges::any_of(pools, &PoolLoad::accepting);
            QCOMPARE(chosen.has_value(), somebodyAccepts);
            if (!chosen)
                continue;
            QVERIFY(Router::takesRequests(pools, *chosen));
            const auto load = [](const PoolLoad &pool) { return double(pool.inUse + pool.waiting) / pool.slots; };
            for (std::size_t i = 0; i < pools.size() && Router::takesRequests(pools, i); ++i) {
                QVERIFY(policy != RoutingPolicy::LeastLoaded || load(pools[*chosen]) <= load(pools[i]));
                QVERIFY(policy != RoutingPolicy::Single || *chosen == 0);
            }
        }
    }

    void roundRobinIsExactWithinOneWhileThePoolsStay_data() { addSeeds(4); }
    void roundRobinIsExactWithinOneWhileThePoolsStay()
    {
        QFETCH(quint64, seed);
        Random random(seed);
        Router router(RoutingPolicy::RoundRobin, 100, seed);
        for (int round = 0; round < 500; ++round) {
            const Loads pools = anyPools(random);
            std::vector<int> counts(pools.size());
            for (auto request = random.below(100); request > 0; --request) {
                if (const auto chosen = router.route(pools))
                    ++counts[*chosen];
            }
            std::vector<int> ofThoseThatAccept;
            for (std::size_t i = 0; i < pools.size(); ++i) {
                if (Router::takesRequests(pools, i))
                    ofThoseThatAccept.push_back(counts[i]);
            }
            if (ofThoseThatAccept.empty())
                continue;
            const auto [least, most] = std::ranges::minmax(ofThoseThatAccept);
            QVERIFY(most - least <= 1);
        }
    }
};

QTEST_GUILESS_MAIN(TestRouter)
#include "tst_router.moc"
