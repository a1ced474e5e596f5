// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/workload/sqlreadonly.h"

#include <QTest>

using namespace poolwart;

class TestSqlReadOnly : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Long: one table.
    void statementsReadOrWriteByTheirWords_data()
    {
        QTest::addColumn<bool>("isReadingOnly");
        const auto reads = [](const char *sql) { QTest::addRow("%s", sql) << true; };
        const auto writes = [](const char *sql) { QTest::addRow("%s", sql) << false; };
        reads("SELECT 1");
        reads("select 'INSERT INTO t', \"update\", $$DELETE$$ -- merge");
        reads("/* UPDATE */ SELECT 1");
        reads("(SELECT 1) UNION SELECT 2");
        reads("SELEC 1"); // a mistake
        reads("1");
        reads("TABLE t");
        reads("VALUES (1), (2)");
        reads("WITH a AS (SELECT 1) SELECT * FROM a");
        reads("SHOW max_connections");
        reads("EXPLAIN UPDATE t SET a = 1");
        reads("EXPLAIN ANALYZE SELECT 1");
        reads("BEGIN");
        reads("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        reads("START TRANSACTION");
        reads("COMMIT");
        reads("END");
        reads("ROLLBACK TO SAVEPOINT s");
        reads("SET LOCAL work_mem = '1MB'");
        reads("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE");
        reads("DECLARE c CURSOR FOR SELECT 1");
        reads("FETCH 10 FROM c");
        reads("LISTEN news");
        reads("UNLISTEN *");
        reads("DISCARD ALL");
        reads("RESET ALL");
        reads("RESET work_mem");
        reads("RESET ROLE");
        reads("COPY (SELECT 'a', \"to\" FROM t) TO STDOUT");
        reads("COPY t (a, b) TO STDOUT WITH (FORMAT csv)");
        reads("SELECT set_config('search_path', 'a', true)");
        reads("SELECT lo_create FROM t");
        reads("SELECT a & \"b\" FROM t");
        writes("COPY t TO '/tmp/x'");
        writes("COPY t TO PROGRAM 'cat'");
        writes("COPY (DELETE FROM t RETURNING *) TO STDOUT");
        writes("COPY t FROM '/tmp/x'");
        writes("SELECT set_config('default_transaction_read_only', 'off', false)");
        writes("SELECT pg_catalog.SET_CONFIG /* x */ ('Transaction_Read_Only', 'off', true)");
        writes("SELECT set_config('default_' || 'transaction_read_only', 'off', false)");
        writes("SELECT set_config('default_transaction_'\n'read_only', 'off', false)");
        writes("SELECT set_config($1, 'off', false)");
        writes("SELECT set_config(setting_name => 'role', new_value => 'boss', is_local => false)");
        writes("SELECT \"set_config\"(E'role', 'boss', false)");
        writes("SET \"default_transaction_read_only\" = off");
        writes("SELECT lo_create(0)");
        writes("SELECT pg_catalog.\"lo_unlink\" (1)");
        writes("SELECT U&\"lo\\005fcreate\"(0)");
        writes("WITH a AS (SELECT lo_put(1, 0, 'x')) SELECT * FROM a");
        writes("SELECT nextval('s')");
        writes("SELECT * FROM dblink('', 'DELETE FROM t') AS t(a text)");
        writes("SELECT pg_terminate_backend(1)");
        writes("EXPLAIN ANALYZE SELECT lo_create(0)");
        writes("INSERT INTO t VALUES (1)");
        writes("update t set a = 1");
        writes("DELETE FROM t");
        writes("MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN DELETE");
        writes("WITH gone AS (DELETE FROM t RETURNING *) SELECT * FROM gone");
        writes("SELECT * INTO u FROM t");
        writes("SELECT * FROM t FOR UPDATE");
        writes("SELECT * FROM t FOR NO KEY UPDATE SKIP LOCKED");
        writes("SELECT * FROM t FOR SHARE");
        writes("EXPLAIN (ANALYZE) DELETE FROM t");
        writes("BEGIN READ WRITE");
        writes("SET TRANSACTION READ WRITE");
        writes("SET default_transaction_read_only = off");
        writes("SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE");
        writes("RESET default_transaction_read_only");
        writes("SET ROLE boss");
        writes("CREATE TABLE t (a int)");
        writes("TRUNCATE t");
        writes("COPY t FROM STDIN");
        writes("CALL p()");
        writes("DO $$ BEGIN END $$");
        writes("LOCK TABLE t");
        writes("VACUUM");
        writes("NOTIFY x");
        writes("PREPARE p AS DELETE FROM t");
        writes("EXECUTE p");
        writes("COMMIT PREPARED 'x'");
    }
    void statementsReadOrWriteByTheirWords()
    {
        QFETCH(bool, isReadingOnly);
        QCOMPARE(isReading(QTest::currentDataTag()), isReadingOnly);
    }

    void onlyDiscardAllStandsAlone()
    {
        QVERIFY(standsAlone("/* x */ DISCARD ALL"));
        QVERIFY(!standsAlone("DISCARD PLANS"));
        QVERIFY(!standsAlone("RESET ALL"));
        QVERIFY(!standsAlone("SELECT 1"));
    }
};

QTEST_GUILESS_MAIN(TestSqlReadOnly)
#include "tst_sqlreadonly.moc"
