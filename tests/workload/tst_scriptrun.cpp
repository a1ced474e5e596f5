// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/workload/builtinworkloads.h"
#include "model/workload/scriptrun.h"
#include "tests/support/countedallocations.h"

#include <QTest>

using namespace poolwart;

class TestScriptRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsAllocatedInSteadyState_data()
    {
        QTest::addColumn<QByteArray>("written");
        QTest::addRow("point SELECT") << QByteArray::fromStdString(defaultScript());
        QTest::addRow("CSV") << QByteArray("\\csv ids.csv sequential id name\nSELECT :id, :name");
        QTest::addRow("many kinds") << QByteArray(
            "\\set a random_zipfian(1, 1000, 1.1) * :scale\n\\set d random(1, 5) / 2.0\n\\sequence s 1 1000\n"
            "\\if :a > 5\nBEGIN;\nSELECT :a, :d, :s;\n\\else\nSELECT :a + :d + :s;\n\\endif\n\\sleep 1 ms\nEND;");
    }
    void nothingIsAllocatedInSteadyState()
    {
        QFETCH(QByteArray, written);
        const auto script = Script::parse(written.toStdString());
        QVERIFY2(script.ok(), script.ok() ? "" : script.error().message.c_str());
        ScriptCounters counters(*script, {{.file = "ids.csv", .text = "id,name\n1,a somewhat longer name\n2,\n"}});
        ScriptRun run(0);
        Random random(1);
        const auto perform = [&](int requests) {
            for (int i = 0; i < requests; ++i) {
                run.begin(*script, counters, {});
                while (run.next(random).kind != ScriptStep::Kind::End)
                    run.inlined();
            }
        };
        perform(100);
        const std::uint64_t before = allocations;
        perform(1'000);
        QCOMPARE(allocations - before, std::uint64_t(0));
    }

    void aPointSelectIsDrawn()
    {
        const auto script = Script::parse(defaultScript());
        ScriptCounters counters(*script);
        ScriptRun run(0);
        Random random(1);
        QBENCHMARK
        {
            run.begin(*script, counters, {});
            while (run.next(random).kind != ScriptStep::Kind::End) {
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestScriptRun)
#include "tst_scriptrun.moc"
