// SPDX-License-Identifier: GPL-3.0-or-later
// Work on a thread that nobody waits for, and the end of the process, which waits for some of it.
#include "model/session/detachedtask.h"
#include "tests/support/eventually.h"

#include <QtTest>

#include <future>

using namespace poolwart;
using namespace std::chrono_literals;

class TestDetachedTask : public QObject
{
    Q_OBJECT

    // Work that ends when it is told to.
    static auto waitingFor(std::promise<void> &told)
    {
        return [end = told.get_future().share()] {
            end.wait();
            return Outcome<int>(7);
        };
    }

private Q_SLOTS:
    void cleanup() { EVENTUALLY(!DetachedTask::isAnyRunning()); }

    void theResultIsDelivered()
    {
        DetachedTask task;
        std::optional<int> result;
        task.start([] { return Outcome<int>(7); }, [&result](const Outcome<int> &seven) { result = seven.value(); });
        QVERIFY(task.isRunning());
        EVENTUALLY_EQUAL(result, std::optional(7));
        QVERIFY(!task.isRunning());
    }

    void whatWritesIsAwaitedEvenIfNobodyWantsItsResult()
    {
        std::promise<void> end;
        {
            DetachedTask task;
            task.start(
                waitingFor(end), [](const Outcome<int> &) { QFAIL("nobody is there"); }, DetachedTask::AtExit::Await);
        }
        QVERIFY(!DetachedTask::awaitWritten(1ms));
        end.set_value();
        QVERIFY(DetachedTask::awaitWritten(std::chrono::milliseconds(hangMs)));
    }

    void whatReadsIsNotAwaited()
    {
        std::promise<void> end;
        DetachedTask task;
        task.start(waitingFor(end), [](const Outcome<int> &) {});
        QVERIFY(DetachedTask::awaitWritten(std::chrono::milliseconds(hangMs)));
        QVERIFY(DetachedTask::isAnyRunning());
        end.set_value();
    }

    void anExceptionIsAnError()
    {
        DetachedTask task;
        std::optional<Error> fault;
        const auto fail = []() -> Outcome<int> { throw std::runtime_error("no"); };
        task.start(fail, [&fault](const Outcome<int> &result) { fault = result.error(); });
        EVENTUALLY_EQUAL(fault.value_or(Error{}).message, std::string("no"));
    }
};

QTEST_GUILESS_MAIN(TestDetachedTask)
#include "tst_detachedtask.moc"
