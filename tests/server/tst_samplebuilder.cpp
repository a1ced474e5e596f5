// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/server/monitor/samplebuilder.h"

#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;

namespace {

const auto start = std::chrono::steady_clock::time_point{} + 1h;

// Columns as serverSql names them.
MonitorRows look(std::chrono::steady_clock::time_point at, const char *commits, const char *rollbacks, QueryRows backends = {})
{
    return {.server = {"160004", "16.4", "100", "3", "2", "20", "-1", "f", "f", commits, rollbacks, "app", "shop"},
            .backends = std::move(backends),
            .takenAt = at};
}

QueryRow backend(const char *pid, const char *name, const char *state, const char *isOfRole = "f", const char *isOfDatabase = "f")
{
    return {pid, name, state, "Client", "ClientRead", "1500", isOfRole, isOfDatabase};
}

} // namespace

class TestSampleBuilder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void limitsAreThoseOfTheRole()
    {
        SampleBuilder builder("poolwart/x");
        const auto sample = builder.build(look(start, "0", "0"));
        QCOMPARE(sample.limits, (ServerLimits{.versionNumber = 160'004,
                                              .version = "16.4",
                                              .maxConnections = 100,
                                              .superuserReserved = 3,
                                              .reserved = 2,
                                              .roleLimit = 20,
                                              .databaseLimit = std::nullopt,
                                              .isSuperuser = false,
                                              .role = "app",
                                              .database = "shop"}));
        QCOMPARE(sample.limits.usable(), 20);
        QVERIFY(sample.connected);
        QVERIFY(!sample.seesOthersState);

        auto superuser = look(start, "0", "0");
        superuser.server[7].emplace("t"); // not "=", for which GCC 12 warns wrongly
        superuser.server[8].emplace("t");
        superuser.server[4] = std::nullopt; // before 16
        const auto all = builder.build(superuser);
        QCOMPARE(all.limits.roleLimit, std::optional<int>());
        QCOMPARE(all.limits.reserved, 0);
        QVERIFY(all.seesOthersState);
    }

    void backendsAreOursTheMonitorsOrOthers()
    {
        SampleBuilder builder("poolwart/x");
        const auto sample =
            builder.build(look(start, "0", "0",
                               {
                                   backend("1", "poolwart/x/p1/s01", "active"),
                                   backend("2", "poolwart/x/p12/s03", "idle"),
                                   backend("3", "poolwart/x/monitor", "active"),
                                   backend("4", "poolwart/x/probe", "idle"),
                                   backend("5", "poolwart/xy/p1/s01", "active"),
                                   backend("6", "psql", "idle in transaction (aborted)"),
                                   backend("7", "", "idle in transaction"),
                                   {"8", "hidden", std::nullopt, std::nullopt, std::nullopt, std::nullopt, std::nullopt, std::nullopt},
                               }));
        QCOMPARE(sample.ours, 2);
        QCOMPARE(sample.oursActive, 1);
        QCOMPARE(sample.monitors, 2);
        QCOMPARE(sample.others, 4);
        QCOMPARE(sample.othersActive, 1);
        QCOMPARE(sample.othersIdleInTransaction, 2);
        QCOMPARE(sample.backends, (std::vector<BackendRow>{{1, "poolwart/x/p1/s01", "active", "Client: ClientRead", 1'500ms},
                                                           {2, "poolwart/x/p12/s03", "idle", "Client: ClientRead", 1'500ms}}));
    }

    void othersCountAgainstTheLimitsOfTheirRoleAndDatabase()
    {
        SampleBuilder builder("poolwart/x");
        const auto sample = builder.build(look(start, "0", "0",
                                               {
                                                   backend("1", "poolwart/x/p1/s01", "idle", "t", "t"),
                                                   backend("2", "a", "idle", "t", "t"),
                                                   backend("3", "b", "idle", "t", "f"),
                                                   backend("4", "c", "idle", "t", "f"),
                                                   backend("5", "d", "idle"),
                                               }));
        QCOMPARE(sample.others, 4);
        QCOMPARE(sample.othersOfRole, 3);
        QCOMPARE(sample.othersOfDatabase, 1);
        const auto later = builder.build(look(start + 1s, "0", "0"));
        QCOMPARE(later.othersOfRolePeak, 3);
        QCOMPARE(later.othersOfDatabasePeak, 1);
    }

    void ratesFollowTheTimeThatReallyPassed()
    {
        SampleBuilder builder("poolwart/x");
        QCOMPARE(builder.build(look(start, "1000", "10")).commitsPerSecond, 0.0);
        const auto second = builder.build(look(start + 2s, "1500", "11"));
        QCOMPARE(second.commitsPerSecond, 250.0);
        QCOMPARE(second.rollbacksPerSecond, 0.5);
        const auto afterReset = builder.build(look(start + 3s, "20", "0"));
        QCOMPARE(afterReset.commitsPerSecond, 0.0);
        QCOMPARE(afterReset.rollbacksPerSecond, 0.0);
        QCOMPARE(builder.build(look(start + 4s, "120", "0")).commitsPerSecond, 100.0);
    }

    void theOthersPeakStays()
    {
        SampleBuilder builder("poolwart/x");
        builder.build(look(start, "0", "0", {backend("1", "a", "idle"), backend("2", "b", "idle")}));
        const auto later = builder.build(look(start + 1s, "0", "0", {backend("1", "a", "idle")}));
        QCOMPARE(later.others, 1);
        QCOMPARE(later.othersPeak, 2);
    }

    void aFailureKeepsTheLimitsAndNothingOfOurs()
    {
        SampleBuilder builder("poolwart/x");
        const auto before = builder.build(look(start, "0", "0", {backend("1", "a", "idle"), backend("2", "poolwart/x/p1/s01", "idle")}));
        const Error error{.kind = ErrorKind::ConnectionLost, .message = "gone"};
        const auto failure = builder.failure(error, false, start + 1s);
        QCOMPARE(failure.limits, before.limits);
        QCOMPARE(failure.others, 1);
        QCOMPARE(failure.ours, 0);
        QVERIFY(failure.backends.empty());
        QVERIFY(!failure.connected);
        QVERIFY(failure.error == error);
        QVERIFY(failure.takenAt == start + 1s);
    }
};

QTEST_GUILESS_MAIN(TestSampleBuilder)
#include "tst_samplebuilder.moc"
