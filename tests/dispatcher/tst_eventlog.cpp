// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/dispatcher/eventlog.h"

#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;

namespace {

const PoolPlan pool{.id = PoolId(4), .name = "orders"};

} // namespace

class TestEventLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEventHasTheWallClocksTime()
    {
        const auto start = std::chrono::system_clock::time_point(1000s);
        EventLog log(start);
        log.add({.kind = EventKind::Notice}, TimePoint(3s));
        std::vector<Event> events;
        log.events().moveTo(events);
        QCOMPARE(events.size(), std::size_t(1));
        QVERIFY(events.front().at == start + 3s);
    }

    void aFloodOfOneKindIsFiveLinesAndOneForTheRest()
    {
        EventLog log({});
        FoldedEvents folded;
        for (int i = 0; i < 8; ++i)
            log.addOften(EventKind::QueueFull, pool, folded, SlotIndex(i), TimePoint{}, "line " + std::to_string(i));
        log.addOften(EventKind::StatementFailed, pool, folded, {}, TimePoint{}, "another kind");
        log.flush(pool, folded, TimePoint(1s));
        std::vector<Event> events;
        log.events().moveTo(events);
        QCOMPARE(events.size(), std::size_t(7));
        for (std::size_t i = 0; i < 5; ++i)
            QCOMPARE(events[i].detail, "line " + std::to_string(i));
        QCOMPARE(events[5].kind, EventKind::StatementFailed);
        const Event &last = events.back();
        QCOMPARE(last.kind, EventKind::QueueFull);
        QCOMPARE(last.pool, std::optional(PoolId(4)));
        QCOMPARE(last.poolName, std::string("orders"));
        QCOMPARE(last.slot, std::optional(SlotIndex(7)));
        QCOMPARE(last.detail, std::string("line 7"));
        QCOMPARE(last.repeated, std::uint64_t(2));
    }

    void eachSecondHasItsOwnLines()
    {
        EventLog log({});
        FoldedEvents folded;
        for (int second = 0; second < 2; ++second) {
            for (int i = 0; i < EventLog::linesPerSecond; ++i)
                log.addOften(EventKind::AcquireTimedOut, pool, folded, {}, TimePoint{}, {});
            log.flush(pool, folded, TimePoint{});
        }
        std::vector<Event> events;
        log.events().moveTo(events);
        QCOMPARE(events.size(), std::size_t(2 * EventLog::linesPerSecond));
    }
};

QTEST_GUILESS_MAIN(TestEventLog)
#include "tst_eventlog.moc"
