// SPDX-License-Identifier: GPL-3.0-or-later
// The exported settings in a real PostgreSQL: it starts with the fragment, and with what ALTER SYSTEM wrote.
#include "tests/exporters/exported.h"
#include "tests/support/proof.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const QString values = u"SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) FROM pg_settings "
                       "WHERE name IN ('max_connections', 'superuser_reserved_connections', 'reserved_connections')"_s;

} // namespace

class TestPostgresConsumer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_version = QString::fromStdString(m_server.value("SHOW server_version_num")).toInt() / 10'000;
        Plan plan = shopPlan(5, 30);
        plan.pools[1].statementTimeout = 45'001ms;
        m_context = contextOn(m_server, plan);
    }

    void theServerStartsWithTheFragment()
    {
        const Proving proving(proof(u"it starts with the fragment; the values read back"_s));
        const QString path = QString::fromStdString(m_server.directory()) + u"/data/postgresql-pools.conf"_s;
        writeTestFile(path, fileOf(files(), "postgresql-pools.conf"));
        QFile file(QString::fromStdString(m_server.directory()) + u"/data/postgresql.conf"_s);
        const QByteArray before = contentOf(file);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(before + "\ninclude 'postgresql-pools.conf'\n");
        file.close();
        QFile::setPermissions(path, QFile::permissions(path) | QFile::ReadOther);
        m_server.restart();
        QCOMPARE(m_server.value(values.toStdString()), expected());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(before);
        file.close();
        m_server.restart();
        QVERIFY(m_server.value(values.toStdString()) != expected());
    }

    void alterSystemSaysTheSame()
    {
        const Proving proving(proof(u"ALTER SYSTEM; the values read back after a restart"_s));
        run("alter-system.sql");
        m_server.restart();
        QCOMPARE(m_server.value(values.toStdString()), expected());
    }

    void alterRoleHoldsForTheRolesNextLogin()
    {
        const Proving proving(proof(u"ALTER ROLE; connection limit and statement_timeout of the role’s next session read back"_s));
        run("alter-role.sql");
        QCOMPARE(m_server.value("SELECT rolconnlimit FROM pg_roles WHERE rolname = 'app'"), std::string("150"));
        const Target target = m_server.networkTarget();
        const auto session = runTool({.program = u"psql"_s,
                                      .arguments = {u"-XAt"_s, u"-h"_s, u"127.0.0.1"_s, u"-p"_s, QString::number(m_server.port()), u"-U"_s,
                                                    u"app"_s, u"-c"_s, u"SHOW statement_timeout"_s, u"app"_s},
                                      .folder = m_folder.path(),
                                      .environment = {u"PGPASSWORD="_s + QString::fromStdString(target.password.reveal())}});
        QCOMPARE(session.output.trimmed(), "45001ms");
    }

    void everySettingIsKnownToTheVersionThatTheFilesAreFor_data()
    {
        QTest::addColumn<QString>("version");
        for (const std::string &version : findExporter("postgres")->info().versions)
            QTest::newRow(version.c_str()) << QString::fromStdString(version);
    }

    // By the release notes; the version that is here is asked itself, above.
    void everySettingIsKnownToTheVersionThatTheFilesAreFor()
    {
        QFETCH(const QString, version);
        const Proving proving({.format = u"postgres"_s,
                               .version = version,
                               .consumer = u"table of the first version of each setting"_s,
                               .shows = u"every setting is known"_s});
        const std::map<QString, int> first{{u"max_connections"_s, 7},       {u"superuser_reserved_connections"_s, 8},
                                           {u"reserved_connections"_s, 16}, {u"statement_timeout"_s, 7},
                                           {u"idle_session_timeout"_s, 14}, {u"transaction_timeout"_s, 17}};
        const auto result = exported("postgres", m_context, {{"version", version.toStdString()}});
        int seen = 0;
        for (const ExportFile &file : result.files) {
            static const QRegularExpression setting(u"^(?:ALTER SYSTEM SET |ALTER ROLE \"app\" SET )?([a-z_]+) = "_s,
                                                    QRegularExpression::MultilineOption);
            for (auto match = setting.globalMatch(QString::fromStdString(file.content)); match.hasNext(); ++seen) {
                const QString name = match.next().captured(1);
                QVERIFY2(first.contains(name) && first.at(name) <= version.toInt(), qPrintable(name));
            }
        }
        QVERIFY(seen >= 5);
    }

private:
    Proof proof(const QString &shows) const
    {
        return {.format = u"postgres"_s, .version = QString::number(m_version), .consumer = u"PostgreSQL"_s, .shows = shows};
    }

    ExportResult files() const { return exported("postgres", m_context, {{"version", std::to_string(m_version)}}); }

    std::string expected() const
    {
        return "max_connections=160 " + std::string(m_version >= 16 ? "reserved_connections=0 " : "") + "superuser_reserved_connections=3";
    }

    static QByteArray contentOf(QFile &file)
    {
        const bool isOpen = file.open(QIODevice::ReadOnly);
        const QByteArray content = isOpen ? file.readAll() : QByteArray();
        file.close();
        return content;
    }

    void run(const char *path)
    {
        writeFiles(m_folder.path(), files());
        const Target super = m_server.superuserTarget();
        const auto ran = runTool(
            {.program = u"psql"_s,
             .arguments = {u"-Xq"_s, u"-v"_s, u"ON_ERROR_STOP=1"_s, u"-h"_s, QString::fromStdString(super.parameters.at("host")), u"-p"_s,
                           QString::number(m_server.port()), u"-U"_s, u"postgres"_s, u"-f"_s, QString::fromLatin1(path), u"app"_s},
             .folder = m_folder.path()});
        QVERIFY2(ran.exitCode == 0, ran.output.constData());
    }

    TestServer m_server;
    QTemporaryDir m_folder;
    ExportContext m_context;
    int m_version = 0;
};

QTEST_GUILESS_MAIN(TestPostgresConsumer)
#include "tst_postgresconsumer.moc"
