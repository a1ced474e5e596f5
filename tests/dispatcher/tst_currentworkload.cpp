// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/dispatcher/currentworkload.h"

#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;

namespace {

Workload twoClasses()
{
    return {.scripts = {{.className = "prompt"}, {.className = "slow"}},
            .classes = {{.name = "prompt", .deadline = 20ms}, {.name = "slow"}}};
}

} // namespace

class TestCurrentWorkload : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRequestHasTheDeadlineAndTheNameOfItsClass()
    {
        CurrentWorkload current(1);
        current.set(twoClasses());
        Request request{.times = {.intended = TimePoint(1s)}};
        current.assign(request, {.classIndex = 0});
        QCOMPARE(request.deadline, TimePoint(1s + 20ms));
        QCOMPARE(current.classNameOf(request), std::string("prompt"));
        current.assign(request, {.classIndex = 1});
        QCOMPARE(request.deadline, TimePoint::max());
        QCOMPARE(current.classNameOf(request), std::string("slow"));
        current.assign(request, {.classIndex = 2}); // of no class
        QCOMPARE(request.deadline, TimePoint::max());
        QCOMPARE(current.classNameOf(request), std::string());
    }

    void aRequestOfAnEarlierWorkloadHasNoClassInTheNewOne()
    {
        CurrentWorkload current(1);
        current.set(twoClasses());
        Request request;
        current.assign(request, {.classIndex = 0});
        QVERIFY(current.owns(request));
        current.set(twoClasses());
        QCOMPARE(current.number(), std::uint32_t(2));
        QVERIFY(!current.owns(request));
        QVERIFY(!current.classOf(request));
        QCOMPARE(current.classNameOf(request), std::string());
    }
};

QTEST_GUILESS_MAIN(TestCurrentWorkload)
#include "tst_currentworkload.moc"
