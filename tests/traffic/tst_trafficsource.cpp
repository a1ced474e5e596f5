// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/traffic/trafficsource.h"
#include "tests/core/seeds.h"

#include <QTest>

#include <cmath>
#include <map>
#include <set>

using namespace poolwart;
using namespace std::chrono_literals;

using Arrival = TrafficSource::Arrival;

Q_DECLARE_METATYPE(RateShape)

class TestTrafficSource : public QObject
{
    Q_OBJECT

private:
    static constexpr TimePoint start{1h};

    static TrafficSource running(const Arrivals &arrivals, TimePoint now = start, std::uint64_t seed = 1)
    {
        TrafficSource source(seed);
        source.setArrivals(arrivals, now);
        source.start(now);
        return source;
    }

    static RateShape anyShape(Random &random)
    {
        switch (random.below(4)) {
        case 0:
            return RateRamp{.toPerSecond = random.uniform() * 1'000, .over = std::chrono::milliseconds(1 + random.below(100))};
        case 1:
            return RateSteps{.increment = random.uniform() * 100, .each = std::chrono::milliseconds(1 + random.below(100)), .count = 5};
        case 2:
            return RateBursts{.peakPerSecond = random.uniform() * 1'000, .period = 100ms, .length = std::chrono::milliseconds(1 + random.below(99))};
        default:
            return SteadyRate();
        }
    }
    // All that is due at `now`.
    static std::vector<Arrival> takeAll(TrafficSource &source, TimePoint now)
    {
        std::vector<Arrival> taken;
        while (const auto arrival = source.take(now))
            taken.push_back(*arrival);
        return taken;
    }
    static std::shared_ptr<const RecordedArrivals> recorded()
    {
        return std::make_shared<const RecordedArrivals>(RecordedArrivals{
            .list = {{.at = 1ns, .kind = {.classIndex = 1, .script = 2}}, {.at = 5ms, .kind = {}}, {.at = 5ms, .kind = {.classIndex = 0, .script = 1}}}});
    }
    static std::vector<std::uint32_t> clientsOf(const std::vector<Arrival> &arrivals)
    {
        std::vector<std::uint32_t> clients;
        for (const Arrival &arrival : arrivals)
            clients.push_back(arrival.client);
        return clients;
    }
    using Clients = std::vector<std::uint32_t>;
    static Clients takeClients(TrafficSource &source, TimePoint now) { return clientsOf(takeAll(source, now)); }

    // When each arrival is due, for somebody who is always on time.
    static std::vector<TimePoint> schedule(TrafficSource &source, TimePoint until)
    {
        std::vector<TimePoint> due;
        while (const auto next = source.nextDue()) {
            if (*next > until)
                break;
            const auto arrival = source.take(*next);
            if (!arrival || arrival->intended != *next)
                return {};
            due.push_back(*next);
        }
        return due;
    }

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

    // --- closed loop

    void nothingComesBeforeTheStartAndAfterTheStop()
    {
        TrafficSource source(1);
        source.setArrivals(ClosedLoop{.clients = 2}, start);
        QVERIFY(!source.isRunning() && !source.take(start) && !source.nextDue());
        source.start(start);
        QVERIFY(source.isRunning());
        QCOMPARE(takeClients(source, start), (Clients{0, 1}));
        source.ended(0, false, start);
        source.stop();
        QVERIFY(!source.take(start) && !source.nextDue());
        source.start(start + 1s);
        QCOMPARE(takeClients(source, start + 1s), (Clients{0}));
    }

    void eachClientSendsAgainWhenItsRequestHasEnded()
    {
        TrafficSource source = running(ClosedLoop{.clients = 3});
        QVERIFY(*source.nextDue() <= start);
        QCOMPARE(takeClients(source, start), (Clients{0, 1, 2}));
        QVERIFY(!source.nextDue());
        source.ended(2, false, start + 5ms);
        source.ended(0, false, start + 6ms);
        QVERIFY(*source.nextDue() <= start + 6ms);
        QCOMPARE(takeClients(source, start + 6ms), (Clients{2, 0}));
    }

    void aClientThinksBeforeItSendsAgain()
    {
        TrafficSource source = running(ClosedLoop{.clients = 2, .thinkTime = 100ms});
        QCOMPARE(takeClients(source, start), (Clients{0, 1})); // not before the first
        source.ended(1, false, start + 10ms);
        source.ended(0, false, start + 20ms);
        QVERIFY(source.nextDue() == start + 110ms);
        QCOMPARE(takeClients(source, start + 110ms - 1ns), (Clients{}));
        QCOMPARE(takeClients(source, start + 110ms), (Clients{1}));
        QVERIFY(source.nextDue() == start + 120ms);
        QCOMPARE(takeClients(source, start + 1s), (Clients{0}));
    }

    void aChangedThinkTimeHoldsAlsoForThoseWhoThink()
    {
        TrafficSource source = running(ClosedLoop{.clients = 2, .thinkTime = 1h});
        takeAll(source, start);
        source.ended(0, false, start + 1s);
        source.ended(1, false, start + 3s);
        source.setArrivals(ClosedLoop{.clients = 2, .thinkTime = 10s}, start + 5s);
        QVERIFY(source.nextDue() == start + 11s);
        source.setArrivals(ClosedLoop{.clients = 2, .thinkTime = 3s}, start + 5s);
        QCOMPARE(takeClients(source, start + 5s), (Clients{0}));
        QVERIFY(source.nextDue() == start + 6s);
        source.setArrivals(ClosedLoop{.clients = 2, .thinkTime = 1min}, start + 5s);
        QVERIFY(source.nextDue() == start + 1min + 3s);
        source.setArrivals(ClosedLoop{.clients = 2}, start + 5s);
        QCOMPARE(takeClients(source, start + 5s), (Clients{1}));
    }

    void exponentialThinkTimesHaveTheirMeanAndItsSpread()
    {
        const int draws = 100'000;
        TrafficSource source = running(ClosedLoop{.clients = 1, .thinkTime = 20ms, .thinksExponentially = true});
        takeAll(source, start);
        double sum = 0;
        double squares = 0;
        TimePoint now = start;
        for (int i = 0; i < draws; ++i) {
            source.ended(0, false, now);
            const TimePoint due = source.nextDue().value();
            const double thought = double((due - now).count()) * 1e-6 / 20;
            sum += thought;
            squares += thought * thought;
            now = std::max(due, now);
            QCOMPARE(takeClients(source, now), (Clients{0}));
        }
        const double mean = sum / draws;
        QVERIFY(std::abs(mean - 1) < 0.019);                          // six standard errors
        QVERIFY(std::abs(squares / draws - mean * mean - 1) < 0.054); // of the variance: sqrt(8/n)
    }

    void aChangedMeanStretchesTheThinkTimeThatIsUnderWay()
    {
        TrafficSource source = running(ClosedLoop{.clients = 1, .thinkTime = 1s, .thinksExponentially = true});
        takeAll(source, start);
        source.ended(0, false, start);
        const Duration thought = source.nextDue().value() - start;
        source.setArrivals(ClosedLoop{.clients = 1, .thinkTime = 3s, .thinksExponentially = true}, start);
        QVERIFY(std::chrono::abs(source.nextDue().value() - start - 3 * thought) <= 3ns);
        source.setArrivals(ClosedLoop{.clients = 1, .thinkTime = 3s}, start);
        QVERIFY(source.nextDue() == start + 3s);
    }

    void aRefusedClientWaitsALittleSoThatItDoesNotSpin()
    {
        TrafficSource source = running(ClosedLoop{.clients = 2});
        takeAll(source, start);
        source.ended(0, true, start);
        source.ended(1, false, start);
        QCOMPARE(takeClients(source, start), (Clients{1}));
        QVERIFY(source.nextDue() == start + 10ms);
        QCOMPARE(takeClients(source, start + 10ms), (Clients{0}));
    }

    void aRefusedClientThinksAsLongAsAnyOther()
    {
        TrafficSource source = running(ClosedLoop{.clients = 1, .thinkTime = 1s});
        takeAll(source, start);
        source.ended(0, true, start);
        QVERIFY(source.nextDue() == start + 1s);
    }

    void moreClientsComeAtOnce()
    {
        TrafficSource source = running(ClosedLoop{.clients = 1});
        takeAll(source, start);
        source.setArrivals(ClosedLoop{.clients = 3}, start + 1s);
        QCOMPARE(takeClients(source, start + 1s), (Clients{1, 2}));
    }

    void fewerClientsLeaveWhenTheirRequestsHaveEnded()
    {
        TrafficSource source = running(ClosedLoop{.clients = 3});
        takeAll(source, start);
        source.setArrivals(ClosedLoop{.clients = 1}, start);
        for (const std::uint32_t client : {2U, 1U, 0U})
            source.ended(client, false, start);
        QCOMPARE(takeClients(source, start), (Clients{0}));
        source.setArrivals(ClosedLoop{.clients = 3}, start);
        QCOMPARE(takeClients(source, start), (Clients{1, 2}));
    }

    void aClientThatWasToLeaveAndIsWantedAgainIsNotThereTwice()
    {
        TrafficSource source = running(ClosedLoop{.clients = 2});
        takeAll(source, start);
        source.setArrivals(ClosedLoop{.clients = 1}, start);
        source.setArrivals(ClosedLoop{.clients = 2}, start); // client 1 is still busy
        QCOMPARE(takeClients(source, start), (Clients{}));
        source.ended(1, false, start);
        QCOMPARE(takeClients(source, start), (Clients{1}));
    }

    void noClientIsNobody()
    {
        TrafficSource source = running(ClosedLoop{.clients = 0});
        QVERIFY(!source.nextDue() && !source.take(start));
    }

    void clientsThatHaveLeftAreNotWaitedFor()
    {
        TrafficSource source = running(ClosedLoop{.clients = 2, .thinkTime = 1s});
        takeAll(source, start);
        source.ended(0, false, start);
        source.ended(1, false, start);
        source.setArrivals(ClosedLoop{.clients = 0, .thinkTime = 1s}, start);
        source.take(start + 1s);
        QVERIFY(!source.nextDue());
    }

    // --- open loop

    void evenlySpacedRequestsKeepTheirRateExactly_data()
    {
        QTest::addColumn<double>("rate");
        for (const double rate : {0.1, 1.0, 3.0, 7.0, 60.0, 999.0, 12'345.6, 700'000.0, 1'000'000.0})
            QTest::addRow("%g a second", rate) << rate;
    }
    void evenlySpacedRequestsKeepTheirRateExactly()
    {
        QFETCH(double, rate);
        TrafficSource source = running(OpenLoop{.ratePerSecond = rate, .poisson = false});
        const auto count = static_cast<std::int64_t>(std::min(200'000.0, rate * 10'000));
        for (std::int64_t k = 0; k < count; ++k) {
            const TimePoint due = source.nextDue().value();
            const double exact = double(k) / rate * 1e9; // no drift: the k-th is where it belongs
            QVERIFY(std::abs(double((due - start).count()) - exact) <= 1.0 + exact * 1e-12);
            const auto arrival = source.take(due);
            QVERIFY(arrival && arrival->intended == due && arrival->client == TrafficSource::openLoopClient);
        }
    }

    // Evenly spaced requests of any rate over time: within one of the integral, at every moment.
    void theCountOfEvenlySpacedRequestsIsTheIntegralOfTheirRate_data()
    {
        QTest::addColumn<RateShape>("shape");
        QTest::addRow("ramp up") << RateShape(RateRamp{.toPerSecond = 2000, .over = 30s});
        QTest::addRow("ramp down") << RateShape(RateRamp{.toPerSecond = 0, .over = 30s});
        QTest::addRow("steps") << RateShape(RateSteps{.increment = 37.5, .each = 7s, .count = 9});
        QTest::addRow("bursts") << RateShape(RateBursts{.peakPerSecond = 1234, .period = 3s, .length = 700ms});
    }
    void theCountOfEvenlySpacedRequestsIsTheIntegralOfTheirRate()
    {
        QFETCH(RateShape, shape);
        const OpenLoop open{.ratePerSecond = 100, .poisson = false, .shape = shape};
        TrafficSource source = running(open);
        const RateCurve curve(open);
        double count = 0;
        for (double at = 0.1; at < 60; at += 0.1) {
            count += double(takeAll(source, start + Duration(std::llround(at * 1e9))).size());
            QVERIFY2(std::abs(count - curve.expectedBy(at)) <= 1 + 1e-5, qPrintable(QString::number(at)));
        }
    }

    // Counts in windows of equal expectation are then those of a steady process: variance and mean are equal.
    void poissonArrivalsFollowARampWithTheVarianceOfItsRate()
    {
        const OpenLoop open{.ratePerSecond = 0, .shape = RateRamp{.toPerSecond = 2'000, .over = 1min}};
        TrafficSource source = running(open);
        const RateCurve curve(open);
        const int windows = 10'000; // of ten expected arrivals each; the last are of the plateau
        double spread = 0;
        double sum = 0;
        for (int window = 1; window <= windows; ++window) {
            const auto end = Duration(std::llround(curve.timeOf(10.0 * window) * 1e9));
            const auto count = double(takeAll(source, start + end).size());
            spread += std::pow(count - 10, 2);
            sum += count;
        }
        QVERIFY(std::abs(sum / windows - 10) < 6 * std::sqrt(10.0 / windows));
        QVERIFY(std::abs(spread / windows - 10) < 0.9); // six standard errors: sqrt((2·10² + 10) / n)
    }

    void aStallOfOursDoesNotMoveTheSchedule()
    {
        TrafficSource punctual = running(OpenLoop{.ratePerSecond = 100});
        TrafficSource stalled = running(OpenLoop{.ratePerSecond = 100});
        const auto due = schedule(punctual, start + 10s);
        const auto taken = takeAll(stalled, start + 10s);
        QCOMPARE(taken.size(), due.size());
        for (std::size_t i = 0; i < due.size(); ++i)
            QVERIFY(taken[i].intended == due[i]);
    }

    void theScheduleDoesNotWaitForAnswers()
    {
        TrafficSource answered = running(OpenLoop{.ratePerSecond = 100});
        TrafficSource silent = running(OpenLoop{.ratePerSecond = 100});
        for (int i = 0; i < 1'000; ++i) {
            const TimePoint due = answered.nextDue().value();
            QVERIFY(silent.nextDue() == due);
            answered.take(due);
            silent.take(due);
            answered.ended(TrafficSource::openLoopClient, i % 2 == 0, due + 1ms);
        }
    }

    // For a Poisson process the gaps are exponential: mean and standard deviation 1/rate; and the counts in equal windows
    // have a variance equal to their mean.
    void poissonArrivalsHaveTheMeanAndTheVarianceOfTheirRate_data()
    {
        QTest::addColumn<double>("rate");
        for (const double rate : {2.0, 1'000.0, 1'000'000.0})
            QTest::addRow("%g a second", rate) << rate;
    }
    void poissonArrivalsHaveTheMeanAndTheVarianceOfTheirRate()
    {
        QFETCH(double, rate);
        TrafficSource source = running(OpenLoop{.ratePerSecond = rate});
        const int draws = 200'000;
        double sum = 0;
        double squares = 0;
        std::map<int, int> windows; // of ten expected arrivals each
        TimePoint last = start;
        for (int i = 0; i < draws; ++i) {
            const TimePoint due = source.nextDue().value();
            source.take(due);
            const double gap = double((due - last).count()) * 1e-9 * rate;
            sum += gap;
            squares += gap * gap;
            ++windows[static_cast<int>(double((due - start).count()) * 1e-9 * rate / 10)];
            last = due;
        }
        const double mean = sum / draws;
        QVERIFY(std::abs(mean - 1) < 0.0134);                         // six standard errors
        QVERIFY(std::abs(squares / draws - mean * mean - 1) < 0.038); // of the variance: sqrt(8/n)
        double spread = 0;
        for (int window = 0; window < draws / 10 - 100; ++window)
            spread += std::pow(windows[window] - 10.0, 2);
        QVERIFY(std::abs(spread / (draws / 10 - 100) - 10) < 0.6);
    }

    void theSameSeedMakesTheSameSchedule()
    {
        TrafficSource first = running(OpenLoop{.ratePerSecond = 1'000}, start, 7);
        TrafficSource second = running(OpenLoop{.ratePerSecond = 1'000}, start, 7);
        TrafficSource other = running(OpenLoop{.ratePerSecond = 1'000}, start, 8);
        const auto due = schedule(first, start + 1s);
        QVERIFY(due == schedule(second, start + 1s));
        QVERIFY(due != schedule(other, start + 1s));
    }

    void aPauseIsNotCaughtUp()
    {
        for (const bool poisson : {false, true}) {
            TrafficSource source = running(OpenLoop{.ratePerSecond = 1'000, .poisson = poisson});
            schedule(source, start + 1s);
            source.stop();
            QVERIFY(!source.take(start + 1min));
            source.start(start + 1min);
            const auto due = schedule(source, start + 1min + 1s);
            QVERIFY(due.front() >= start + 1min);
            QVERIFY(due.size() > 800 && due.size() < 1'200);
        }
    }

    void aChangedRateHoldsAtOnce()
    {
        TrafficSource source = running(OpenLoop{.ratePerSecond = 1, .poisson = false});
        takeAll(source, start); // the next one is due in a second
        source.setArrivals(OpenLoop{.ratePerSecond = 10, .poisson = false}, start + 500ms);
        QVERIFY(source.nextDue() == start + 550ms); // half of the gap is over
        source.setArrivals(OpenLoop{.ratePerSecond = 0.1, .poisson = false}, start + 500ms);
        QVERIFY(source.nextDue() == start + 5'500ms);
    }

    void aSliderThatIsDraggedNeitherAddsNorWithholdsRequests()
    {
        for (const bool poisson : {false, true}) {
            TrafficSource source = running(OpenLoop{.ratePerSecond = 5, .poisson = poisson});
            std::size_t taken = 0;
            TimePoint now = start;
            for (int change = 0; change < 20'000; ++change, now += 10ms) { // 200 s, on average 5 a second
                source.setArrivals(OpenLoop{.ratePerSecond = change % 2 == 0 ? 4.0 : 6.0, .poisson = poisson}, now);
                taken += takeAll(source, now).size();
            }
            const double deviation = poisson ? 6 * std::sqrt(1'000.0) : 2;
            QVERIFY2(std::abs(double(taken) - 1'000) <= deviation, qPrintable(QString::number(taken)));
        }
    }

    void aShapeBeginsWithTheChangeToItAndAnewAfterAPause()
    {
        const OpenLoop ramp{.ratePerSecond = 0, .poisson = false, .shape = RateRamp{.toPerSecond = 100, .over = 10s}};
        TrafficSource source = running(OpenLoop{.ratePerSecond = 1'000, .poisson = false});
        takeAll(source, start + 1s);
        source.setArrivals(ramp, start + 1s);
        QVERIFY(std::abs(double(takeAll(source, start + 11s).size()) - 500) <= 1);
        source.stop();
        source.start(start + 1h);
        QVERIFY(std::abs(double(takeAll(source, start + 1h + 10s).size()) - 500) <= 1);
    }

    void anotherSpacingLeavesTheShapeWhereItIs()
    {
        OpenLoop ramp{.ratePerSecond = 0, .poisson = false, .shape = RateRamp{.toPerSecond = 100, .over = 10s}};
        TrafficSource source = running(ramp);
        takeAll(source, start + 5s);
        ramp.poisson = true;
        source.setArrivals(ramp, start + 5s);
        const auto due = schedule(source, start + 10s); // 375 are expected
        QVERIFY2(due.size() > 375 - 6 * 20 && due.size() < 375 + 6 * 20, qPrintable(QString::number(due.size())));
    }

    void whatIsOverdueIsForgottenWhenTheRateChanges()
    {
        TrafficSource source = running(OpenLoop{.ratePerSecond = 1'000, .poisson = false});
        source.setArrivals(OpenLoop{.ratePerSecond = 500, .poisson = false}, start + 10s);
        QCOMPARE(takeAll(source, start + 10s).size(), 1U);
        QVERIFY(source.nextDue() == start + 10s + 2ms);
    }

    void theSamePlanAgainChangesNothing()
    {
        TrafficSource source = running(OpenLoop{.ratePerSecond = 100});
        schedule(source, start + 1s);
        const auto due = source.nextDue();
        source.setArrivals(OpenLoop{.ratePerSecond = 100}, start + 1s);
        QVERIFY(source.nextDue() == due);
    }

    void theSlowestRateIsStillATime()
    {
        for (const bool poisson : {false, true}) {
            TrafficSource source = running(OpenLoop{.ratePerSecond = 1e-300, .poisson = poisson});
            source.setArrivals(OpenLoop{.ratePerSecond = 1e-12, .poisson = poisson}, start);
            for (int i = 0; i < 10; ++i)
                source.take(start + i * 1h);
            QVERIFY(source.nextDue() > start + 24h);
            source.setArrivals(OpenLoop{.ratePerSecond = 1'000, .poisson = poisson}, start + 20h);
            QVERIFY(source.nextDue() < start + 40h);
        }
    }

    // --- both ways

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
                                                  .thinksExponentially = random.below(2) == 0}, now);
                else
                    source.setArrivals(OpenLoop{.ratePerSecond = 1 + random.uniform() * 1'000, .poisson = random.below(2) == 0, .shape = anyShape(random)}, now);
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
