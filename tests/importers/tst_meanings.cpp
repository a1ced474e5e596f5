// SPDX-License-Identifier: GPL-3.0-or-later
// A file means in a plan what it means to its own program: after inputs that people who do this job published.
#include "tests/importers/imported.h"

#include <QTest>

using namespace poolwart;
using namespace Qt::StringLiterals;

namespace {

using Kind = ImportRemark::Kind;

struct Meaning
{
    const char *row;
    const char *name;
    std::string text;
    const char *pools;
    const char *target;
    QString leftOut; // "2 DIRECT_URL, 3 TEST_URL"
};

void addRows(const std::vector<Meaning> &meanings)
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("pools");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("leftOut");
    for (const Meaning &one : meanings)
        QTest::newRow(one.row) << QString::fromUtf8(one.name) << QString::fromStdString(one.text) << QString::fromUtf8(one.pools)
                               << QString::fromUtf8(one.target) << one.leftOut;
}

void checkRow()
{
    QFETCH(const QString, name);
    QFETCH(const QString, text);
    const auto read = importPlan({.name = name.toStdString(), .text = text.toStdString(), .folder = {}});
    QTEST(slotsOf(read), "pools");
    QTEST(targetOf(read), "target");
    QTEST(remarksOf(read, Kind::LeftOut).join(u", "_s), "leftOut");
}

std::string url(const char *host = "pg1", const char *rest = "")
{
    return std::string("postgresql://app:pw@") + host + ":5432/shop" + rest;
}

} // namespace

class TestMeanings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Long: a table.
    void anEnvironmentHasThePoolOfItsApplication_data()
    {
        constexpr auto shop = "dbname=shop host=pg1 port=5432 user=app";
        addRows({
            {"Prisma's direct URL", ".env",
             "DIRECT_URL=" + url("pg2") + "\nDATABASE_URL=\"" + url("pg1", "?pgbouncer=true&connection_limit=1") + "\"\n", "DATABASE_URL 1",
             shop, u"1 DIRECT_URL"_s},
            {"shadow and test", ".env",
             "DATABASE_URL=" + url() + "\nSHADOW_DATABASE_URL=" + url("pg1") + "\nTEST_DATABASE_URL=" + url("localhost"), "DATABASE_URL 12",
             shop, u"2 SHADOW_DATABASE_URL, 3 TEST_DATABASE_URL"_s},
            {"Vercel's four names", ".env",
             "POSTGRES_URL=" + url() + "\nPOSTGRES_PRISMA_URL=" + url("pg1", "?pgbouncer=true") + "\nPOSTGRES_URL_NON_POOLING=" + url("pg2")
                 + "\nPOSTGRES_URL_NO_SSL=" + url() + "\nPOSTGRES_HOST=pg1\n",
             "POSTGRES_URL 12", shop, u"2 POSTGRES_PRISMA_URL, 3 POSTGRES_URL_NON_POOLING, 4 POSTGRES_URL_NO_SSL"_s},
            {"only a test's", ".env.test", "TEST_DATABASE_URL=" + url(), "TEST_DATABASE_URL 12", shop, {}},
            {"variables of the file",
             ".env",
             "DB_USER=app\nDB_PASSWORD=pw\nDB_HOST=pg1\nDATABASE_URL=\"postgresql://${DB_USER}:${DB_PASSWORD}@${DB_HOST}:${PORT:-5432}/shop\"",
             "DATABASE_URL 12",
             shop,
             {}},
            {"variables of elsewhere",
             ".env",
             "DATABASE_URL=postgresql://app:${PASSWORD}@${HOST}:${PORT}/shop",
             "DATABASE_URL 12",
             "dbname=shop user=app",
             {}},
            {"a key over several lines",
             ".env",
             "KEY=\"-----BEGIN\nAAAA\n-----END\"\nDATABASE_URL=\"" + url("pg1", "?connection_limit=5") + '"',
             "DATABASE_URL 5",
             shop,
             {}},
            {"a driver of Python", ".env", "DATABASE_URL=postgresql+asyncpg://app:pw@pg1:5432/shop", "DATABASE_URL 12", shop, {}},
            {"Spring's variables",
             ".env",
             "SPRING_DATASOURCE_URL=jdbc:postgresql://pg1:5432/shop\nSPRING_DATASOURCE_USERNAME=app\n"
             "SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE=7\n",
             "pool-1 7",
             shop,
             {}},
            {"Quarkus' variables", ".env",
             "QUARKUS_DATASOURCE_JDBC_URL=jdbc:postgresql://pg1:5432/shop\nQUARKUS_DATASOURCE_USERNAME=app\n"
             "QUARKUS_DATASOURCE_JDBC_MAX_SIZE=9\nQUARKUS_DATASOURCE_P0_JDBC_URL=jdbc:postgresql://pg1:5432/shop\n"
             "QUARKUS_DATASOURCE__P1__JDBC_MAX_SIZE=3\n",
             "default 9, p0 20, p1 3", shop, u"4 p0"_s},
            {"libpq's variables", ".env", "PGHOST=pg1\nPGPORT=5432\nPGUSER=app\nPGPASSWORD=pw\nPGDATABASE=shop\n", "pool-1 12", shop, {}},
            {"a host in the query",
             ".env",
             "DATABASE_URL=\"postgresql://app:pw@localhost/shop?host=/cloudsql/a:b\"",
             "DATABASE_URL 12",
             "dbname=shop host=/cloudsql/a:b user=app",
             {}},
            {"two hosts",
             ".env",
             "DATABASE_URL=postgresql://app:pw@pg1:5432,pg2:5433/shop?target_session_attrs=read-write",
             "DATABASE_URL 12",
             "dbname=shop host=pg1,pg2 port=5432,5433 target_session_attrs=read-write user=app",
             {}},
            {"the last of a name", ".env", "DATABASE_URL=" + url("old") + "\nDATABASE_URL=" + url(), "DATABASE_URL 12", shop,
             u"1 DATABASE_URL"_s},
            {"another database", ".env", "DATABASE_URL=" + url() + "\nLEGACY_URL=mysql://u:p@my1/old", "DATABASE_URL 12", shop,
             u"2 LEGACY_URL"_s},
        });
    }

    void anEnvironmentHasThePoolOfItsApplication() { checkRow(); }

    // Long: a table.
    void aConfigurationOfJavaHasItsDatasources_data()
    {
        constexpr auto shop = "dbname=shop host=pg1 port=5432 user=app";
        const std::string spring = "spring.datasource.url=jdbc:postgresql://pg1:5432/shop\nspring.datasource.username=app\n";
        const std::string quarkus = "quarkus.datasource.jdbc.url=jdbc:postgresql://pg1:5432/shop\nquarkus.datasource.username=app\n";
        addRows({
            {"keys of Quarkus' default datasource",
             "application.properties",
             "quarkus.datasource.devservices.enabled=false\n" + quarkus
                 + "quarkus.datasource.jdbc.max-size=16\nquarkus.datasource.metrics.enabled=true\nquarkus.datasource.colour=red\n",
             "default 16",
             shop,
             {}},
            {"Quarkus' reactive pool",
             "application.properties",
             "quarkus.datasource.db-kind=postgresql\nquarkus.datasource.jdbc=false\nquarkus.datasource.username=app\n"
             "quarkus.datasource.reactive.url=postgresql://pg1:5432/shop\nquarkus.datasource.reactive.max-size=30\n",
             "default 30",
             shop,
             {}},
            {"Quarkus' profile prod", "application.properties",
             quarkus
                 + "%dev.quarkus.datasource.jdbc.max-size=3\n%prod.quarkus.datasource.jdbc.max-size=30\nquarkus.datasource.jdbc.max-size=9\n",
             "default 30", shop, u"3 quarkus.datasource.jdbc.max-size, 5 quarkus.datasource.jdbc.max-size"_s},
            {"a document of a profile", "application.properties",
             spring + "#---\nspring.config.activate.on-profile=load-test\nspring.datasource.hikari.maximum-pool-size=200\n", "pool-1 10",
             shop, u"4 spring.config.activate.on-profile"_s},
            {"a document of an active profile", "application.properties",
             spring
                 + "spring.profiles.active=prod\nspring.datasource.hikari.maximum-pool-size=5\n#---\n"
                   "spring.config.activate.on-profile=prod\nspring.datasource.hikari.maximum-pool-size=50\n",
             "pool-1 50", shop, u"4 spring.datasource.hikari.maximum-pool-size"_s},
            {"a line that continues",
             "application.properties",
             "spring.autoconfigure.exclude=a.A,\\\n  a.B\n" + spring + "spring.datasource.hikari.maximum-pool-size = \\\n  20\n",
             "pool-1 20",
             shop,
             {}},
            {"keys in any order",
             "application.properties",
             "app.datasource.a.url=jdbc:postgresql://pg1:5432/shop\napp.datasource.b.maximum-pool-size=4\n"
             "app.datasource.a.username=app\napp.datasource.a.maximum-pool-size=3\n",
             "a 3, b 4",
             shop,
             {}},
            {"another database", "application.properties",
             "app.datasource.old.url=jdbc:mysql://my1/old\napp.datasource.shop.url=jdbc:postgresql://pg1:5432/shop\n"
             "app.datasource.shop.username=app\n",
             "shop 10", shop, u"1 old"_s},
            {"defaults of placeholders",
             "application.yml",
             "db: {host: pg1}\nspring:\n  datasource:\n    url: ${DB_URL:jdbc:postgresql://${db.host}:5432/shop}\n    username: ${DB_USER:app}\n"
             "    hikari:\n      maximum-pool-size: ${DB_POOL:20}\n      pool_name: shop\n",
             "shop 20",
             shop,
             {}},
            {"Maven's placeholder",
             "application.yml",
             "info:\n  version: @project.version@\nspring:\n  datasource:\n    url: jdbc:postgresql://pg1:5432/shop\n    username: app\n"
             "    hikari:\n      maximum-pool-size: 20\n",
             "pool-1 20",
             shop,
             {}},
        });
    }

    void aConfigurationOfJavaHasItsDatasources() { checkRow(); }

    void aDatabaseYmlHasTheDatabasesOfPostgreSql_data()
    {
        addRows({
            {"other adapters", "database.yml",
             "default: &default\n  adapter: postgresql\n  pool: 10\nproduction:\n  primary:\n    <<: *default\n    host: pg1\n"
             "    database: shop\n  legacy:\n    adapter: mysql2\n    host: my1\n  cache:\n    adapter: sqlite3\n    database: x.sqlite3\n",
             "primary 10", "dbname=shop host=pg1", u"10 legacy, 13 cache"_s},
            {"an empty application name",
             "database.yml",
             "production:\n  adapter: postgresql\n  host: pg1\n  pool: 10\n  application_name: ''\n",
             "primary 10",
             "host=pg1",
             {}},
            {"a default of Ruby",
             "database.yml",
             "production:\n  adapter: postgresql\n  pool: <%= ENV.fetch(\"RAILS_MAX_THREADS\") { 7 } %>\n  host: <%= ENV['H'] || \"pg1\" %>\n",
             "primary 7",
             "host=pg1",
             {}},
            {"the new name of a key", "database.yml", "production:\n  pool: 3\n  max_connections: 4\n", "primary 4", "", {}},
            {"what Ruby computes",
             "database.yml",
             "production:\n  adapter: postgis\n  url: postgresql://app:<%= ENV[\"P\"] %>@<%= host %>:5432/shop\n",
             "primary 5",
             "dbname=shop port=5432 user=app",
             {}},
        });
    }

    void aDatabaseYmlHasTheDatabasesOfPostgreSql() { checkRow(); }

    void aFileOfNothingButAnotherDatabaseIsRefusedAndNamesIt()
    {
        const auto read =
            importPlan({.name = "database.yml", .text = "production:\n  adapter: mysql2\n  host: my1\n  database: shop\n", .folder = {}});
        QVERIFY(!read);
        QCOMPARE(QString::fromStdString(read.error().message), u"database.yml: the file contains no pool."_s);
        QVERIFY2(read.error().details.find("MySQL") != std::string::npos, read.error().details.c_str());
    }

    // Long: a table.
    void aProgramHasThePoolsThatItMakes_data()
    {
        addRows({
            {"branches of Prisma's singleton", "db.ts",
             "let prisma: PrismaClient\nif (process.env.NODE_ENV === 'production') {\n  prisma = new PrismaClient()\n} else {\n"
             "  if (!global.prisma) {\n    global.prisma = new PrismaClient()\n  }\n  prisma = global.prisma\n}\n",
             "prisma 12", "", u"6 prisma"_s},
            {"branches of an expression", "db.js",
             "const pool = process.env.X\n  ? new Pool({ host: 'pg1', max: 20 })\n  : new Pool({ host: 'pg2', max: 4 })\nconst b = new Pool()",
             "pool-1 20, b 10", "host=pg1", u"3 new"_s},
            {"the branch of production", "db.js",
             "let p\nif (process.env.NODE_ENV !== 'production') p = new Pool({ max: 3 })\nelse p = new Pool({ max: 30 })\n", "p 30", "",
             u"2 p"_s},
            {"a branch that returns", "db.ts",
             "function make() {\n  if (process.env.X) {\n    return new Pool({ host: 'pg1', max: 20 })\n  }\n"
             "  return new Pool({ host: 'pg1', max: 4 })\n}\n",
             "pool-1 20", "host=pg1", u"5 new"_s},
            {"the cases of a switch", "db.ts",
             "let p\nswitch (process.env.NODE_ENV) {\n  case 'development':\n    p = new Pool({ max: 3 })\n    break\n  case 'production':\n"
             "    p = new Pool({ max: 30 })\n    break\n  default:\n    p = new Pool({ max: 5 })\n}\n",
             "p 30", "", u"4 p, 10 p"_s},
            {"a branch of Python that returns", "db.py",
             "def get():\n    if a:\n        return create_engine('postgresql://pg1/a', pool_size=3, max_overflow=0)\n"
             "    return create_engine('postgresql://pg1/a', pool_size=4, max_overflow=0)\n",
             "pool-1 3", "dbname=a host=pg1", u"4 create_engine"_s},
            {"Python's try and except", "db.py",
             "try:\n    e = create_engine('postgresql://pg1/a', pool_size=3, max_overflow=0)\nexcept Exception:\n"
             "    e = create_engine('postgresql://pg1/a', pool_size=4, max_overflow=0)\n",
             "e 3", "dbname=a host=pg1", u"4 e"_s},
            {"names and type arguments",
             "db.ts",
             "import { Pool as PgPool, type PoolConfig } from 'pg'\nconst pg_1 = __importDefault(require(\"pg\"))\n"
             "const a: PgPool = new PgPool<Row>({ max: 3 })\nconst b = new pg_1.default.Pool({ max: 4 })\nconst c = new pg_1.Pool({ max: 5 })\n",
             "a 3, b 4, c 5",
             "",
             {}},
            {"a pool of another module", "db.ts",
             "import { Pool } from 'undici'\nimport pg from 'pg'\nnew Pool('http://x')\nconst p = new pg.Pool()", "p 10", "", u"3 Pool"_s},
            {"constants and spreads",
             "db.ts",
             "const base: PoolConfig = { host: 'pg1', database: 'shop', max: 20 }\nconst max = 2 * 4\nexport const a = new Pool(base)\n"
             "const b = new Pool({ ...base, max })\nconst c = new Pool({ ...base, max: Number(process.env.MAX ?? 1e1), idleTimeoutMillis: 1e4 })\n",
             "a 20, b 8, c 10",
             "dbname=shop host=pg1",
             {}},
            {"the last of a key", "db.ts", "const a = new Pool({ max: 3,\n max: 4 })", "a 4", "", {}},
            {"a template",
             "db.ts",
             "const host = 'pg1'\nconst a = new Pool({ connectionString: `postgresql://u:${pw}@${host}/shop` })",
             "a 10",
             "dbname=shop host=pg1 user=u",
             {}},
            {"NullPool in a branch", "db.py",
             "if os.getenv('X'):\n    engine = create_engine('postgresql://pg1/shop', poolclass=NullPool)\nelse:\n"
             "    engine = create_engine('postgresql://pg1/shop', pool_size=5, max_overflow=2)\n",
             "engine 7", "dbname=shop host=pg1", u"2 engine"_s},
            {"branches of Python", "db.py",
             "if a:\n    e = create_engine('postgresql://pg1/a', pool_size=3, max_overflow=0)\nelif b:\n    x = 1\nelse:\n"
             "    e = create_engine('postgresql://pg1/b', pool_size=4, max_overflow=0)\n",
             "e 3", "dbname=a host=pg1", u"6 e"_s},
            {"other databases and StaticPool", "db.py",
             "a = create_engine('sqlite:///x.db')\nb = create_engine('mysql+pymysql://u:p@my1/d')\n"
             "c = create_engine('postgresql://pg1/c', poolclass=sqlalchemy.pool.StaticPool)\n",
             "c 1", "dbname=c host=pg1", u"1 a, 2 b"_s},
        });
    }

    void aProgramHasThePoolsThatItMakes() { checkRow(); }

    void whereAFileIsSilentThePlanHasTheProgramsDefaults_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("pools");
        const auto add = [](const char *row, const char *name, const char *text, const char *pools) {
            QTest::newRow(row) << QString::fromUtf8(name) << QString::fromUtf8(text) << QString::fromUtf8(pools);
        };
        add("HikariCP", "hikari.properties", "jdbcUrl=jdbc:postgresql://pg1:5432/shop\n",
            "pool-1 10 min 10 acquire 30s connect 10s idle 10m lifetime 30m statement none");
        add("Quarkus", "application.properties", "quarkus.datasource.jdbc.url=jdbc:postgresql://pg1:5432/shop\n",
            "default 20 min 0 acquire 5s connect 10s idle 5m lifetime none statement none");
        add("Rails", "database.yml", "production:\n  adapter: postgresql\n",
            "primary 5 min 0 acquire 5s connect 24h idle 5m lifetime none statement none");
        add("node-postgres", "db.ts", "export const pool = new Pool({ connectionString: process.env.DATABASE_URL })",
            "pool 10 min 0 acquire 24h connect 24h idle 10s lifetime none statement none");
        add("Prisma 6", "db.ts", "const prisma = new PrismaClient({ datasourceUrl: 'postgresql://pg1/shop?connection_limit=7' })",
            "prisma 7 min 0 acquire 10s connect 5s idle 5m lifetime none statement none");
        add("pgxpool", "urls", "postgresql://pg1/shop?pool_min_conns=2",
            "pool-1 4 min 2 acquire 24h connect 5s idle 30m lifetime 1h statement none");
        add("SQLAlchemy", "db.py", "engine = create_engine('postgresql://pg1/shop')",
            "engine 15 min 0 acquire 30s connect 24h idle none lifetime none statement none");
    }

    void whereAFileIsSilentThePlanHasTheProgramsDefaults()
    {
        QFETCH(const QString, name);
        QFETCH(const QString, text);
        QTEST(poolsOf(importPlan({.name = name.toStdString(), .text = text.toStdString(), .folder = {}})), "pools");
    }

    void aDefaultOfTheFileIsNamedWithItsVariable()
    {
        const auto read = importPlan({.name = "application.yml",
                                      .text = "spring:\n  datasource:\n    url: jdbc:postgresql://pg1/shop\n    hikari:\n"
                                              "      maximum-pool-size: ${DB_POOL:20}\n",
                                      .folder = {}});
        QCOMPARE(remarksOf(read, Kind::Assumed), QStringList({u"5 maximumpoolsize"_s}));
    }
};

QTEST_GUILESS_MAIN(TestMeanings)
#include "tst_meanings.moc"
