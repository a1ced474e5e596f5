// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/threads/jobthreads.h"
#include "tests/support/eventually.h"
#include "tests/support/threadrefusal.h"

#include <QTest>

#include <latch>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>

using namespace poolwart;
using namespace std::chrono_literals;

namespace {

// What jobs have told, in order.
class Log
{
public:
    void add(const std::string &line)
    {
        const std::scoped_lock lock(m_mutex);
        m_lines.push_back(line);
    }
    std::vector<std::string> lines() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_lines;
    }
    JobThreads::Job job(const std::string &line)
    {
        return [this, line](const std::stop_token &) { add(line); };
    }
    JobThreads::Failed failed()
    {
        return [this](const Error &error) { add(error.message); };
    }

private:
    mutable std::mutex m_mutex;
    std::vector<std::string> m_lines;
};

using Lines = std::vector<std::string>;

void ignore(const Error &)
{}

} // namespace

class TestJobThreads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void jobsOfOneThreadRunInTheOrderInWhichTheyWereAdded()
    {
        Log log;
        Lines expected;
        JobThreads thread;
        for (int i = 0; i < 100; ++i) {
            expected.push_back(std::to_string(i));
            thread.add(log.job(expected.back()), ignore);
        }
        thread.finish();
        thread.join();
        QCOMPARE(log.lines(), expected);
        QCOMPARE(thread.unfinished(), std::size_t(0));
    }

    void jobsOfOneThreadRunOnOneThread()
    {
        std::mutex mutex;
        std::set<std::thread::id> threads;
        JobThreads thread;
        for (int i = 0; i < 20; ++i) {
            thread.add(
                [&](const std::stop_token &) {
                    const std::scoped_lock lock(mutex);
                    threads.insert(std::this_thread::get_id());
                },
                ignore);
            EVENTUALLY_EQUAL(thread.unfinished(), std::size_t(0)); // also when it has rested in between
        }
        thread.finish();
        thread.join();
        QCOMPARE(threads.size(), std::size_t(1));
        QVERIFY(!threads.contains(std::this_thread::get_id()));
    }

    void anExceptionIsReportedAndTheNextJobRuns()
    {
        Log log;
        JobThreads thread;
        thread.add([](const std::stop_token &) { throw std::runtime_error("no luck"); }, log.failed());
        thread.add([](const std::stop_token &) { throw 7; }, log.failed());
        thread.add(log.job("next"), log.failed());
        thread.finish();
        thread.join();
        QCOMPARE(log.lines(), (Lines{"A background job failed: no luck.", "A background job failed: unknown exception.", "next"}));
    }

    void anExceptionOfTheReportEndsNothing()
    {
        Log log;
        JobThreads thread;
        thread.add([](const std::stop_token &) { throw std::runtime_error("no luck"); },
                   [](const Error &) { throw std::runtime_error("no luck either"); });
        thread.add(log.job("next"), ignore);
        thread.finish();
        thread.join();
        QCOMPARE(log.lines(), Lines{"next"});
    }

    void stoppingDropsWhatHasNotBegunAndAsksTheOtherToStop()
    {
        Log log;
        JobThreads thread;
        std::latch begun(1);
        thread.add(
            [&](const std::stop_token &stop) {
                begun.count_down();
                while (!stop.stop_requested())
                    std::this_thread::yield();
                log.add("stopped");
            },
            ignore);
        for (int i = 0; i < 10; ++i)
            thread.add(log.job("queued"), log.failed());
        begun.wait();
        thread.stop();
        thread.join();
        thread.add(log.job("late"), log.failed());
        QCOMPARE(log.lines(), Lines{"stopped"});
        QCOMPARE(thread.unfinished(), std::size_t(0));
    }

    void whatADroppedJobHoldsGoesWithIt()
    {
        JobThreads thread;
        std::latch release(1);
        const auto held = std::make_shared<int>(7);
        thread.add([&](const std::stop_token &) { release.wait(); }, ignore);
        thread.add([held](const std::stop_token &) {}, [held](const Error &) {});
        QCOMPARE(held.use_count(), 3L);
        thread.stop();
        QCOMPARE(held.use_count(), 1L);
        release.count_down();
    }

    void aThreadThatHangsIsGivenUpAndEndsWhenItCan()
    {
        const auto release = std::make_shared<std::latch>(1);
        const auto hasEnded = std::make_shared<std::atomic<bool>>(false);
        {
            JobThreads thread({.maxThreads = 1, .atEnd = [hasEnded] { *hasEnded = true; }});
            std::latch begun(1);
            thread.add(
                [&begun, release](const std::stop_token &) {
                    begun.count_down();
                    release->wait();
                },
                ignore);
            begun.wait();
            thread.stop();
            QVERIFY(!thread.join(std::chrono::steady_clock::now() + 1ms));
            QVERIFY(!*hasEnded);
        }
        release->count_down();
        EVENTUALLY(*hasEnded);
    }

    void aThreadThatEndsInTimeIsNotGivenUp()
    {
        JobThreads thread({.maxThreads = 3, .atEnd = {}});
        for (int i = 0; i < 9; ++i)
            thread.add([](const std::stop_token &) {}, ignore);
        thread.finish();
        QVERIFY(thread.join(std::chrono::steady_clock::now() + std::chrono::milliseconds(hangMs)));
    }

    void threadsAreMadeAsTheyAreNeededAndShareTheQueue()
    {
        constexpr int jobs = 20;
        std::mutex mutex;
        std::set<std::thread::id> threads;
        std::atomic<int> begun = 0;
        std::latch release(1);
        JobThreads all({.maxThreads = 8, .atEnd = {}});
        for (int i = 0; i < jobs; ++i) {
            all.add(
                [&](const std::stop_token &) {
                    {
                        const std::scoped_lock lock(mutex);
                        threads.insert(std::this_thread::get_id());
                    }
                    ++begun;
                    release.wait();
                },
                ignore);
        }
        EVENTUALLY_EQUAL(begun.load(), 8);
        QCOMPARE(all.unfinished(), std::size_t(jobs));
        release.count_down();
        all.finish();
        all.join();
        QCOMPARE(begun.load(), jobs);
        QCOMPARE(threads.size(), std::size_t(8));
    }

    void eachThreadTakesItsLeave()
    {
        std::atomic<int> leaves = 0;
        {
            std::latch both(2);
            JobThreads all({.maxThreads = 2, .atEnd = [&leaves] { ++leaves; }});
            for (int i = 0; i < 2; ++i)
                all.add([&](const std::stop_token &) { both.arrive_and_wait(); }, ignore);
            all.finish();
            all.join();
        }
        QCOMPARE(leaves.load(), 2);
    }

    void whereNoThreadCanBeMadeTheJobFailsAtOnce()
    {
        Log log;
        JobThreads thread;
        {
            const ThreadRefusal refusal;
            thread.add(log.job("ran"), log.failed());
            QCOMPARE(log.lines().size(), std::size_t(1));
            QVERIFY2(log.lines().front().starts_with("A background job failed: "), log.lines().front().c_str());
            QVERIFY(!thread.hasThread());
            QCOMPARE(thread.unfinished(), std::size_t(0));
        }
        thread.add(log.job("ran"), log.failed());
        thread.finish();
        thread.join();
        QCOMPARE(log.lines().back(), std::string("ran"));
    }

    void whereNoFurtherThreadCanBeMadeTheOthersDoTheWork()
    {
        Log log;
        std::latch release(1);
        JobThreads all({.maxThreads = 2, .atEnd = {}});
        all.add([&](const std::stop_token &) { release.wait(); }, ignore);
        const ThreadRefusal refusal;
        all.add(log.job("ran"), log.failed());
        release.count_down();
        all.finish();
        all.join();
        QCOMPARE(log.lines(), Lines{"ran"});
    }

    void aJobMayAddTheNextOne()
    {
        std::atomic<int> turns = 0;
        JobThreads thread;
        const std::function<void()> again = [&] {
            thread.add(
                [&](const std::stop_token &) {
                    if (++turns < 1'000)
                        again();
                },
                ignore);
        };
        again();
        EVENTUALLY_EQUAL(turns.load(), 1'000);
    }
};

QTEST_GUILESS_MAIN(TestJobThreads)
#include "tst_jobthreads.moc"
