// SPDX-License-Identifier: GPL-3.0-or-later
// What cannot be imported is refused with file, line and reason, and what is passed over is said.
#include "model/importers/importer.h"

#include "tests/exporters/sampleplans.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

QString refusal(const char *name, const std::string &text)
{
    const auto source = checkedSource(name, text);
    const auto read = source ? importPlan(*source) : Outcome<ImportResult>(source.error());
    return read ? u"(taken)"_s : QString::fromStdString(read.error().message);
}

std::string ini(const std::string &alias, const std::string &settings = {})
{
    return "[databases]\n" + alias + "\n[pgbouncer]\n" + settings;
}

} // namespace

class TestBadInput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBadFileIsRefusedWithFileLineAndReason_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("refusal");
        const auto add = [](const char *row, const char *name, const std::string &text, const char *refusal) {
            QTest::newRow(row) << QByteArray(name) << QByteArray::fromStdString(text) << QString::fromUtf8(refusal);
        };
        add("empty", "x", "", "x: no known format: nothing in it says what it is.");
        add("binary", "x.ini", std::string("[databases]\na\0b", 15), "x.ini:2: this is no text: it holds a byte that no text has.");
        add("latin 1", "x.ini", "[databases]\n;\xfc\n", "x.ini:2: this is not UTF-8; save it as UTF-8.");
        add("UTF-16", "x.ini", "\xff\xfe[x", "x.ini: this is UTF-16; save it as UTF-8.");
        add("no pool", "x.ini", "[databases]\n", "x.ini: no pool was found in it.");
        add("open quote", "x.ini", ini("a = host='db"), "x.ini:2: host: a quote is not closed.");
        add("no value", "x.ini", ini("a = host=db pool_size"), "x.ini:2: “pool_size”: key=value is expected.");
        add("no number", "x.ini", ini("a = pool_size=12x"), "x.ini:2: pool_size: “12x” is no whole number.");
        add("unlimited", "x.ini", ini("a = pool_size=0"), "x.ini:2: pool_size: 0 is no limit, which a plan cannot say.");
        add("too many", "x.ini", ini("a = pool_size=1001"), "x.ini:2: pool_size: 1001 is outside 1 to 1000.");
        add("a unit where none is", "x.ini", ini("a = host=db", "query_wait_timeout = 20s\n"), "x.ini:4: query_wait_timeout: “20s” is no number of seconds.");
        add("beyond a day", "x.ini", ini("a = host=db", "query_wait_timeout = 86401\n"), "x.ini:4: query_wait_timeout: 86401s is outside 1ms to 24h.");
        add("contradiction", "x.ini", ini("a = host=db pool_size=3 pool_size=4"), "x.ini:2: pool_size contradicts what line 2 says.");
        add("contradiction of lines", "x.ini", ini("a = host=db", "server_lifetime=1\nserver_lifetime=2"), "x.ini:5: server_lifetime contradicts what line 4 says.");
        add("the same pool twice", "x.ini", ini("a = host=db\na = host=db"), "x.ini:3: there is a pool “a” already, on line 2.");
        add("more idle than slots", "x.ini", ini("a = host=db pool_size=2 min_pool_size=3"), "x.ini: pools[0].minimum_idle: 3 is outside 0 to 2.");
        add("open section", "pg_service.conf", "[a\nhost=db\n", "pg_service.conf:1: a “]” is missing.");
        add("no section", "pg_service.conf", "host=db\n", "pg_service.conf:1: key=value in a section is expected.");
        add("open quote in .env", ".env", "A=1\nDATABASE_URL=\"postgresql://a", ".env:2: NAME=value is expected, its quotes closed on the same line.");
        add("pools out of order", ".env", "POOL_1_NAME=a\n", ".env:1: POOL_1_NAME: the pools must follow each other, from 0.");
        add("unknown policy", ".env", "POOL_POLICY=best\nPOOL_0_NAME=a\n", ".env:1: there is no policy “best”.");
        add("a time with a unit", "x", "postgresql://u@h/d?pool_timeout=20s", "x:1: pool_timeout: “20s” is no number of seconds.");
        add("a Go time without one", "x", "postgresql://u@h/d?pool_max_conn_lifetime=20", "x:1: pool_max_conn_lifetime: “20” is no time.");
        add("two limits", "x", "postgresql://u@h/d?connection_limit=2&pool_max_conns=3", "x:1: pool_max_conns contradicts what line 1 says.");
        add("a Quarkus time of another unit", "a.properties", "quarkus.datasource.p0.jdbc.max-lifetime=30X", "a.properties:1: jdbc.max-lifetime: “30X” is no time.");
        add("scattered datasources", "a.properties", "quarkus.datasource.a.jdbc.max-size=1\nquarkus.datasource.b.jdbc.max-size=1\nquarkus.datasource.a.jdbc.min-size=1\n",
            "a.properties:3: the keys of “a” do not stand together.");
        add("truncated JSON", "plan.json", "{\n  \"format\": \"poolwart-plan\",\n  \"ver", "plan.json:3: unterminated string");
        add("unknown version", "plan.json", "{\n\"format\": \"poolwart-plan\",\n\"version\": 2, \"pools\": [{\"name\": \"a\"}]}",
            "plan.json:3: version: the file is of version 2; this program reads version 1.");
        add("bad field", "plan.json", "{\"format\": \"poolwart-plan\", \"version\": 1, \"pools\": [\n{\"name\": \"a\", \"slots\": 1},\n{\"name\": \"b\", \"slots\": 0}]}",
            "plan.json:3: pools[1].slots: 0 is outside 1 to 1000.");
    }

    void aBadFileIsRefusedWithFileLineAndReason()
    {
        QFETCH(const QByteArray, name);
        QFETCH(const QByteArray, text);
        QTEST(refusal(name.constData(), text.toStdString()), "refusal");
    }

    void aHugeFileIsRefusedUnread()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"huge.ini"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(100 * 1'024 * 1'024));
        const auto read = importFile(path.toStdString());
        QCOMPARE(QString::fromStdString(read.error().message), u"huge.ini: the file has more than 16 MiB; no configuration of pools has."_s);
        QCOMPARE(importFile(folder.path().toStdString()).error().kind, ErrorKind::Io);
        QCOMPARE(importFile(path.toStdString() + "x").error().kind, ErrorKind::NotFound);
    }

    void noPrefixOfAFileIsTakenForMoreThanItSays()
    {
        const std::string whole = ini("a_p0 = host=db pool_size=12 application_name='a-p0'\nb = host='d''b' pool_size=3", "server_lifetime = 1800\n");
        for (std::size_t size = 0; size < whole.size(); ++size) {
            const auto read = importPlan({.name = "x.ini", .text = whole.substr(0, size)}); // no crash, no hang
            QVERIFY(!read || read->plan.pools.size() <= 2);
        }
    }

    void whatIsNotUnderstoodIsNamedLineByLine()
    {
        const auto read = importPlan({.name = "x.ini", .text = ini("a = host=db pool_size=3 colour=red connect_query='SELECT 1'", "listen_port = 6432\nfancy = 1\nserver_lifetime = 0\n")});
        QVERIFY(read.ok());
        QStringList remarks;
        for (const ImportRemark &remark : read->remarks) {
            if (remark.line > 0)
                remarks.append(u"%1 %2 %3"_s.arg(remark.line).arg(QString::fromStdString(remark.setting), QString::fromStdString(remarkKindEnglish(remark.kind))));
        }
        QCOMPARE(remarks, QStringList({u"2 colour not understood"_s, u"2 connect_query not understood"_s, u"4 listen_port passed over"_s,
                                       u"5 fancy not understood"_s, u"6 server_lifetime not understood"_s}));
    }

    void whatTheFileDoesNotSayIsNamedAsAssumed()
    {
        const auto read = importPlan({.name = "url", .text = "postgresql://app:secret@db:5433/shop?connection_limit=7&pool_timeout=0&application_name=x"});
        QVERIFY(read.ok());
        const std::map<std::string, std::string> target{{"dbname", "shop"}, {"host", "db"}, {"port", "5433"}, {"user", "app"}};
        QVERIFY(read->target == target);
        QCOMPARE(read->plan.pools.size(), std::size_t(1));
        QCOMPARE(read->plan.pools[0].slots, 7);
        QCOMPARE(read->plan.pools[0].acquireTimeout.count(), std::chrono::milliseconds(24h).count());
        QStringList assumed;
        for (const ImportRemark &remark : read->remarks) {
            QVERIFY(remark.english().find("secret") == std::string::npos);
            if (remark.kind == ImportRemark::Kind::Assumed)
                assumed.append(QString::fromStdString(remark.setting));
        }
        QCOMPARE(assumed, QStringList({u"minimum_idle"_s, u"connect_timeout"_s, u"idle_timeout"_s, u"max_lifetime"_s, u"statement_timeout"_s,
                                       u"queue_limit"_s, u"fleet"_s}));
    }

    void propertiesOfHikariAndQuarkusAreRead()
    {
        const auto hikari = importPlan({.name = "a.properties",
                                        .text = "spring.datasource.url=jdbc:postgresql://db:5432/app?ApplicationName=shop-p0&options=-c%20statement_timeout=30000\n"
                                                "spring.datasource.hikari.maximum-pool-size=9\nmaxLifetime=90000\nmaximum=1\nidleTimeout=0\n"});
        QVERIFY(hikari.ok());
        QCOMPARE(hikari->plan.applicationName, std::string("shop"));
        QCOMPARE(hikari->plan.pools[0].slots, 9);
        QCOMPARE(hikari->plan.pools[0].maxLifetime.value().count(), 90'000LL);
        QCOMPARE(hikari->plan.pools[0].statementTimeout.value().count(), 30'000LL);
        QVERIFY(!hikari->plan.pools[0].idleTimeout);
        QCOMPARE(hikari->remarks.front().line, 4);
        const auto quarkus = importPlan({.name = "application.properties",
                                         .text = "quarkus.datasource.p0.jdbc.max-size=3\nquarkus.datasource.p0.jdbc.acquisition-timeout=20S\n"
                                                 "quarkus.datasource.p1.jdbc.max-size=4\nquarkus.datasource.p1.jdbc.max-lifetime=PT30M\n"});
        QVERIFY(quarkus.ok());
        QCOMPARE(quarkus->plan.pools.size(), std::size_t(2));
        QCOMPARE(quarkus->plan.pools[0].acquireTimeout.count(), 20'000LL);
        QCOMPARE(quarkus->plan.pools[1].slots, 4);
        QCOMPARE(quarkus->plan.pools[1].maxLifetime.value().count(), 1'800'000LL);
    }

    void connectionStringsAndDriversUrlsAreRead()
    {
        const auto dsn = importPlan({.name = "x", .text = "host=db user='a b' application_name=shop-p0 connect_timeout=3 options='-c statement_timeout=5s' pool_max_conns=4"});
        QVERIFY(dsn.ok());
        QCOMPARE(QString::fromStdString(dsn->format), u"dsn"_s);
        QCOMPARE(dsn->plan.applicationName, std::string("shop"));
        QCOMPARE(dsn->plan.pools[0].slots, 4);
        QCOMPARE(dsn->plan.pools[0].connectTimeout.count(), 3'000LL);
        QCOMPARE(dsn->plan.pools[0].statementTimeout.value().count(), 5'000LL);
        QCOMPARE(dsn->target.at("user"), std::string("a b"));
        const auto urls = importPlan({.name = "x", .text = "jdbc:postgresql://db/shop?ApplicationName=shop-p0\npostgresql+psycopg://u:p%40@db/shop?pool_max_conn_idle_time=1h30m\n"});
        QVERIFY(urls.ok());
        QCOMPARE(urls->plan.pools.size(), std::size_t(2));
        QCOMPARE(urls->plan.pools[1].idleTimeout.value().count(), 5'400'000LL);
    }
};

QTEST_GUILESS_MAIN(TestBadInput)
#include "tst_badinput.moc"
