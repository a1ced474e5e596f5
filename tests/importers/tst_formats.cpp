// SPDX-License-Identifier: GPL-3.0-or-later
// What a file says is read, and what a plan cannot hold of it is named with its line.
#include "model/importers/framework/importer.h"

#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

std::string ini(const std::string &alias, const std::string &settings = {})
{
    return "[databases]\n" + alias + "\n[pgbouncer]\n" + settings;
}

QStringList remarksOf(const ImportResult &read)
{
    QStringList remarks;
    for (const ImportRemark &remark : read.remarks) {
        if (remark.line > 0)
            remarks.append(u"%1 %2 %3"_s.arg(remark.line)
                               .arg(QString::fromStdString(remark.setting), QString::fromStdString(remarkKindEnglish(remark.kind))));
    }
    return remarks;
}

} // namespace

class TestFormats : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsNotUnderstoodIsNamedLineByLine()
    {
        const auto read = importPlan({.name = "x.ini",
                                      .text = ini("a = host=db pool_size=3 colour=red connect_query='SELECT 1'",
                                                  "listen_port = 6432\nfancy = 1\nserver_lifetime = 0\n")});
        QVERIFY(read.ok());
        QCOMPARE(remarksOf(*read),
                 QStringList({u"2 colour not understood"_s, u"2 connect_query not understood"_s, u"2 user different meaning"_s,
                              u"4 listen_port ignored"_s, u"5 fancy not understood"_s, u"6 server_lifetime different meaning"_s}));
    }

    void whatTheFileDoesNotSayIsNamedAsAssumed()
    {
        const auto read = importPlan(
            {.name = "url", .text = "postgresql://app:secret@db:5433/shop?connection_limit=7&pool_timeout=0&application_name=x"});
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
        QCOMPARE(assumed, QStringList({u"minimum_idle"_s, u"connect_timeout"_s, u"idle_timeout"_s, u"max_lifetime"_s,
                                       u"statement_timeout"_s, u"queue_limit"_s, u"fleet"_s}));
    }

    void propertiesOfHikariAndQuarkusAreRead()
    {
        const auto hikari = importPlan(
            {.name = "a.properties",
             .text = "spring.datasource.url=jdbc:postgresql://db:5432/app?ApplicationName=shop-p0&options=-c%20statement_timeout=30000\n"
                     "spring.datasource.hikari.maximum-pool-size=9\nmaxLifetime=90000\nmaximum=1\nidleTimeout=0\n"});
        QVERIFY(hikari.ok());
        QCOMPARE(hikari->plan.applicationName, std::string("shop"));
        QCOMPARE(hikari->plan.pools[0].slots, 9);
        QCOMPARE(hikari->plan.pools[0].maxLifetime.value().count(), 90'000LL);
        QCOMPARE(hikari->plan.pools[0].statementTimeout.value().count(), 30'000LL);
        QVERIFY(!hikari->plan.pools[0].idleTimeout);
        QCOMPARE(hikari->remarks.front().line, 4);
        const auto quarkus =
            importPlan({.name = "application.properties",
                        .text = "quarkus.datasource.p0.jdbc.max-size=3\nquarkus.datasource.p0.jdbc.acquisition-timeout=20S\n"
                                "quarkus.datasource.p1.jdbc.max-size=4\nquarkus.datasource.p1.jdbc.max-lifetime=PT30M\n"});
        QVERIFY(quarkus.ok());
        QCOMPARE(quarkus->plan.pools.size(), std::size_t(2));
        QCOMPARE(quarkus->plan.pools[0].acquireTimeout.count(), 20'000LL);
        QCOMPARE(quarkus->plan.pools[1].slots, 4);
        QCOMPARE(quarkus->plan.pools[1].maxLifetime.value().count(), 1'800'000LL);
    }

    void springsTreeIsReadAsItsProperties()
    {
        const auto read = importPlan(
            {.name = "application.yml",
             .text = "server: {port: 8080}\napp:\n  datasource:\n"
                     "    p0: {url: \"jdbc:postgresql://db/app?ApplicationName=shop-p0\", username: app, password: \"${DB_PASSWORD}\",\n"
                     "         configuration: {pool-name: a, maximum-pool-size: 12, minimum-idle: 2, connection-timeout: 20000}}\n"
                     "    p1:\n      url: ${OTHER_URL}\n      hikari:\n        maximumPoolSize: 7\n"
                     "        data-source-properties: {options: -c statement_timeout=30000}\n"
                     "---\nspring.config.activate.on-profile: test\napp.datasource.p0.configuration.maximum-pool-size: 1\n"});
        QVERIFY2(read.ok(), qPrintable(read ? QString() : QString::fromStdString(read.error().message)));
        QCOMPARE(read->plan.pools.size(), std::size_t(2));
        QCOMPARE(read->plan.applicationName, std::string("shop"));
        QCOMPARE(read->plan.pools[0].name, std::string("a"));
        QCOMPARE(read->plan.pools[0].slots, 12);
        QCOMPARE(read->plan.pools[1].name, std::string("p1"));
        QCOMPARE(read->plan.pools[1].slots, 7);
        QCOMPARE(read->plan.pools[1].statementTimeout.value().count(), 30'000LL);
        QCOMPARE(remarksOf(*read), QStringList({u"1 server.port ignored"_s, u"4 password ignored"_s, u"7 url not understood"_s,
                                                u"12 spring.config.activate.on-profile left out"_s}));
    }

    void railsDatabasesAreReadWithWhatTheyMerge()
    {
        const auto read = importPlan(
            {.name = "database.yml",
             .text = "default: &default\n  adapter: postgresql\n  pool: <%= ENV.fetch(\"THREADS\") { 5 } %>\n  checkout_timeout: 2.5\n"
                     "production:\n  primary: &p\n    <<: *default\n    url: <%= ENV[\"DATABASE_URL\"] %>\n    max_connections: 12\n"
                     "    max_age: 1800\n    variables: { statement_timeout: 30000 }\n"
                     "  p1: { <<: *p, application_name: shop-p1, idle_timeout: 0 }\ntest:\n  database: t\n"});
        QVERIFY2(read.ok(), qPrintable(read ? QString() : QString::fromStdString(read.error().message)));
        QCOMPARE(read->plan.pools.size(), std::size_t(2));
        QCOMPARE(read->plan.pools[0].name, std::string("primary"));
        for (const PoolPlan &pool : read->plan.pools) {
            QCOMPARE(pool.slots, 12);
            QCOMPARE(pool.acquireTimeout.count(), 2'500LL);
            QCOMPARE(pool.maxLifetime.value().count(), 1'800'000LL);
        }
        QVERIFY(read->plan.pools[0].idleTimeout && !read->plan.pools[1].idleTimeout);
        const QStringList remarks = remarksOf(*read);
        QVERIFY(remarks.contains(u"3 pool ignored"_s));
        QVERIFY(remarks.contains(u"8 url not understood"_s));
        QVERIFY(remarks.contains(u"14 test ignored"_s));
        QVERIFY(remarks.contains(u"8 production assumed"_s));
    }

    void theRubyOfADatabaseYmlIsNotRunAndNamedWhereItStands()
    {
        const auto read = importPlan(
            {.name = "database.yml",
             .text =
                 "# as <%% in a comment\n<%\n  target = { a: 1 }\n%>\nproduction:\n  p0:\n    <<: <%= target.\n      to_json %>\n    pool: 3\n"
                 "    checkout_timeout: \"<%= ENV[\"X: y\"] %>\"\n    application_name: \"a\\u003c%b-p0\"\n<%# a note %>\n<% if big? %>\n"
                 "    idle_timeout: 7 <%# minutes? %>\n<% end %>\n"});
        QVERIFY2(read.ok(), qPrintable(read ? QString() : QString::fromStdString(read.error().message)));
        QCOMPARE(read->plan.pools[0].slots, 3);
        QCOMPARE(read->plan.applicationName, std::string("a<%b"));
        QCOMPARE(read->plan.pools[0].idleTimeout.value().count(), 7'000LL);
        QCOMPARE(remarksOf(*read),
                 QStringList({u"2 target = { a: 1 } ignored"_s, u"7 << not understood"_s, u"9 production assumed"_s,
                              u"10 checkout_timeout not understood"_s, u"13 if big? not understood"_s, u"15 end not understood"_s}));
    }

    void whatAnEngineOfPythonTakesFromOthersIsFollowedWhereItIsALiteral()
    {
        const auto read = importPlan(
            {.name = "db.py",
             .text =
                 "_args = {'connect_timeout': 7, **more}\n_common = {\"pool_size\": 3, \"max_overflow\": 0, \"pool_recycle\": -1}\n"
                 "a = create_engine(url(), pool_logging_name=\"orders\", connect_args=_args, **_common)\n"
                 "b = create_engine('postgresql+psycopg://', pool_logging_name=\"\\u00fcber\\x41\",\n"
                 "    connect_args={**_args, 'options': '-c statement_timeout=5000' + more}, pool_timeout=-3 + 5, **_common, **rest(), **other)\n"});
        QVERIFY2(read.ok(), qPrintable(read ? QString() : QString::fromStdString(read.error().message)));
        const PoolPlan &orders = read->plan.pools[0];
        const PoolPlan &other = read->plan.pools[1];
        QCOMPARE(orders.name, std::string("orders"));
        QCOMPARE(orders.slots, 3);
        QVERIFY(!orders.maxLifetime);
        QCOMPARE(other.name, std::string("überA"));
        QCOMPARE(other.connectTimeout.count(), 7'000LL);
        QCOMPARE(other.statementTimeout.value().count(), 5'000LL);
        QCOMPARE(remarksOf(*read), QStringList({u"1 **more not understood"_s, u"3 url not understood"_s, u"3 connect_args not understood"_s,
                                                u"5 options not understood"_s, u"5 pool_timeout not understood"_s, u"5 ** not understood"_s,
                                                u"5 **other not understood"_s}));
    }

    void whichEnvironmentOfRailsBecomesThePlanIsTold()
    {
        const auto read =
            importPlan({.name = "database.yml", .text = "test:\n  pool: 3\nstaging: {pool: 4}\nversion: 1\n---\nproduction: {pool: 5}\n"});
        QVERIFY2(read.ok(), qPrintable(read ? QString() : QString::fromStdString(read.error().message)));
        QCOMPARE(read->plan.pools[0].slots, 3);
        QCOMPARE(remarksOf(*read), QStringList({u"2 test assumed"_s, u"3 staging ignored"_s, u"4 version not understood"_s,
                                                u"6 production.pool not understood"_s}));
    }

    void anAdaptersAndAClientsFurtherOptionsAreNamed()
    {
        const auto read =
            importPlan({.name = "db.ts",
                        .text = "const pool = new pg.Pool({ max: 3 })\nconst adapter = new PrismaPg(pool, { schema: 'x', colour: 1 })\n"
                                "const a = new PrismaClient({ adapter, log: ['query'],\n  errorFormat: 'pretty' })\n"
                                "const b = new PrismaClient({ adapter: new PrismaPg(given) })\n"
                                "const c = new PrismaClient({ adapter: new PrismaNeon({ max: 9 }) })\n"
                                "const d = new PrismaClient({ datasources: urls })\n"
                                "const more = Array.from({ length: 4 }, make)\nconst e = new Pool({}, options)\n"});
        QVERIFY2(read.ok(), qPrintable(read ? QString() : QString::fromStdString(read.error().message)));
        QCOMPARE(remarksOf(*read),
                 QStringList({u"2 schema ignored"_s, u"2 colour not understood"_s, u"2 PrismaPg ignored"_s, u"3 adapter ignored"_s,
                              u"3 log ignored"_s, u"4 errorFormat ignored"_s, u"5 PrismaPg not understood"_s, u"6 adapter not understood"_s,
                              u"7 datasources not understood"_s, u"8 Array.from not understood"_s, u"9 options not understood"_s}));
    }

    void whatOurExportEscapesForSpringIsReadAsItWas()
    {
        const auto read = importPlan(
            {.name = "application.yml",
             .text = "app.datasource.p0.username: 'a${poolwart.text:\\\\$}{h}'\napp.datasource.p0.configuration.maximum-pool-size: 3\n"
                     "app.datasource.p0.configuration.data-source-properties.databaseName: 'b${DB}'\n"});
        QVERIFY2(read.ok(), qPrintable(read ? QString() : QString::fromStdString(read.error().message)));
        QCOMPARE(QString::fromStdString(read->target.at("user")), u"a\\\\${h}"_s);
        QCOMPARE(remarksOf(*read), QStringList({u"3 datasource.databasename not understood"_s}));
    }

    void severalUsersOfAPoolerArePoolsOfTheirOwn()
    {
        const auto toml = importPlan(
            {.name = "x.toml",
             .text = "[pools.a]\nidle_timeout = 5000\ncolour = 1\n[pools.a.users.0]\nusername = \"u\"\npool_size = 3\n"
                     "[pools.a.users.1]\npool_size = 4\nidle_timeout = 6000\n[pools.a.shards.0]\nservers = [[\"db\", 5433, \"primary\"]]\n"
                     "database = \"d\"\n[pools.a.shards.1]\ndatabase = \"e\"\n"});
        QVERIFY2(toml.ok(), qPrintable(toml ? QString() : QString::fromStdString(toml.error().message)));
        QCOMPARE(toml->plan.pools.size(), std::size_t(2));
        QCOMPARE(toml->plan.pools[1].name, std::string("a.1"));
        QCOMPARE(toml->plan.pools[0].idleTimeout.value().count(), 5'000LL);
        QCOMPARE(toml->plan.pools[1].idleTimeout.value().count(), 6'000LL);
        const std::map<std::string, std::string> target{{"dbname", "d"}, {"host", "db"}, {"port", "5433"}, {"user", "u"}};
        QVERIFY(toml->target == target);
        QVERIFY(remarksOf(*toml).contains(u"3 colour not understood"_s));
        QVERIFY(remarksOf(*toml).contains(u"14 pools.a.shards.1.database left out"_s));
        const auto odyssey = importPlan(
            {.name = "odyssey.conf",
             .text = "workers 2\nstorage \"s\" {\n host \"db\"\n}\ndatabase \"a\" {\n user \"u\" {\n  storage \"s\"\n  pool_size 3 }\n"
                     " user default {\n  pool_size 4\n  fancy yes\n }\n}\n"});
        QVERIFY2(odyssey.ok(), qPrintable(odyssey ? QString() : QString::fromStdString(odyssey.error().message)));
        QCOMPARE(odyssey->plan.pools.size(), std::size_t(2));
        QCOMPARE(odyssey->plan.pools[1].name, std::string("a.default"));
        QCOMPARE(odyssey->target.at("host"), std::string("db"));
        QCOMPARE(remarksOf(*odyssey), QStringList({u"1 workers ignored"_s, u"7 storage ignored"_s, u"10 a.default different meaning"_s,
                                                   u"10 a.default left out"_s, u"11 fancy not understood"_s}));
    }

    void theStorageOfOdysseyIsReadAsItsPoolsTarget()
    {
        const auto read = importPlan({.name = "odyssey.conf",
                                      .text = "storage \"s\" {\n type \"remote\"\n host \"db\"\n port 5433\n tls \"verify_full\"\n "
                                              "tls_ca_file \"/ca.pem\"\n colour \"red\"\n}\nstorage \"other\" {\n host \"x\"\n}\ndatabase "
                                              "\"a\" {\n user \"u\" {\n  storage \"s\"\n  pool_size 3\n }\n}\ndatabase \"b\" {\n user "
                                              "\"u\" {\n  storage \"s\"\n  pool_size 3\n }\n}\n"});
        QVERIFY2(read.ok(), qPrintable(read ? QString() : QString::fromStdString(read.error().message)));
        const std::map<std::string, std::string> target{
            {"dbname", "a"}, {"host", "db"}, {"port", "5433"}, {"sslmode", "verify-full"}, {"sslrootcert", "/ca.pem"}, {"user", "u"}};
        QVERIFY(read->target == target);
        QCOMPARE(remarksOf(*read), QStringList({u"2 type ignored"_s, u"7 colour not understood"_s, u"10 storage.other.host ignored"_s,
                                                u"14 storage ignored"_s, u"20 storage ignored"_s, u"20 b left out"_s}));
    }

    void everyFieldOfAnObjectOfKubernetesIsTakenOrNamed()
    {
        const auto read =
            importPlan({.name = "x.yaml",
                        .text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {POOL_0_NAME: one, POOL_0_SIZE: "
                                "'3'}\n---\napiVersion: apps/v1\nkind: Deployment\nspec:\n  replicas: 4\n  template:\n    "
                                "spec:\n      containers:\n        - image: x\n          envFrom: [{configMapRef: {name: "
                                "a}}]\n          env:\n            - {value: '20', name: POOL_MIGRATION_SHARE}\n            "
                                "- name: POOL_POLICY\n              valueFrom: {configMapKeyRef: {key: k}}\n---\njust text\n"});
        QVERIFY2(read.ok(), qPrintable(read ? QString() : QString::fromStdString(read.error().message)));
        QCOMPARE(read->plan.migrationShare, 20);
        QVERIFY((read->plan.fleet == Fleet{.replicas = 4, .surge = 1}));
        QCOMPARE(remarksOf(*read), QStringList({u"1 apiVersion ignored"_s, u"3 metadata.name ignored"_s, u"6 apiVersion ignored"_s,
                                                u"13 spec.template.spec.containers.0.image ignored"_s, u"18 POOL_POLICY not understood"_s,
                                                u"20 just text not understood"_s}));
        QStringList assumed;
        for (const ImportRemark &remark : read->remarks) {
            if (remark.setting.starts_with("fleet"))
                assumed.append(QString::fromStdString(remark.setting));
        }
        QCOMPARE(assumed, QStringList({u"fleet.surge"_s, u"fleet.processes"_s}));
    }

    void literalsOfScriptsAreReadAndExpressionsNamed()
    {
        const auto read = importPlan({.name = "db.ts",
                                      .text = "import { Pool } from 'pg' // new Pool({ max: 1 })\nconst re = /it's/\nconst N = 2\nexport "
                                              "const orders = new Pool({ max: 12, connectionTimeoutMillis: 20_000, idleTimeoutMillis: 30 * "
                                              "1000,\n  connectionString: process.env.DATABASE_URL, application_name: `shop-p0`, password: "
                                              "secret(), colour: 'red', ...rest })\nconst more = Array.from({ length: N }, (_, k) => new "
                                              "pg.Pool({ max: 3, application_name: `x${k}` }))\nconst prisma = new PrismaClient({ "
                                              "datasourceUrl: 'postgresql://u@db/app?connection_limit=7' })\nconst seven = new "
                                              "PrismaClient({ adapter: new PrismaPg({ max: 4 }) })\n"});
        QVERIFY2(read.ok(), qPrintable(read ? QString() : QString::fromStdString(read.error().message)));
        std::vector<std::pair<std::string, int>> pools;
        for (const PoolPlan &pool : read->plan.pools)
            pools.emplace_back(pool.name, pool.slots);
        const std::vector<std::pair<std::string, int>> expected{
            {"orders", 12}, {"pool-2", 3}, {"pool-3", 3}, {"prisma", 7}, {"adapter", 4}};
        QVERIFY(pools == expected);
        QCOMPARE(read->plan.pools[0].acquireTimeout.count(), 20'000LL);
        QCOMPARE(read->plan.pools[0].idleTimeout.value().count(), 30'000LL);
        const QStringList remarks = remarksOf(*read);
        for (const char *remark : {"5 connectionString not understood", "5 password ignored", "5 colour not understood",
                                   "5 ... not understood", "6 application_name not understood"})
            QVERIFY2(remarks.contains(QString::fromLatin1(remark)), qPrintable(remarks.join(u'\n')));
    }

    void enginesOfPythonAreReadWithTheirOverflow()
    {
        const auto read = importPlan(
            {.name = "db.py",
             .text =
                 "# create_engine('x')\nengine = create_engine(\"postgresql+psycopg://u:p@db/app\", pool_size=12, max_overflow=0,\n"
                 "    pool_timeout=20, pool_recycle=SECONDS, connect_args={\"application_name\": \"shop-p0\", \"connect_timeout\": 5})\n"
                 "other = create_engine(f\"postgresql://{host}/app\", pool_size=3)\n"});
        QVERIFY2(read.ok(), qPrintable(read ? QString() : QString::fromStdString(read.error().message)));
        QCOMPARE(read->plan.pools.size(), std::size_t(2));
        QCOMPARE(read->plan.pools[0].name, std::string("engine"));
        QCOMPARE(read->plan.pools[0].slots, 12);
        QCOMPARE(read->plan.pools[1].slots, 13);
        QCOMPARE(read->plan.applicationName, std::string("shop"));
        QCOMPARE(remarksOf(*read), QStringList({u"2 password ignored"_s, u"3 pool_recycle not understood"_s, u"4 max_overflow assumed"_s,
                                                u"4 max_overflow different meaning"_s, u"4 url not understood"_s}));
    }

    void connectionStringsAndDriversUrlsAreRead()
    {
        const auto dsn = importPlan(
            {.name = "x",
             .text = "host=db user='a b' application_name=shop-p0 connect_timeout=3 options='-c statement_timeout=5s' pool_max_conns=4"});
        QVERIFY(dsn.ok());
        QCOMPARE(QString::fromStdString(dsn->format), u"dsn"_s);
        QCOMPARE(dsn->plan.applicationName, std::string("shop"));
        QCOMPARE(dsn->plan.pools[0].slots, 4);
        QCOMPARE(dsn->plan.pools[0].connectTimeout.count(), 3'000LL);
        QCOMPARE(dsn->plan.pools[0].statementTimeout.value().count(), 5'000LL);
        QCOMPARE(dsn->target.at("user"), std::string("a b"));
        const auto urls = importPlan(
            {.name = "x",
             .text =
                 "jdbc:postgresql://db/shop?ApplicationName=shop-p0\npostgresql+psycopg://u:p%40@db/shop?pool_max_conn_idle_time=1h30m\n"});
        QVERIFY(urls.ok());
        QCOMPARE(urls->plan.pools.size(), std::size_t(2));
        QCOMPARE(urls->plan.pools[1].idleTimeout.value().count(), 5'400'000LL);
    }
};

QTEST_GUILESS_MAIN(TestFormats)
#include "tst_formats.moc"
