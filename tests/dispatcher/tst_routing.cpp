// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/dispatcher/routing.h"

#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;

namespace {

// The first class names the second pool.
Routing ofThreePools()
{
    Routing routing(1);
    routing.setClasses({{.name = "reports", .pool = "b"}, {.name = "rest"}});
    routing.setPools({"a", "b", "c"});
    for (std::size_t i = 0; i < 3; ++i)
        routing.setLoad(i, {.slots = 4});
    return routing;
}

} // namespace

class TestRouting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void underThePolicyByClassAPoolThatAClassNamesHasOnlyItsRequests()
    {
        Routing routing = ofThreePools();
        routing.setPolicy(RoutingPolicy::ByClass, 100);
        QVERIFY(routing.isClaimed(1));
        for (int i = 0; i < 10; ++i) {
            QCOMPARE(routing.choose(0).position, std::optional<std::size_t>(1));
            QVERIFY(routing.choose(1).position != std::optional<std::size_t>(1)); // a class without a pool
            QVERIFY(routing.choose({}).position != std::optional<std::size_t>(1));
        }
    }

    void aPoolThatBecomesUnavailableIsToldOnceUntilItServesAgain()
    {
        Routing routing = ofThreePools();
        routing.setLoad(1, {.slots = 4, .accepting = false});
        const Routing::Choice first = routing.choose(0);
        QVERIFY(first.position && *first.position != 1);
        QVERIFY(first.newlyUnavailable);
        QCOMPARE(first.newlyUnavailable->name, std::string("reports"));
        QVERIFY(!routing.choose(0).newlyUnavailable);
        routing.setLoad(1, {.slots = 4});
        QCOMPARE(routing.choose(0).position, std::optional<std::size_t>(1));
        routing.setLoad(1, {.slots = 4, .accepting = false});
        QVERIFY(routing.choose(0).newlyUnavailable);
    }

    void aRemovedPoolCannotBeNamed()
    {
        Routing routing = ofThreePools();
        routing.setPools({"a", std::nullopt, "c"});
        QVERIFY(!routing.isClaimed(1));
        QVERIFY(routing.choose(0).newlyUnavailable);
    }

    void aLoadDoesNotChangeWhoIsClaimed()
    {
        Routing routing = ofThreePools();
        routing.setLoad(1, {.slots = 4, .isClaimed = false});
        routing.setLoad(2, {.slots = 4, .isClaimed = true});
        QVERIFY(routing.isClaimed(1));
        QVERIFY(!routing.isClaimed(2));
    }

    void whereNoPoolAcceptsThereIsNoChoice()
    {
        Routing routing = ofThreePools();
        for (std::size_t i = 0; i < 3; ++i)
            routing.setLoad(i, {.slots = 4, .accepting = false});
        QVERIFY(!routing.choose(0).position);
        QVERIFY(!routing.choose(1).position);
    }
};

QTEST_GUILESS_MAIN(TestRouting)
#include "tst_routing.moc"
