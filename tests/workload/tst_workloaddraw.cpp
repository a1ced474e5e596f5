// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/workload/workloaddraw.h"

#include <QTest>

#include <cmath>
#include <map>

using namespace poolwart;

namespace {

using Counts = std::map<std::pair<int, int>, int>; // class, script → drawn

Counts drawn(const Workload &workload, int requests, std::uint64_t seed = 1)
{
    WorkloadDraw draw(seed);
    draw.setWorkload(workload);
    Counts counts;
    for (int request = 0; request < requests; ++request) {
        const RequestKind kind = draw.draw();
        ++counts[{kind.classIndex, kind.script}];
    }
    return counts;
}

Workload shop()
{
    return {.scripts = {{.name = "read", .weight = 3, .className = "short"},
                        {.name = "report", .className = "long"},
                        {.name = "write", .weight = 1, .className = "short"},
                        {.name = "loose"}},
            .classes = {{.name = "short", .share = 8}, {.name = "long", .share = 1}}};
}

} // namespace

class TestWorkloadDraw : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSoleScriptIsAlwaysDrawn() { QCOMPARE(drawn(soleWorkload("SELECT 1"), 5), (Counts{{{0, 0}, 5}})); }

    void classesComeByTheirSharesAndScriptsByTheirWeights()
    {
        const int requests = 100'000;
        const Counts counts = drawn(shop(), requests);
        const std::map<std::pair<int, int>, double> expected{{{0, 0}, 0.6}, {{0, 2}, 0.2}, {{1, 1}, 0.1}, {{2, 3}, 0.1}};
        QCOMPARE(counts.size(), expected.size());
        for (const auto &[kind, share] : expected) {
            const double deviation = std::sqrt(share * (1 - share) * requests); // six of them are never seen
            QVERIFY(std::abs(counts.at(kind) - share * requests) < 6 * deviation);
        }
    }

    void whatHasNoShareNoWeightOrNoScriptIsNeverDrawn()
    {
        Workload workload = shop();
        workload.classes[1].share = 0;
        workload.scripts[2].weight = 0;
        workload.scripts.pop_back();
        workload.classes.push_back({.name = "nobody", .share = 100});
        QCOMPARE(drawn(workload, 100), (Counts{{{0, 0}, 100}}));
    }

    void aScriptOfAClassThatIsNotThereIsOfNone()
    {
        Workload workload = soleWorkload("SELECT 1");
        workload.scripts[0].className = "lost";
        workload.classes = {{.name = "short"}};
        QCOMPARE(drawn(workload, 3), (Counts{{{1, 0}, 3}}));
    }

    void theSameSeedDrawsTheSame()
    {
        QCOMPARE(drawn(shop(), 1000, 7), drawn(shop(), 1000, 7));
        QVERIFY(drawn(shop(), 1000, 7) != drawn(shop(), 1000, 8));
    }
};

QTEST_GUILESS_MAIN(TestWorkloadDraw)
#include "tst_workloaddraw.moc"
