// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/dispatcher/querylog.h"

#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;

class TestQueryLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneRequestOfSoManyHasALine()
    {
        QueryLog log;
        log.setStatement("SELECT 1");
        log.setLogging({.isOn = true, .oneIn = 3});
        const CurrentWorkload workload(1);
        int lines = 0;
        for (int i = 0; i < 9; ++i)
            lines += log.line({}, workload, {}).has_value();
        QCOMPARE(lines, 3);
        QVERIFY(!log.flush());
    }

    void beyondTheLinesOfASecondTheRestIsCounted()
    {
        QueryLog log;
        log.setLogging({.isOn = true});
        const CurrentWorkload workload(1);
        int lines = 0;
        for (int i = 0; i < QueryLog::linesPerSecond + 4; ++i)
            lines += log.line({}, workload, {}).has_value();
        QCOMPARE(lines, QueryLog::linesPerSecond);
        const auto rest = log.flush();
        QVERIFY(rest);
        QCOMPARE(rest->kind, EventKind::Query);
        QCOMPARE(rest->repeated, std::uint64_t(3));
        QVERIFY(log.line({}, workload, {})); // of the next second
    }

    void onlyThePoolsThatWereNamedAreLogged()
    {
        QueryLog log;
        QVERIFY(!log.logs(PoolId(1)));
        log.setLogging({.isOn = true});
        QVERIFY(log.logs(PoolId(1)));
        QVERIFY(!log.needsParameters(PoolId(1)));
        log.setLogging({.isOn = true, .pools = {PoolId(2)}, .showsParameters = true});
        QVERIFY(!log.logs(PoolId(1)) && !log.needsParameters(PoolId(1)));
        QVERIFY(log.logs(PoolId(2)) && log.needsParameters(PoolId(2)));
    }

    void literalsAreShownOnlyOnRequestAndPasswordsNever()
    {
        const CurrentWorkload workload(1);
        QueryLog log;
        log.setStatement("SELECT 'a'");
        QCOMPARE(log.line({}, workload, "1, 2"), std::optional<std::string>("SELECT '…' (1, 2)"));
        log.setLogging({.isOn = true, .showsParameters = true});
        QCOMPARE(log.line({}, workload, {}), std::optional<std::string>("SELECT 'a'"));
        log.setStatement("ALTER ROLE app PASSWORD 'geheim'");
        QCOMPARE(log.line({}, workload, {}), std::optional<std::string>("ALTER ROLE app PASSWORD '…'"));
        QCOMPARE(log.statement(), std::string("ALTER ROLE app PASSWORD 'geheim'"));
    }

    void ofAWorkloadOfSeveralScriptsClassAndScriptAreNamed()
    {
        CurrentWorkload workload(1);
        workload.set({.scripts = {{.name = "read", .className = "short"}, {.name = "loose"}}, .classes = {{.name = "short"}}});
        QueryLog log;
        log.setStatement("SELECT 1");
        Request request;
        workload.assign(request, {.classIndex = 0, .script = 0});
        QCOMPARE(log.line(request, workload, {}), std::optional<std::string>("short, read"));
        workload.assign(request, {.classIndex = 1, .script = 1});
        QCOMPARE(log.line(request, workload, {}), std::optional<std::string>("loose"));
        workload.set(workload.workload()); // the request is of an earlier one
        QCOMPARE(log.line(request, workload, {}), std::optional<std::string>("SELECT 1"));
    }
};

QTEST_GUILESS_MAIN(TestQueryLog)
#include "tst_querylog.moc"
