// SPDX-License-Identifier: GPL-3.0-or-later
// What comes back from a statement is read and thrown away as it comes.
#include "tests/engine/enginefixture.h"

#include <QFile>

using namespace poolwart;
using namespace std::chrono_literals;

class TestResults : public EngineFixture
{
    Q_OBJECT

private:
#ifdef __SANITIZE_ADDRESS__
    static constexpr qlonglong maxGrowthKib = 450'000; // AddressSanitizer holds back 256 MiB of what was freed, and its own notes of it
#else
    static constexpr qlonglong maxGrowthKib = 50'000;
#endif

    static qlonglong peakKib()
    {
        QFile status(QStringLiteral("/proc/self/status"));
        if (!status.open(QIODevice::ReadOnly))
            qFatal("/proc/self/status cannot be read");
        return QRegularExpression(QStringLiteral("VmHWM:\\s+(\\d+) kB"))
            .match(QString::fromUtf8(status.readAll()))
            .captured(1)
            .toLongLong();
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    }
    void cleanup()
    {
        m_engine.reset();
    }

    // 200 MB each, two at a time: 800 MB at least, of which 400 MB would stand in memory.
    void manyLargeRowsTakeTheMemoryOfOne()
    {
        const qlonglong before = peakKib();
        start(uniformPlan(1, 2), closedLoop(2, "SELECT repeat('x', 200000) FROM generate_series(1, 1000)"));
        QVERIFY(await([](const Snapshot &seen) { return seen.requests.completed >= 4; }));
        QVERIFY2(peakKib() - before < maxGrowthKib, qPrintable(QStringLiteral("%1 KiB").arg(peakKib() - before)));
        QVERIFY(awaitEvent(EventKind::Warning, "The statement returns 200 MB, which are read row by row and discarded. Add a LIMIT to "
                                               "measure the server instead of the transfer."));
        QCOMPARE(finish().requests.failed, std::uint64_t(0));
    }

    // 158 MB of them.
    void notificationsThatNobodyReadsTakeNoMemory()
    {
        start(uniformPlan(1, 1), closedLoop(1, "LISTEN news;\nSELECT 1;"));
        QVERIFY(await([](const Snapshot &seen) { return seen.requests.completed >= 2; }));
        const qlonglong before = peakKib();
        m_server->execute("DO $$ BEGIN FOR i IN 1..20000 LOOP PERFORM pg_notify('news', repeat('x', 7900) || i); END LOOP; END $$");
        const auto served = m_engine->snapshot()->requests.completed;
        QVERIFY(await([served](const Snapshot &seen) { return seen.requests.completed > served + 10; })); // they come before its answer
        QCOMPARE(finish().requests.failed, std::uint64_t(0));
        QVERIFY2(peakKib() - before < maxGrowthKib, qPrintable(QStringLiteral("%1 KiB").arg(peakKib() - before)));
    }

    void theLastRowOfManyIsTheScripts_data()
    {
        QTest::addColumn<int>("protocol");
        QTest::addRow("simple") << int(Protocol::Simple);
        QTest::addRow("extended") << int(Protocol::Extended);
        QTest::addRow("prepared") << int(Protocol::Prepared);
    }
    void theLastRowOfManyIsTheScripts()
    {
        QFETCH(int, protocol);
        start(
            uniformPlan(1, 1),
            closedLoop(
                1,
                "SELECT n AS a, NULL AS b FROM generate_series(1, 1000) n \\aset\n\\if :a <> 1000 or :b is not null\nSELECT 1/0;\n\\endif\n"
                "SELECT 7 AS c \\gset\n\\if :c <> 7\nSELECT 1/0;\n\\endif",
                static_cast<Protocol>(protocol)));
        QVERIFY(await([](const Snapshot &seen) { return seen.requests.completed > 10; }));
        QCOMPARE(finish().requests.failed, std::uint64_t(0));
    }

    void aQueryOfTwoRowsIsTooManyForGset()
    {
        start(uniformPlan(1, 1), closedLoop(1, "SELECT n FROM generate_series(1, 2) n \\gset"));
        QVERIFY(await([](const Snapshot &seen) { return seen.requests.failed > 3; }));
        const Snapshot seen = finish();
        QCOMPARE(seen.requests.completed, std::uint64_t(0));
        QCOMPARE(seen.pools.front().counters.opened, std::uint64_t(1));
    }

    void copyToTheClientIsReadToItsEnd_data()
    {
        theLastRowOfManyIsTheScripts_data();
    }
    void copyToTheClientIsReadToItsEnd()
    {
        QFETCH(int, protocol);
        start(uniformPlan(1, 1),
              closedLoop(1, "COPY (SELECT repeat('x', 1000) FROM generate_series(1, 20000)) TO STDOUT;\nSELECT 1;",
                         static_cast<Protocol>(protocol)),
              false);
        QVERIFY(await([](const Snapshot &seen) { return seen.requests.completed >= 2; }));
        QVERIFY(awaitEvent(EventKind::Warning, "The statement returns 20 MB, which are read row by row and discarded. Add a LIMIT to "
                                               "measure the server instead of the transfer."));
        const Snapshot seen = finish();
        QCOMPARE(seen.requests.failed, std::uint64_t(0));
        QCOMPARE(seen.pools.front().counters.opened, std::uint64_t(1));
    }

    void aCopyThatFailsHalfWayIsAnErrorOfItsStatement()
    {
        start(uniformPlan(1, 1), closedLoop(1, "COPY (SELECT 1 / (5000 - n) FROM generate_series(1, 9999) n) TO STDOUT"));
        QVERIFY(await([](const Snapshot &seen) { return seen.requests.failed > 3; }));
        const Snapshot seen = finish();
        QCOMPARE(seen.errors.front().sqlState, std::string("22012"));
        QCOMPARE(seen.pools.front().counters.opened, std::uint64_t(1));
    }
};

QTEST_GUILESS_MAIN(TestResults)
#include "tst_results.moc"
