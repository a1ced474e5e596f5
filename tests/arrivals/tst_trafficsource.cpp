// SPDX-License-Identifier: GPL-3.0-or-later
// Replays, and changes between closed and open loop.
#include "tests/arrivals/sourceuse.h"
#include "tests/core/seeds.h"

#include <QTest>

#include <set>

using namespace poolwart;
using namespace std::chrono_literals;

namespace {

RateShape anyShape(Random &random)
{
    switch (random.below(4)) {
    case 0:
        return RateRamp{.toPerSecond = random.uniform() * 1'000, .over = std::chrono::milliseconds(1 + random.below(100))};
    case 1:
        return RateSteps{.increment = random.uniform() * 100, .each = std::chrono::milliseconds(1 + random.below(100)), .count = 5};
    case 2:
        return RateBursts{
            .peakPerSecond = random.uniform() * 1'000, .period = 100ms, .length = std::chrono::milliseconds(1 + random.below(99))};
    default:
        return SteadyRate();
    }
}

std::shared_ptr<const RecordedArrivals> recorded()
{
    return std::make_shared<const RecordedArrivals>(RecordedArrivals{.list = {{.at = 1ns, .kind = {.classIndex = 1, .script = 2}},
                                                                              {.at = 5ms, .kind = {}},
                                                                              {.at = 5ms, .kind = {.classIndex = 0, .script = 1}}}});
}

} // namespace

class TestTrafficSource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aReplaySendsEachRecordedRequestAtItsTimeAndNoMore()
    {
        TrafficSource source = running(OpenLoop{.ratePerSecond = 1e6});
        source.setReplay(recorded(), start + 1s);
        QCOMPARE(source.nextDue(), std::optional(start + 1s + 1ns));
        QVERIFY(!source.take(start + 1s));
        const std::vector<Arrival> taken = takeAll(source, start + 1s + 7ms);
        QCOMPARE(taken.size(), std::size_t(3));
        for (std::size_t i = 0; i < 3; ++i) {
            QCOMPARE(taken[i].intended, start + 1s + recorded()->list[i].at);
            QVERIFY(taken[i].kind == recorded()->list[i].kind);
        }
        QVERIFY(!source.nextDue());

        source.stop();
        source.start(start + 2s);
        QCOMPARE(takeAll(source, start + 3s).size(), std::size_t(3)); // from the first one again
        source.setReplay(nullptr, start + 4s);
        const auto drawn = source.take(start + 5s);
        QVERIFY(drawn && !drawn->kind);
    }

    void fromClosedToOpenAndBackNoClientIsLost()
    {
        TrafficSource source = running(ClosedLoop{.clients = 4, .thinkTime = 1s});
        takeAll(source, start);
        source.ended(0, false, start); // thinks; the others are busy
        source.setArrivals(OpenLoop{.ratePerSecond = 10, .poisson = false}, start + 1ms);
        QCOMPARE(takeClients(source, start + 1ms), (Clients{TrafficSource::openLoopClient}));
        source.ended(1, false, start + 2ms); // leaves
        source.setArrivals(ClosedLoop{.clients = 4, .thinkTime = 1s}, start + 3ms);
        QCOMPARE(takeClients(source, start + 3ms), (Clients{1}));
        source.ended(TrafficSource::openLoopClient, false, start + 4ms);
        source.ended(2, false, start + 5ms);
        QCOMPARE(takeClients(source, start + 10s), (Clients{0, 2}));
        source.ended(3, false, start + 10s);
        QCOMPARE(takeClients(source, start + 11s), (Clients{3}));
    }

    void theNumberOfClientsIsKeptWhateverHappens_data() { addSeeds(6); }
    void theNumberOfClientsIsKeptWhateverHappens()
    {
        QFETCH(quint64, seed);
        Random random(seed);
        TrafficSource source(seed);
        TimePoint now = start;
        std::set<std::uint32_t> busy;
        int clients = 0;
        bool isClosed = true;
        for (int step = 0; step < 30'000; ++step) {
            now += Duration(static_cast<Duration::rep>(random.below(5'000'000)));
            const auto dice = random.below(100);
            if (dice < 4) {
                isClosed = random.below(4) > 0;
                clients = static_cast<int>(random.below(30));
                if (isClosed)
                    source.setArrivals(ClosedLoop{.clients = clients,
                                                  .thinkTime = std::chrono::milliseconds(random.below(2) * random.below(50)),
                                                  .thinksExponentially = random.below(2) == 0},
                                       now);
                else
                    source.setArrivals(
                        OpenLoop{.ratePerSecond = 1 + random.uniform() * 1'000, .poisson = random.below(2) == 0, .shape = anyShape(random)},
                        now);
            } else if (dice < 6) {
                random.below(2) == 0 ? source.stop() : source.start(now);
            } else if (dice < 40 && !busy.empty()) {
                const auto client = *std::next(busy.begin(), static_cast<std::ptrdiff_t>(random.below(busy.size())));
                busy.erase(client);
                source.ended(client, random.below(5) == 0, now);
            } else if (const auto arrival = source.take(now)) {
                QVERIFY(source.isRunning());
                QVERIFY(arrival->intended <= now);
                QCOMPARE(arrival->client != TrafficSource::openLoopClient, isClosed);
                QVERIFY(!isClosed || static_cast<int>(arrival->client) < clients);
                QVERIFY2(!isClosed || busy.insert(arrival->client).second, "a client sends twice at once");
            } else {
                const auto due = source.nextDue(); // nothing now: then later, or never
                QVERIFY(!due || *due > now);
            }
        }
        // At rest exactly the wanted clients are there.
        source.setArrivals(ClosedLoop{.clients = 17}, now);
        source.start(now);
        for (const std::uint32_t client : busy)
            source.ended(client, false, now);
        const auto there = takeClients(source, now + 1s);
        QCOMPARE(there.size(), 17U);
        QCOMPARE(std::set(there.begin(), there.end()).size(), 17U);
    }
};

QTEST_GUILESS_MAIN(TestTrafficSource)
#include "tst_trafficsource.moc"
