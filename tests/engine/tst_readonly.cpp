// SPDX-License-Identifier: GPL-3.0-or-later
// Where nothing may be written, nothing is: not by functions, and not after a function has lifted the session's setting.
#include "tests/engine/enginefixture.h"

using namespace poolwart;
using namespace std::chrono_literals;

class TestReadOnly : public EngineFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_server->execute(
            "CREATE TABLE traces (what text); GRANT ALL ON traces TO app;"
            "CREATE FUNCTION leave_trace() RETURNS int LANGUAGE plpgsql AS $$ BEGIN INSERT INTO traces VALUES ('x'); RETURN 1; END $$;"
            "CREATE FUNCTION lift_session() RETURNS text LANGUAGE sql AS $$ SELECT set_config('default_transaction_read_only', 'off', false) $$;"
            "CREATE FUNCTION lift_transaction() RETURNS text LANGUAGE sql AS $$ SELECT set_config('transaction_read_only', 'off', true) $$");
    }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void cleanup() { m_engine.reset(); }

    void nothingIsWritten_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QByteArray>("sqlState");
        const auto row = [](const char *title, const char *script, const char *sqlState) {
            QTest::newRow(title) << QByteArray(script) << QByteArray(sqlState);
        };
        row("a function", "SELECT leave_trace();", "25006");
        row("in a transaction", "BEGIN;\nSELECT 1;\nSELECT leave_trace();\nEND;", "25006");
        row("after a function has lifted the session's setting", "SELECT lift_session();\nSELECT leave_trace();", "25006");
        row("in a transaction after that", "SELECT lift_session();\nBEGIN;\nSELECT leave_trace();\nEND;", "25006");
        row("after RESET ALL", "RESET ALL;\nSELECT leave_trace();", "25006");
        row("after DISCARD ALL", "DISCARD ALL;\nSELECT leave_trace();", "25006");
        row("a function that lifts the transaction's", "SELECT lift_transaction();\nSELECT leave_trace();", "25001");
    }
    void nothingIsWritten()
    {
        QFETCH(QByteArray, script);
        QFETCH(QByteArray, sqlState);
        start(uniformPlan(1, 1), closedLoop(1, script.toStdString(), Protocol::Simple), false);
        QVERIFY(await([](const Snapshot &seen) { return seen.requests.failed > 5; }));
        const Snapshot seen = finish();
        QCOMPARE(seen.requests.completed, std::uint64_t(0));
        QCOMPARE(QByteArray::fromStdString(seen.errors.front().sqlState), sqlState);
        QCOMPARE(m_server->value("SELECT count(*) FROM traces"), std::string("0"));
    }

    // The words of such a script only read.
    void aFunctionWritesWhereWritingIsAllowed()
    {
        start(uniformPlan(1, 1), closedLoop(1, "SELECT leave_trace()"), true);
        QVERIFY(await([](const Snapshot &seen) { return seen.requests.completed > 5; }));
        const Snapshot seen = finish();
        QCOMPARE(seen.requests.failed, std::uint64_t(0));
        QCOMPARE(m_server->value("SELECT count(*) FROM traces"), std::to_string(seen.requests.completed));
        m_server->execute("TRUNCATE traces");
    }

    void aFunctionWritesOnTheSameConnectionOnceItIsAllowed()
    {
        start(uniformPlan(1, 1), closedLoop(1, "SELECT leave_trace()"), false);
        QVERIFY(await([](const Snapshot &seen) { return seen.requests.failed > 2; }));
        m_engine->setMayWrite(true);
        QVERIFY(await([](const Snapshot &seen) { return seen.requests.completed > 2; }));
        QCOMPARE(finish().pools.front().counters.opened, std::uint64_t(1));
        m_server->execute("TRUNCATE traces");
    }

    void whatReadsGoesOnAfterTheSettingWasLifted()
    {
        start(uniformPlan(1, 1),
              closedLoop(1, "SELECT lift_session();\nBEGIN;\nSELECT 1;\nEND;\nDISCARD ALL;\nLISTEN news;", Protocol::Simple), false);
        QVERIFY(await([](const Snapshot &seen) { return seen.requests.completed > 5; }));
        const Snapshot seen = finish();
        QCOMPARE(seen.requests.failed, std::uint64_t(0));
        QCOMPARE(seen.pools.front().counters.opened, std::uint64_t(1));
    }
};

QTEST_GUILESS_MAIN(TestReadOnly)
#include "tst_readonly.moc"
