// SPDX-License-Identifier: GPL-3.0-or-later
// A day of a run in constant memory: each span has its resolution, and what it merges is what was there.
#include "model/session/history.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace poolwart;
using namespace std::chrono_literals;

namespace {

// A run whose figures are known for each of its seconds: what is in use swells over ten minutes and has one peak that is gone at the next
// sample; of the ten requests of second s nine take 1 ms and one takes 10 µs longer for each second of its hundred.
class Course
{
public:
    explicit Course(Duration step)
        : m_step(step)
    {
        addPool(1, 20);
        addPool(2, 20);
    }

    void addPool(unsigned id, int slots, int inUse = 0)
    {
        PoolSnapshot &pool = snapshot.pools.emplace_back();
        pool.id = PoolId(id);
        pool.name = "pool-" + std::to_string(id);
        pool.slots = slots;
        pool.inUse = inUse;
    }

    void runUntil(TimePoint end)
    {
        while (snapshot.at < end)
            tick();
    }

    static int inUseAt(TimePoint at)
    {
        return static_cast<int>(std::lround(8 + 7 * std::sin(std::chrono::duration<double>(at.time_since_epoch()).count() / 95)));
    }

    static void recordSecond(Histogram &histogram, TimePoint second)
    {
        for (int i = 0; i < 9; ++i)
            histogram.record(1ms);
        histogram.record(1ms + std::chrono::microseconds(10 * (second.time_since_epoch() / 1s % 100)));
    }

    History history;
    Snapshot snapshot;
    TimePoint peak{}; // twenty are in use there

private:
    void tick()
    {
        const TimePoint before = snapshot.at;
        ++snapshot.sequence;
        snapshot.at += m_step;
        snapshot.pools[0].inUse = snapshot.at == peak ? 20 : inUseAt(snapshot.at);
        snapshot.pools[1].inUse = 2;
        snapshot.requests.completed += 100;
        snapshot.pools[0].requests.completed += 100;
        history.add(snapshot, {});
        const auto second = std::chrono::floor<std::chrono::seconds>(snapshot.at);
        if (second == std::chrono::floor<std::chrono::seconds>(before))
            return;
        m_figures.from = second - 1s;
        m_figures.to = second;
        for (Histogram *histogram : {&m_figures.response, &m_figures.service}) {
            histogram->reset();
            recordSecond(*histogram, second);
        }
        history.add(m_figures); // as the session does it: after the snapshot
    }

    Duration m_step;
    SecondFigures m_figures;
};

std::size_t pointsOf(const History &history)
{
    std::size_t points = 0;
    for (const HistorySpan span : historySpans)
        points += history.points(span).size() + history.latency().columns(span).size();
    return points;
}

} // namespace

class TestHistory : public QObject
{
    Q_OBJECT

private:
    Course m_day{1s}; // goes on from test to test: a day takes some seconds

private Q_SLOTS:
    void eachSpanHasPointsOfItsStep_data()
    {
        QTest::addColumn<int>("span");
        QTest::addColumn<int>("hours");
        QTest::addColumn<int>("points");
        QTest::addColumn<int>("columns");
        for (const auto &[hours, name] : {std::pair(1, "an hour"), std::pair(25, "a day and an hour")}) {
            const int seconds = hours * 3600;
            QTest::addRow("a minute of %s", name) << int(HistorySpan::Minute) << hours << 600 << 120;
            QTest::addRow("ten minutes of %s", name) << int(HistorySpan::TenMinutes) << hours << 600 << 200;
            QTest::addRow("two hours of %s", name)
                << int(HistorySpan::TwoHours) << hours << std::min(seconds / 10 - 1, 720) << std::min(seconds / 30, 240);
            QTest::addRow("a day of %s", name) << int(HistorySpan::Day) << hours << std::min(seconds / 60 - 1, 1440)
                                               << std::min(seconds / 360, 240);
        }
    }

    void eachSpanHasPointsOfItsStep()
    {
        QFETCH(const int, span);
        QFETCH(const int, hours);
        QFETCH(const int, points);
        QFETCH(const int, columns);
        const HistorySpan looked{static_cast<std::uint8_t>(span)};
        m_day.runUntil(TimePoint(std::chrono::hours(hours)));
        const auto &kept = m_day.history.points(looked);
        QCOMPARE(int(kept.size()), points); // of the last stretch nobody knows yet that it is full
        QCOMPARE(int(m_day.history.latency().columns(looked).size()), columns);
        const Duration step = std::max<Duration>(pointStep(looked), 1s);
        for (std::size_t i = 1; i < kept.size(); ++i)
            QCOMPARE(kept[i].at - kept[i - 1].at, step);
        QCOMPARE(m_day.history.hasDropped(), hours > 24);
    }

    void whatGoesOnAfterADayTakesNoMoreMemory()
    {
        m_day.runUntil(TimePoint(25h));
        const std::size_t points = pointsOf(m_day.history);
        m_day.runUntil(TimePoint(25h + 30min));
        QCOMPARE(pointsOf(m_day.history), points);
        QVERIFY(points < 5'000);
    }

    void meansAreThoseOfTheSamplesAndPeaksStay()
    {
        Course course(100ms);
        course.peak = TimePoint(123'400ms);
        course.runUntil(TimePoint(10min));
        for (const HistoryPoint &point : course.history.points(HistorySpan::TwoHours)) {
            double sum = 0;
            int most = 0;
            for (int i = 0; i < 100; ++i) {
                const TimePoint at = point.at - i * 100ms;
                const int inUse = at == course.peak ? 20 : Course::inUseAt(at);
                sum += inUse;
                most = std::max(most, inUse);
            }
            if (point.at > TimePoint(10s)) { // the very first sample has no time before it
                QVERIFY2(std::abs(point.pools[0].inUse - sum / 100) < 1e-9, qPrintable(QString::number(point.pools[0].inUse - sum / 100)));
                QCOMPARE(std::lround(point.completedPerSecond), 1000L);
            }
            QCOMPARE(point.maxInUse, most + 2.0);
            QVERIFY(std::abs(point.inUse - point.pools[0].inUse - point.pools[1].inUse) < 1e-9);
        }
    }

    void percentilesAreThoseOfAllRequestsOfTheStretch()
    {
        Course course(100ms);
        course.runUntil(TimePoint(10min));
        const auto &points = course.history.points(HistorySpan::Day);
        QCOMPARE(points.size(), 9u);
        for (std::size_t minute = 0; minute < points.size(); ++minute) {
            Histogram all;
            for (std::size_t second = minute * 60 + 1; second <= minute * 60 + 60; ++second) {
                Course::recordSecond(all, TimePoint(std::chrono::seconds(second)));
            }
            QCOMPARE(points[minute].response, all.summary());
            QCOMPARE(points[minute].service, all.summary());
        }
    }

    void noRequestIsLostBetweenTheColumnsOfTheHeatMap()
    {
        Course course(1s);
        course.runUntil(TimePoint(2h));
        for (const HistorySpan span : {HistorySpan::TwoHours, HistorySpan::Day}) {
            std::uint64_t count = 0;
            std::uint64_t inBands = 0;
            for (const LatencySecond &column : course.history.latency().columns(span)) {
                count += column.count;
                inBands += std::accumulate(column.response.begin(), column.response.end(), std::uint64_t(0));
            }
            QCOMPARE(count, 72'000u);
            QCOMPARE(inBands, 72'000u);
        }
    }

    void aPauseIsNoPointAndDoesNotWeigh()
    {
        Course course(1s);
        course.runUntil(TimePoint(100s));
        course.snapshot.at += 55min; // the machine slept
        course.runUntil(TimePoint(1h));
        const auto &points = course.history.points(HistorySpan::TwoHours);
        const auto after =
            std::ranges::adjacent_find(points, [](const HistoryPoint &a, const HistoryPoint &b) { return b.at - a.at > 11s; });
        QVERIFY(after != points.end());
        QCOMPARE((after + 1)->at - after->at, Duration(55min + 10s));
    }

    void aPoolThatComesAndGoesCountsForItsTimeOnly()
    {
        Course course(100ms);
        course.runUntil(TimePoint(5s));
        course.addPool(3, 5, 4);
        course.runUntil(TimePoint(11s));
        const HistoryPoint &point = course.history.points(HistorySpan::TwoHours).front();
        QCOMPARE(point.pools.size(), 3u);
        QVERIFY2(std::abs(point.pools[2].inUse - 2) < 0.05, qPrintable(QString::number(point.pools[2].inUse)));
    }

    void marksAreForgottenWithTheDay()
    {
        Course course(1min);
        course.runUntil(TimePoint(1min));
        course.history.mark({.at = course.snapshot.at, .arrivals = ClosedLoop{.clients = 3}});
        course.runUntil(TimePoint(23h));
        QCOMPARE(course.history.marks().size(), 1u);
        course.runUntil(TimePoint(24h + 2min));
        QVERIFY(course.history.marks().empty());
        for (int i = 0; i < 5'000; ++i)
            course.history.mark({.at = course.snapshot.at + i * 2s, .arrivals = ClosedLoop{.clients = 3}});
        course.runUntil(TimePoint(24h + 3min));
        QVERIFY(course.history.marks().size() <= 1'000);
    }
};

QTEST_APPLESS_MAIN(TestHistory)
#include "tst_history.moc"
