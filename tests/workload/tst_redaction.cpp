// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/workload/redaction.h"
#include "model/workload/workload.h"

#include <QTest>

using namespace poolwart;

class TestRedaction : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatNamesASecretIsFoundWhereverItStands_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<bool>("isSecret");
        QTest::addRow("a role") << QByteArray("ALTER ROLE app PASSWORD 'x'") << true;
        QTest::addRow("a column") << QByteArray("UPDATE users SET password_hash = :h") << true;
        QTest::addRow("a connection string") << QByteArray("SELECT dblink('host=x password=x')") << true;
        QTest::addRow("a setting's name") << QByteArray("SELECT set_config('my.Password', 'x', true)") << true;
        QTest::addRow("a dollar-quoted body") << QByteArray("DO $$ BEGIN EXECUTE 'ALTER ROLE app PASSWORD ''x'''; END $$") << true;
        QTest::addRow("a URL") << QByteArray("SELECT 'postgresql://app:x@db/shop'") << true;
        QTest::addRow("a URL, the sign in its password") << QByteArray("SELECT 'postgresql://app:x@y@db/shop'") << true;
        QTest::addRow("a subscription") << QByteArray("CREATE SUBSCRIPTION s CONNECTION 'host=x passwd=x' PUBLICATION p") << true;
        QTest::addRow("a user mapping") << QByteArray("CREATE USER MAPPING FOR app SERVER s OPTIONS (\"password\" 'x')") << true;
        QTest::addRow("pgcrypto") << QByteArray("SELECT crypt('x', gen_salt('bf'))") << true;
        QTest::addRow("pgcrypto's key") << QByteArray("SELECT pgp_sym_encrypt(data, 'x') FROM t") << true;
        QTest::addRow("a client's secret") << QByteArray("UPDATE oauth SET client_secret = 'x'") << true;
        QTest::addRow("a URL without one") << QByteArray("SELECT 'https://db.example:5432/a&b'") << false;
        QTest::addRow("nothing") << QByteArray("SELECT 'a', :b FROM sessions WHERE token = 'c'") << false;
    }
    void whatNamesASecretIsFoundWhereverItStands()
    {
        QFETCH(QByteArray, sql);
        QFETCH(bool, isSecret);
        QCOMPARE(namesPassword(sql.toStdString()), isSecret);
    }

    void aFileHoldsNoLiteralOfAStatementThatNamesASecretAndAllElse()
    {
        const std::string script = "\\set id random(1, 9)\n"
                                   "SELECT 'a' FROM t WHERE id = :id; -- a comment\n"
                                   "ALTER ROLE app PASSWORD 'geheim' VALID UNTIL $$tomorrow$$; -- it is 'geheim'\n"
                                   "SELECT \"Name\", 'b';\n";
        const std::string kept = withoutSecrets(script);
        QCOMPARE(kept, std::string("\\set id random(1, 9)\n"
                                   "SELECT 'a' FROM t WHERE id = :id;  \n"
                                   "ALTER ROLE app PASSWORD <redacted> VALID UNTIL <redacted>;  \n"
                                   "SELECT \"Name\", 'b';\n"));
        QVERIFY(isRedacted(kept));
        QVERIFY(!isRedacted(script));
        QCOMPARE(withoutSecrets(kept), kept);
        QCOMPARE(withoutSecrets("SELECT 'a'; -- a comment\n"), std::string("SELECT 'a'; -- a comment\n"));
    }

    void aRedactedScriptIsRefusedAndOneThatHoldsTheWordInALiteralIsNot()
    {
        const Done refused = validate(soleWorkload("ALTER ROLE app PASSWORD <redacted>"));
        QVERIFY(!refused.ok());
        QVERIFY2(refused.error().hint.find("--file") != std::string::npos, refused.error().hint.c_str());
        QVERIFY(validate(soleWorkload("SELECT '<redacted>'")).ok());
        QVERIFY(validate(soleWorkload("SELECT 1 -- <redacted>")).ok());
    }
};

QTEST_GUILESS_MAIN(TestRedaction)
#include "tst_redaction.moc"
