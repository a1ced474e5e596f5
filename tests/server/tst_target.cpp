// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/server/connection/target.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace poolwart;
using namespace Qt::StringLiterals;

using Parameters = std::map<std::string, std::string>;

class TestTarget : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        for (const char *name :
             {"DATABASE_URL", "PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGUSER", "PGSERVICE", "PGSERVICEFILE", "PGPASSFILE"})
            qunsetenv(name);
    }

    void aUriAndTheKeyValueFormSayTheSame()
    {
        const auto uri = targetFromText("postgresql://app:p%20a%3Bs@db:5433/shop?sslmode=require&application_name=x");
        const auto keys = targetFromText(" host=db port=5433 user=app password='p a;s' dbname=shop sslmode=require application_name=x ");
        const Parameters expected{{"host", "db"},     {"port", "5433"},       {"user", "app"},
                                  {"dbname", "shop"}, {"sslmode", "require"}, {"application_name", "x"}};
        QVERIFY(uri.ok() && keys.ok());
        QCOMPARE(uri->parameters, expected);
        QCOMPARE(keys->parameters, expected);
        QCOMPARE(uri->password.reveal(), std::string("p a;s"));
        QCOMPARE(keys->password.reveal(), std::string("p a;s"));
    }

    void whatCannotBeReadIsRefusedWithoutShowingIt_data()
    {
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<QByteArray>("named"); // in the message
        const auto row = [](const char *title, const char *written, const char *named) {
            QTest::addRow("%s", title) << QByteArray(written) << QByteArray(named);
        };
        row("empty", "", "cannot be read");
        row("blank", " \n", "cannot be read");
        row("a word", "hunter2", "cannot be read");
        row("unquoted password", "host=db password=very hunter2", "cannot be read");
        row("other scheme", "mysql://app:hunter2@db/shop", "cannot be read");
        row("other scheme with a key", "mysql://app:hunter2@db/shop?a=b", "cannot be read");
        row("raw slash in the password", "postgresql://app:x/y?hunter2@db/shop?schema=b", "not percent-encoded");
        row("bad escape", "postgresql://app:hunter2%zz@db/shop", "two hexadecimal digits");
        row("unknown key of a URI", "postgresql://app:hunter2@db/shop?sslmod=require", "sslmod");
        row("unknown keyword", "host=db password='it''s' hostt=hunter2", "cannot be read");
        row("unknown keyword after a quoted one", "host='d b' sslmod=on password='hunter2 \\' x'", "sslmod");
        row("what may be the rest of a password", "host=db password='it's hunter2=on", "cannot be read");
        row("a Prisma key", "postgresql://app:hunter2@db/shop?connection_limit=12", "connection_limit");
        row("a Prisma proxy", "prisma://db/?api_key=hunter2", "Prisma proxy");
        row("in quotes, as in a .env file", "\"postgresql://app:hunter2@db/shop\"", "in quotes");
        row("in single quotes", "'postgresql://app:hunter2@db/shop'", "in quotes");
        row("of Java", "jdbc:postgresql://db:5432/shop?user=app&password=hunter2", "another driver");
        row("of SQLAlchemy", "postgresql+psycopg2://app:hunter2@db/shop", "another driver");
        row("port in words", "host=db port=five", "port");
        row("port zero", "host=db port=0", "port");
        row("port too large", "postgresql://db:65536/", "port");
        row("key password", "host=db sslpassword=hunter2", "sslpassword");
    }
    void whatCannotBeReadIsRefusedWithoutShowingIt()
    {
        QFETCH(QByteArray, written);
        QFETCH(QByteArray, named);
        const auto target = targetFromText(written.toStdString());
        QVERIFY(!target.ok());
        const auto &error = target.error();
        QCOMPARE(error.kind, ErrorKind::BadInput);
        QVERIFY2(error.message.find(named.toStdString()) != std::string::npos, error.message.c_str());
        QVERIFY(!error.hint.empty());
        for (const auto &shown : {error.message, error.hint, error.details})
            QVERIFY(shown.find("hunter2") == std::string::npos);
    }

    void anAddressWithoutItsBracketsIsToldOfThem_data()
    {
        QTest::addColumn<QByteArray>("written");
        QTest::addRow("with a port") << QByteArray("postgresql://app@::1:5433/shop");
        QTest::addRow("with a password") << QByteArray("postgresql://app:hunter2@fe80::1:5433/shop");
        QTest::addRow("without a user") << QByteArray("postgres://::1:5433");
    }
    void anAddressWithoutItsBracketsIsToldOfThem()
    {
        QFETCH(QByteArray, written);
        const auto target = targetFromText(written.toStdString());
        QVERIFY(!target.ok());
        QVERIFY2(target.error().hint.find("[::1]:5432") != std::string::npos, target.error().hint.c_str());
    }

    void anApplicationUrlLosesExactlyThePrismaKeys()
    {
        const auto parsed = targetFromApplicationUrl(
            "postgres://app:a?schema=b@db/shop?schema=public&connection_limit=12&sslmode=require&pool_timeout=20&connect_timeout=5&pgbouncer=true");
        QVERIFY(parsed.ok());
        QCOMPARE(parsed->target.parameters,
                 (Parameters{{"host", "db"}, {"user", "app"}, {"dbname", "shop"}, {"sslmode", "require"}, {"connect_timeout", "5"}}));
        QCOMPARE(parsed->target.password.reveal(), std::string("a?schema=b"));
        QCOMPARE(parsed->ignored, (std::vector<std::string>{"schema", "connection_limit", "pool_timeout", "pgbouncer"}));

        const auto unknown = targetFromApplicationUrl("postgres://db/shop?schema=public&connection_limi=12");
        QVERIFY(!unknown.ok());
        QVERIFY(unknown.error().message.find("connection_limi") != std::string::npos);
    }

    void aServiceMustExist()
    {
        QTemporaryDir directory;
        QFile file(directory.filePath(u"services.conf"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[shop]\nhost=db.example\nport=5433\nuser=app\ndbname=shop\n");
        file.close();
        qputenv("PGSERVICEFILE", file.fileName().toLocal8Bit());

        const auto shop = targetFromService("shop");
        QVERIFY(shop.ok());
        QCOMPARE(shop->parameters, (Parameters{{"service", "shop"}}));
        QCOMPARE(describeTarget(*shop), std::string("app@db.example:5433/shop"));

        for (const char *name : {"shopp", ""}) {
            const auto missing = targetFromService(name);
            QVERIFY(!missing.ok());
            QCOMPARE(missing.error().kind, ErrorKind::NotFound);
            QVERIFY(missing.error().hint.find("pg_service.conf") != std::string::npos);
        }
    }

    void aFaultOfTheServiceFileIsToldAsThat()
    {
        QTemporaryDir directory;
        QFile file(directory.filePath(u"services.conf"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[shop]\nhost=db.example\n\n[broken]\nhost=db.example\nfoo bar\n");
        file.close();
        qputenv("PGSERVICEFILE", file.fileName().toLocal8Bit());
        QVERIFY(targetFromService("shop").ok());
        const auto broken = targetFromService("broken");
        QVERIFY(!broken.ok());
        QCOMPARE(broken.error().kind, ErrorKind::BadInput);
        QVERIFY2(broken.error().message.find("line 6") != std::string::npos, broken.error().message.c_str());
        QVERIFY(broken.error().message.find("There is no") == std::string::npos);
        QCOMPARE(targetFromService("shopp").error().kind, ErrorKind::NotFound); // libpq looks at its own section only
    }

    void theEnvironmentNamesTheServer()
    {
        const auto nothing = targetFromEnvironment();
        QVERIFY(!nothing.ok());
        for (const char *way : {"--sandbox", "--target", "--service", "DATABASE_URL", "PG*"})
            QVERIFY2(nothing.error().hint.find(way) != std::string::npos, way);

        qputenv("PGHOST", "db");
        qputenv("PGPORT", "5433");
        qputenv("PGUSER", "app");
        const auto variables = targetFromEnvironment();
        QVERIFY(variables.ok());
        QCOMPARE(variables->target.parameters, Parameters());
        QCOMPARE(variables->origin, std::string("PG* variables"));
        QCOMPARE(describeTarget(variables->target), std::string("app@db:5433/app"));

        qputenv("DATABASE_URL", "postgresql://u@other/shop?schema=s");
        const auto url = targetFromEnvironment();
        QVERIFY(url.ok());
        QCOMPARE(url->origin, std::string("DATABASE_URL"));
        QCOMPARE(url->ignored, std::vector<std::string>{"schema"});
        QCOMPARE(describeTarget(url->target), std::string("u@other:5433/shop"));

        qputenv("DATABASE_URL", "hunter2");
        QVERIFY(!targetFromEnvironment().ok());
        QVERIFY(targetFromEnvironment().error().message.starts_with("DATABASE_URL: "));
    }

    void aTargetIsDescribedAsPsqlWould_data()
    {
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<QByteArray>("described");
        const auto row = [](const char *written, const char *described) {
            QTest::addRow("%s", written) << QByteArray(written) << QByteArray(described);
        };
        row("postgresql://app:secret@db/shop", "app@db:5432/shop");
        row("host=/var/run/postgresql user=app dbname=shop", "app@[local]:5432/shop");
        row("user=app dbname=shop", "app@[local]:5432/shop");
        row("host=/tmp/s user=app port=5433", "app@[local:/tmp/s]:5433/app");
        row("postgresql://app@a:1,b:2/shop", "app@a:1,b:2/shop");
        row("host=a,b user=app dbname=shop port=7", "app@a:7,b:7/shop");
        row("postgresql://app@[::1]:5433/shop", "app@[::1]:5433/shop");
        row("hostaddr=10.0.0.1 user=app dbname=shop sslmode=require", "app@10.0.0.1:5432/shop");
    }
    void aTargetIsDescribedAsPsqlWould()
    {
        QFETCH(QByteArray, written);
        QFETCH(QByteArray, described);
        const auto target = targetFromText(written.toStdString());
        QVERIFY(target.ok());
        QCOMPARE(describeTarget(*target), described.toStdString());
        QCOMPARE(effectiveParameters(*target).contains("password"), false);
    }
};

QTEST_GUILESS_MAIN(TestTarget)
#include "tst_target.moc"
