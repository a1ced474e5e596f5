// SPDX-License-Identifier: GPL-3.0-or-later
// `poolwart run` through PgBouncer, where what is set in a session would be the next client's.
#include "model/store/runfile.h"
#include "tests/support/openingnotes.h"
#include "tests/support/program.h"
#include "tests/support/testpooler.h"
#include "tests/support/testserver.h"
#include "tests/support/tool.h"

#include <QFile>
#include <QTest>

#include <map>
#include <memory>

using namespace poolwart;
using namespace Qt::StringLiterals;

namespace {

struct Ran
{
    RunRecord record;
    int exitCode = -1;
    QByteArray err;
};

const QStringList modes{u"transaction"_s, u"session"_s, u"statement"_s};
const QStringList protocols{u"simple"_s, u"extended"_s, u"prepared"_s};

} // namespace

class TestPoolerRuns : public QObject
{
    Q_OBJECT

    std::unique_ptr<TestServer> m_server;
    QTemporaryDir m_folder;
    std::map<QString, std::unique_ptr<TestPooler>> m_poolers; // by mode; with six server sessions each

    TestPooler &pooler(const QString &mode)
    {
        auto &known = m_poolers[mode];
        if (!known)
            known = std::make_unique<TestPooler>(*m_server, TestPooler::Options{.mode = mode, .poolSize = 6, .more = {}});
        return *known;
    }

    Ran run(const Target &target, const QString &script, const QStringList &more = {}) const
    {
        const QString out = m_folder.filePath(u"run.json"_s);
        QFile::remove(out);
        const auto result = Program::run(QStringList{u"run"_s, u"--target"_s, targetUri(target), u"--statement"_s, script, u"--pools"_s,
                                                     u"1"_s, u"--slots"_s, u"3"_s, u"--clients"_s, u"3"_s, u"--warmup"_s, u"0"_s,
                                                     u"--duration"_s, u"300ms"_s, u"--out"_s, out}
                                         + more);
        auto record = readRunFile(out.toStdString());
        if (!record)
            qFatal("%s", result.err.constData());
        return {.record = *std::move(record), .exitCode = result.exitCode, .err = result.err};
    }

    static void everyModeAndProtocol()
    {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<QString>("protocol");
        for (const QString &mode : modes) {
            for (const QString &protocol : protocols)
                QTest::addRow("%s, %s", qPrintable(mode), qPrintable(protocol)) << mode << protocol;
        }
    }

    QString planWith(const QByteArray &statementTimeout)
    {
        const QString file = m_folder.filePath(u"plan.json"_s);
        writeTestFile(
            file, "{\"format\": \"poolwart-plan\", \"version\": 1, \"pools\": [{\"name\": \"a\", \"slots\": 3, \"statement_timeout\": \""
                      + statementTimeout + "\"}]}");
        return file;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<TestServer>();
        m_server->execute("CREATE TABLE marks (a int); GRANT ALL ON marks TO app;"
                          "CREATE TABLE other_marks (a int); GRANT ALL ON other_marks TO app;"
                          "CREATE FUNCTION leave_mark() RETURNS int LANGUAGE sql AS 'INSERT INTO marks VALUES (1) RETURNING a'");
    }
    void cleanup() { m_server->execute("TRUNCATE marks, other_marks"); }
    void cleanupTestCase()
    {
        m_poolers.clear();
        m_server.reset();
    }

    void aRunLeavesEachServerSessionAsItFoundIt_data() { everyModeAndProtocol(); }
    void aRunLeavesEachServerSessionAsItFoundIt()
    {
        QFETCH(QString, mode);
        QFETCH(QString, protocol);
        TestPooler &through = pooler(mode);
        const QStringList before = through.inventory();
        const Ran reading = run(through.target(), u"SELECT 1"_s, {u"--protocol"_s, protocol});
        const Ran writing = run(through.target(), u"INSERT INTO marks VALUES (1)"_s, {u"--protocol"_s, protocol, u"--allow-writes"_s});
        QVERIFY(reading.record.requests.completed > 0 && writing.record.requests.completed > 0);
        QCOMPARE(reading.record.requests.failed + writing.record.requests.failed, 0u);
        QCOMPARE(through.inventory(), before);
    }

    void aRunExecutesItsOwnStatementsAndNoOtherRuns_data() { everyModeAndProtocol(); }
    void aRunExecutesItsOwnStatementsAndNoOtherRuns()
    {
        QFETCH(QString, mode);
        QFETCH(QString, protocol);
        const QStringList options{u"--protocol"_s, protocol, u"--allow-writes"_s};
        const Ran first = run(pooler(mode).target(), u"INSERT INTO marks VALUES (1)"_s, options);
        QCOMPARE(m_server->value("SELECT count(*) FROM marks"), std::to_string(first.record.requests.completed));
        const Ran second = run(pooler(mode).target(), u"INSERT INTO other_marks VALUES (1)"_s, options);
        QCOMPARE(m_server->value("SELECT count(*) FROM marks"), std::to_string(first.record.requests.completed));
        QCOMPARE(m_server->value("SELECT count(*) FROM other_marks"), std::to_string(second.record.requests.completed));
        QCOMPARE(first.record.requests.failed + second.record.requests.failed, 0u);
    }

    void whatOnlyReadsCannotWriteByAFunctionThroughAPoolerEither_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<QString>("protocol");
        QTest::addColumn<QString>("script");
        for (const QString &protocol : protocols) {
            const auto row = [&protocol](const char *name, const QString &mode, const QString &script) {
                QTest::addRow("%s, %s, %s", name, qPrintable(mode), qPrintable(protocol)) << mode << protocol << script;
            };
            for (const QString &mode : modes)
                row("a statement", mode, u"SELECT leave_mark()"_s);
            row("a transaction", u"transaction"_s, u"BEGIN;\nSELECT leave_mark();\nEND;"_s);
            row("behind a transaction", u"transaction"_s, u"BEGIN;\nSELECT 1;\nEND;\nSELECT leave_mark();"_s);
            row("behind a statement", u"transaction"_s, u"SELECT 1;\nBEGIN ISOLATION LEVEL SERIALIZABLE;\nSELECT leave_mark();\nEND;"_s);
            row("behind a savepoint", u"transaction"_s, u"BEGIN;\nSAVEPOINT a;\nSELECT 1;\nROLLBACK TO a;\nSELECT leave_mark();\nEND;"_s);
        }
    }
    void whatOnlyReadsCannotWriteByAFunctionThroughAPoolerEither()
    {
        QFETCH(QString, mode);
        QFETCH(QString, protocol);
        QFETCH(QString, script);
        const Ran ran = run(pooler(mode).target(), script, {u"--protocol"_s, protocol});
        QVERIFY(ran.record.requests.failed > 0);
        QCOMPARE(ran.record.requests.completed, 0u);
        QCOMPARE(ran.record.errors.begin()->first, std::string("25006"));
        QCOMPARE(m_server->value("SELECT count(*) FROM marks"), std::string("0"));
    }

    void whatReadsIsServedAndTheNextClientMayWriteAsBefore()
    {
        const Ran ran =
            run(pooler(u"transaction"_s).target(), u"\\set a random(1, 9)\nSELECT :a;\n\\sleep 1 ms\nBEGIN;\nSELECT :a + 1;\nEND;"_s);
        QCOMPARE(ran.record.requests.failed, 0u);
        QVERIFY(ran.record.requests.completed > 0);
        QCOMPARE(ran.record.requests.offered, ran.record.requests.ended());
        QCOMPARE(pooler(u"transaction"_s).valueOf("SHOW default_transaction_read_only"), QByteArray("off"));
        QCOMPARE(pooler(u"transaction"_s).valueOf("SELECT leave_mark()"), QByteArray("1"));
        QCOMPARE(m_server->value("SELECT count(*) FROM marks"), std::string("1"));
    }

    void thePlansStatementTimeoutHolds_data() { everyModeAndProtocol(); }
    void thePlansStatementTimeoutHolds()
    {
        QFETCH(QString, mode);
        QFETCH(QString, protocol);
        const QString plan = planWith("300ms");
        for (const QStringList &more : {QStringList(), QStringList{u"--allow-writes"_s}}) {
            const QStringList options{u"--protocol"_s, protocol};
            const QString script = more.isEmpty() ? u"SELECT pg_sleep(600)"_s : u"INSERT INTO marks SELECT 1 FROM pg_sleep(600)"_s;
            const auto out = m_folder.filePath(u"timeout.json"_s);
            const auto result =
                Program::run(QStringList{u"run"_s, plan, u"--target"_s, targetUri(pooler(mode).target()), u"--statement"_s, script,
                                         u"--clients"_s, u"3"_s, u"--warmup"_s, u"0"_s, u"--duration"_s, u"1s"_s, u"--out"_s, out}
                             + options + more);
            const auto record = readRunFile(out.toStdString());
            QVERIFY2(record, result.err.constData());
            QCOMPARE(record->requests.completed, 0u);
            QVERIFY2(record->requests.failed >= 3, result.err.constData());
            QCOMPARE(record->errors.size(), std::size_t(1));
            QCOMPARE(record->errors.begin()->first, std::string("57014"));
            QCOMPARE(record->errorTexts.begin()->second, std::string("canceling statement due to statement timeout"));
            QVERIFY(record->service.count == 0 && record->pools.front().counters.opened == 3);
        }
        QCOMPARE(m_server->value("SELECT count(*) FROM marks"), std::string("0"));
    }

    void theRunFileSaysWhatWasSpokenAndThroughWhat()
    {
        TestPooler telling(*m_server, {.mode = u"transaction"_s, .poolSize = 4, .tells = true, .more = {}});
        const Ran ran = run(telling.target(), u"SELECT 1"_s, {u"--protocol"_s, u"prepared"_s});
        QCOMPARE(ran.record.traffic.protocol, Protocol::Prepared);
        QCOMPARE(ran.record.usedProtocol, std::string("extended"));
        const auto &told = ran.record.server.pooler;
        QVERIFY(told);
        QCOMPARE(told->name, std::string("PgBouncer"));
        QVERIFY(told->version && told->version->starts_with("1."));
        QCOMPARE(told->mode, std::string("transaction"));
        QCOMPARE(told->poolSize, 4);
        QCOMPARE(ran.record.shutdown.backendsLeft, 0);
        QCOMPARE(ran.exitCode, 0);
    }

    void behindAPoolerThatDoesNotTellACleanRunEndsCleanly_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<QString>("known");
        QTest::newRow("transaction") << u"transaction"_s << u"transaction"_s;
        QTest::newRow("statement") << u"statement"_s << u"statement"_s;
        QTest::newRow("session") << u"session"_s << QString();
    }
    void behindAPoolerThatDoesNotTellACleanRunEndsCleanly()
    {
        QFETCH(QString, mode);
        QFETCH(QString, known);
        const Ran ran = run(pooler(mode).target(), u"SELECT 1"_s, {u"--protocol"_s, u"simple"_s});
        QVERIFY2(ran.exitCode == 0, ran.err.constData());
        QCOMPARE(ran.record.shutdown.backendsLeft, std::nullopt);
        QVERIFY(ran.record.server.pooler);
        QCOMPARE(QString::fromStdString(ran.record.server.pooler->mode.value_or("")), known);
        QCOMPARE(withoutOpeningNotes(ran.err), QByteArray());
    }

    void slotsThatWaitForAServerConnectionAreToldOfAndDoNotHoldTheRunUp()
    {
        TestPooler small(*m_server, {.mode = u"session"_s, .poolSize = 3, .more = {}});
        const Ran ran = run(small.target(), u"SELECT 1"_s, {u"--slots"_s, u"6"_s});
        QCOMPARE(ran.record.requests.failed, 0u);
        QVERIFY(ran.record.requests.completed > 0);
        QVERIFY2(ran.err.contains("had no server connection for it within 5s"), ran.err.constData());
        QVERIFY2(ran.err.contains("pool_size"), ran.err.constData());
        QCOMPARE(ran.exitCode, 0);
        QVERIFY(ran.record.shutdown.cut == 0 && ran.record.shutdown.cancelled == 0);
    }

    // In statement mode each of these requests costs its connection, so those that wait at the end need a new one.
    void whatIsAcceptedAtTheEndIsAnsweredThroughConnectionsThatAreOpenedForIt()
    {
        const Ran ran = run(pooler(u"statement"_s).target(), u"BEGIN;\nSELECT 1;\nEND;"_s, {u"--allow-writes"_s, u"--drain"_s, u"5m"_s});
        QCOMPARE(ran.record.errors.begin()->first, std::string("08P01"));
        QVERIFY(ran.record.requests.failed > 0);
        QCOMPARE(ran.record.requests.failed, ran.record.requests.offered);
        QVERIFY(ran.record.shutdown.cut == 0 && ran.record.shutdown.cancelled == 0);
    }

    void aPreparedStatementThatThePoolerTookAwayIsExplainedOnce()
    {
        const Ran ran = run(pooler(u"transaction"_s).target(), u"EXECUTE nothing_of_that_name"_s, {u"--allow-writes"_s});
        QCOMPARE(ran.record.errors.begin()->first, std::string("26000"));
        QVERIFY2(ran.err.count("gives each transaction another server session") == 1, ran.err.constData());
    }
};

QTEST_GUILESS_MAIN(TestPoolerRuns)
#include "tst_pooler.moc"
