// SPDX-License-Identifier: GPL-3.0-or-later
// A run whose server does not let it in, or does not let it write, says so once and says what to do.
#include "tests/app/runfixture.h"

#include <QFile>
#include <QTemporaryDir>

using namespace poolwart;
using namespace poolwart::exitcodes;
using namespace Qt::StringLiterals;

class TestConnecting : public RunFixture
{
    Q_OBJECT

    Program::Result runTo(const QString &uri) const
    {
        return Program::run({u"run"_s, u"--target"_s, uri, u"--pools"_s, u"1"_s, u"--slots"_s, u"2"_s, u"--duration"_s, u"1s"_s});
    }

private Q_SLOTS:
    void aFailureToConnectIsToldOnceWithWhatToDo_data()
    {
        QTest::addColumn<QString>("keyword");
        QTest::addColumn<QString>("value");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QByteArray>("words");
        QTest::addRow("no such database") << u"dbname"_s << u"nothing"_s << cannotConnect
                                          << QByteArray("database \"nothing\" does not exist");
        QTest::addRow("no server") << u"port"_s << u"1"_s << cannotConnect << QByteArray("No such file or directory");
        QTest::addRow("no such sslmode") << u"sslmode"_s << u"verify"_s << badInput << QByteArray("invalid sslmode value: \"verify\"");
    }
    void aFailureToConnectIsToldOnceWithWhatToDo()
    {
        QFETCH(QString, keyword);
        QFETCH(QString, value);
        QFETCH(int, exitCode);
        QFETCH(QByteArray, words);
        Target target = m_server->target();
        target.parameters[keyword.toStdString()] = value.toStdString();
        const auto result = runTo(targetUri(target));
        QCOMPARE(result.exitCode, exitCode);
        QVERIFY2(result.err.count("Cannot connect to") == 1, result.err.constData());
        QVERIFY2(result.err.count(words) == 1, result.err.constData());
    }

    void anEncodingOfOnesOwnIsIgnoredAloud_data()
    {
        QTest::addColumn<QString>("inUri");
        QTest::addColumn<QString>("inEnvironment");
        QTest::addColumn<bool>("isSaid");
        QTest::addRow("in the URI") << u"LATIN1"_s << QString() << true;
        QTest::addRow("in the environment") << QString() << u"LATIN1"_s << true;
        QTest::addRow("none") << QString() << QString() << false;
        QTest::addRow("our own") << u"utf8"_s << QString() << false;
    }
    void anEncodingOfOnesOwnIsIgnoredAloud()
    {
        QFETCH(QString, inUri);
        QFETCH(QString, inEnvironment);
        QFETCH(bool, isSaid);
        Target target = m_server->target();
        if (!inUri.isEmpty())
            target.parameters["client_encoding"] = inUri.toStdString();
        // In Latin-1 the server would see twice as many characters.
        const auto result = Program::run({u"run"_s, u"--target"_s, targetUri(target), u"--pools"_s, u"1"_s, u"--slots"_s, u"1"_s,
                                          u"--duration"_s, u"1s"_s, u"--statement"_s, u"SELECT 1 / (length('ü') % 2)"_s},
                                         {{u"PGCLIENTENCODING"_s, inEnvironment}});
        QCOMPARE(result.exitCode, ok);
        QVERIFY2(result.err.contains("client_encoding LATIN1 is ignored") == isSaid, result.err.constData());
    }

    void whatAFunctionWritesNeedsToBeAllowed()
    {
        m_server->execute("CREATE TABLE traces (a int); GRANT ALL ON traces TO app;"
                          "CREATE FUNCTION leave_trace() RETURNS int LANGUAGE sql AS $$ INSERT INTO traces VALUES (1) RETURNING 1 $$");
        const QStringList script{u"--pools"_s, u"1"_s,    u"--slots"_s,     u"2"_s,
                                 u"--think"_s, u"10ms"_s, u"--statement"_s, u"SELECT leave_trace()"_s};
        const auto refused = Program::run(arguments(script));
        QCOMPARE(refused.exitCode, badInput);
        QVERIFY2(refused.err.contains("--allow-writes"), refused.err.constData());
        QCOMPARE(m_server->value("SELECT count(*) FROM traces"), std::string("0"));

        QCOMPARE(Program::run(arguments(script + QStringList{u"--allow-writes"_s})).exitCode, ok);
        QCOMPARE(m_server->value("SELECT count(*) FROM traces"), std::to_string(record().requests.completed));
    }

    void copyFromTheClientIsRefusedBeforeTheFirstRequest()
    {
        const auto result = Program::run(arguments({u"--allow-writes"_s, u"--statement"_s, u"COPY t FROM STDIN"_s}));
        QCOMPARE(result.exitCode, badInput);
        QVERIFY2(result.err.contains("COPY … FROM STDIN waits for data"), result.err.constData());
    }

    void aRunOfManyConnectionsTellsOnceOfAPasswordFileThatOthersMayRead()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"pgpass"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("*:*:*:*:hunter2\n") > 0);
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
        file.close();
        const auto result = Program::run({u"run"_s, u"--target"_s, targetUri(m_server->target()), u"--pools"_s, u"2"_s, u"--slots"_s,
                                          u"4"_s, u"--warmup"_s, u"0"_s, u"--duration"_s, u"200ms"_s},
                                         {{u"PGPASSFILE"_s, file.fileName()}});
        QCOMPARE(result.exitCode, ok);
        QVERIFY2(result.err.count("other users may access") == 1, result.err.constData());
    }
};

QTEST_GUILESS_MAIN(TestConnecting)
#include "tst_connecting.moc"
