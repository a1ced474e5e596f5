// SPDX-License-Identifier: GPL-3.0-or-later
// The exported Go pools, with Debian's packages of pgx and lib/pq, compiled and run against a real PostgreSQL.
// Long: its tests share the module that is built for them.
#include "tests/exporters/exported.h"
#include "tests/exporters/prismaproject.h"
#include "tests/exporters/shopserver.h"
#include "tests/support/eventually.h"
#include "tests/support/proof.h"
#include "tests/support/tool.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QScopeGuard>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr auto debianModules = "/usr/share/gocode"_L1;

// A format with the driver that it is written for.
struct Variant
{
    const char *name = "";
    const char *format = "";
    std::map<std::string, std::string> options;
    QString module;
    QString consumer; // of tests/exporters/consumers: how its connections are asked
};

const std::vector<Variant> variants{
    {"pgx 5", "pgx", {{"version", "5"}}, u"github.com/jackc/pgx/v5"_s, u"pools-pgx.go"_s},
    {"pgx 4", "pgx", {{"version", "4"}}, u"github.com/jackc/pgx/v4"_s, u"pools-pgx.go"_s},
    {"database/sql, pgx 5", "database-sql", {{"driver", "pgx-5"}}, u"github.com/jackc/pgx/v5"_s, u"pools-sql.go"_s},
    {"database/sql, pgx 4", "database-sql", {{"driver", "pgx-4"}}, u"github.com/jackc/pgx/v4"_s, u"pools-sql.go"_s},
    {"database/sql, lib/pq", "database-sql", {{"driver", "lib-pq"}}, u"github.com/lib/pq"_s, u"pools-sql.go"_s},
};

QString whyNot(const Variant &variant)
{
    if (QStandardPaths::findExecutable(u"go"_s).isEmpty())
        return u"there is no Go"_s;
    const bool isThere = QFileInfo::exists(debianModules + u"/src/"_s + variant.module);
    return isThere ? QString() : u"Debian’s package of %1 is not installed"_s.arg(variant.module);
}

Proof proofOf(const Variant &variant, const QString &shows)
{
    const QString version = QString::fromStdString(findExporter(variant.format)->info().versions.front());
    const auto chosen = variant.options.find("version");
    return {.format = QString::fromLatin1(variant.format),
            .version = chosen == variant.options.end() ? version : QString::fromStdString(chosen->second),
            .consumer = u"Go with %1"_s.arg(variant.module),
            .shows = shows};
}

// A program of the exported pools, built without a network.
class GoProject
{
public:
    explicit GoProject(const Variant &variant)
        : m_variant(variant)
    {}

    // What gofmt, go vet and the compiler have to say: nothing, if all is well.
    QByteArray build(const ExportContext &context) const
    {
        writeFiles(m_folder.filePath(u"src/shop"_s), exported(m_variant.format, context, m_variant.options));
        write(u"main.go"_s, u"pools-main.go"_s);
        write(u"query.go"_s, m_variant.consumer);
        return run(u"gofmt"_s, {u"-d"_s, u"pools"_s}) + run(u"go"_s, {u"vet"_s, u"./..."_s})
             + run(u"go"_s, {u"build"_s, u"-o"_s, u"shop"_s, u"."_s});
    }

    // What a program of one file prints.
    QByteArray output(const QString &consumer, const QStringList &arguments) const
    {
        write(u"dsn/main.go"_s, consumer);
        return run(u"go"_s, QStringList{u"run"_s, u"./dsn"_s} + arguments);
    }

    std::unique_ptr<QProcess> start(const QString &databaseUrl) const
    {
        return startTool({.program = m_folder.filePath(u"src/shop/shop"_s), .folder = m_folder.path(), .environment = {databaseUrl}});
    }

    QString goVersion() const { return QString::fromUtf8(run(u"go"_s, {u"version"_s})).section(u' ', 2, 2); }

private:
    void write(const QString &file, const QString &consumer) const
    {
        QByteArray source = sourceFile(u"tests/exporters/consumers/"_s + consumer);
        source.replace("github.com/jackc/pgx/v4", m_variant.module.toUtf8());
        if (m_variant.module.endsWith(u"/v5"_s))
            source.replace("pgxpool.Connect(", "pgxpool.New(");
        writeTestFile(m_folder.filePath(u"src/shop/"_s + file), source);
    }

    QByteArray run(const QString &program, const QStringList &arguments) const
    {
        const QDir folder(m_folder.filePath(u"src/shop"_s));
        folder.mkpath(u"."_s);
        const ToolResult result =
            runTool({.program = program,
                     .arguments = arguments,
                     .folder = folder.path(),
                     .environment = {u"GO111MODULE=off"_s, u"GOFLAGS="_s, u"GOPATH=%1:%2"_s.arg(m_folder.path(), debianModules)}});
        return result.exitCode == 0 || !result.output.isEmpty() ? result.output : QByteArray("it failed");
    }

    Variant m_variant;
    QTemporaryDir m_folder;
};

Plan testPlan()
{
    Plan plan = patientShopPlan();
    for (PoolPlan &pool : plan.pools)
        pool.acquireTimeout = 3s; // for a connection that is there already, or that is held
    plan.pools[3].statementTimeout = 3'612'345ms;
    return plan;
}

Plan routedPlan(RoutingPolicy policy, int share)
{
    Plan plan = patientShopPlan();
    plan.policy = policy;
    plan.migrationShare = share;
    plan.pools[2].weight = 6; // counts where the policy is Weighted
    for (PoolPlan &pool : plan.pools)
        pool.minimumIdle = 0;
    return plan;
}

} // namespace

class TestGoConsumer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_server.endAll();
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 0);
    }

    void thePoolsAreWhatThePlanSays_data() { addVariants(); }
    void thePoolsAreWhatThePlanSays()
    {
        const GoProject *project =
            begin(u"the pools open all their connections; name and statement timeout read back by pid; each limit is "
                  "reached and not passed, the next request times out; Close leaves no backend"_s);
        if (!project)
            QSKIP("it cannot be had here");
        Proving proving(proofOf(variant(), m_shows));
        proving.setConsumerVersion(project->goVersion());
        QCOMPARE(project->build(sampleContext(testPlan())), QByteArray());
        Consumer consumer(project->start(hostileUrl()));
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 60);
        EVENTUALLY_EQUAL(idle(consumer), 60); // a backend is there before its client knows
        checkSessions(consumer);
        checkLimits(consumer);
        QCOMPARE(consumer.ask({{u"Command"_s, u"close"_s}, {u"MS"_s, 3'600'000}})[u"served"_s].toBool(), true);
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 0);
        const QJsonObject late = consumer.ask({{u"Command"_s, u"route"_s}, {u"Count"_s, 1}});
        QVERIFY(late[u"error"_s].toString().contains(u"closing"_s));
    }

    void everyDsnOpensThePoolOfThePlan_data() { addVariants("pgx"); }
    void everyDsnOpensThePoolOfThePlan()
    {
        const GoProject *project = begin(u"each DSN of .env opens a pool with the plan’s size, times, name and statement timeout"_s);
        if (!project)
            QSKIP("it cannot be had here");
        const Proving proving(proofOf(variant(), m_shows));
        Plan plan = shopPlan(2, 3);
        plan.pools[1] = {.name = "other",
                         .slots = 7,
                         .minimumIdle = 2,
                         .acquireTimeout = 1500ms,
                         .connectTimeout = 2500ms,
                         .idleTimeout = std::nullopt,
                         .maxLifetime = std::nullopt,
                         .statementTimeout = std::nullopt};
        const ExportResult result = exported(variant().format, contextOn(m_server, plan), variant().options);
        QStringList dsns;
        for (const QByteArray &line : fileOf(result, ".env").split('\n')) {
            if (line.startsWith("POOL_"))
                dsns.append(QString::fromUtf8(line).section(u'"', 1, 1));
        }
        const QList<QByteArray> lines = project->output(u"pools-dsn.go"_s, dsns).split('\n');
        const bool isFive = variant().module.endsWith(u"/v5"_s);
        QCOMPARE(QJsonDocument::fromJson(lines[0]).object(), (QJsonObject{{u"name"_s, u"shop-p0"_s},
                                                                          {u"timeout"_s, u"30s"_s},
                                                                          {u"max"_s, 3},
                                                                          {u"min"_s, 3},
                                                                          {u"idle"_s, u"5m0s"_s},
                                                                          {u"lifetime"_s, isFive ? u"27m0s"_s : u"30m0s"_s},
                                                                          {u"connect"_s, u"5s"_s}}));
        QCOMPARE(QJsonDocument::fromJson(lines[1]).object(), (QJsonObject{{u"name"_s, u"shop-p1"_s},
                                                                          {u"timeout"_s, u"0"_s},
                                                                          {u"max"_s, 7},
                                                                          {u"min"_s, 2},
                                                                          {u"idle"_s, u"87600h0m0s"_s},
                                                                          {u"lifetime"_s, u"87600h0m0s"_s},
                                                                          {u"connect"_s, u"3s"_s}}));
    }

    void closeWaitsForWhatRunsAndCutsWhatIsNotGivenBack_data() { addVariants(); }
    void closeWaitsForWhatRunsAndCutsWhatIsNotGivenBack()
    {
        const GoProject *project = begin(u"what is not given back in time is cut"_s);
        if (!project)
            QSKIP("it cannot be had here");
        const Proving proving(proofOf(variant(), m_shows));
        QCOMPARE(project->build(sampleContext(testPlan())), QByteArray());
        Consumer consumer(project->start(hostileUrl()));
        EVENTUALLY_EQUAL(idle(consumer), 60);
        consumer.ask({{u"Command"_s, u"take"_s}, {u"Count"_s, 7}});
        const QJsonObject closed = consumer.ask({{u"Command"_s, u"close"_s}, {u"MS"_s, 300}});
        QCOMPARE(closed[u"served"_s].toBool(true), false);
        QVERIFY(closed[u"ms"_s].toInt() >= 300);
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 0);
    }

    void theSharesOfThePoolsAreThePlans_data() { addVariants(); }
    void theSharesOfThePoolsAreThePlans()
    {
        const GoProject *project = begin(u"each policy’s shares are right, and the migration share’s"_s);
        if (!project)
            QSKIP("it cannot be had here");
        const Proving proving(proofOf(variant(), m_shows));
        QCOMPARE(routed(*project, RoutingPolicy::RoundRobin, 100), QList<int>({20, 20, 20, 20, 20}));
        QCOMPARE(routed(*project, RoutingPolicy::RoundRobin, 30), QList<int>({76, 6, 6, 6, 6}));
        QCOMPARE(routed(*project, RoutingPolicy::LeastLoaded, 50), QList<int>({60, 10, 10, 10, 10}));
        QCOMPARE(routed(*project, RoutingPolicy::Single, 100), QList<int>({100, 0, 0, 0, 0}));
        QCOMPARE(routed(*project, RoutingPolicy::Weighted, 100), QList<int>({10, 10, 60, 10, 10}));
        for (const RoutingPolicy policy : {RoutingPolicy::Random, RoutingPolicy::PowerOfTwo}) {
            const QList<int> shares = routed(*project, policy, 100);
            for (const int share : shares)
                QVERIFY2(share > 2, qPrintable(QString::number(share))); // one of 5: under 3 of 100 is five sigma away
        }
    }

    void namesAndPasswordsThatBreakEscapesSurvive_data() { addVariants(); }
    void namesAndPasswordsThatBreakEscapesSurvive()
    {
        const GoProject *project = begin(u"names and passwords of all signs survive"_s);
        if (!project)
            QSKIP("it cannot be had here");
        const Proving proving(proofOf(variant(), m_shows));
        const std::string hostile = "a\"b'c\\d#e;f%g${h}ü\n+ &";
        const std::string usual = contextOn(m_server, shopPlan()).password->reveal();
        setPassword(hostile);
        const auto restored = qScopeGuard([&] { setPassword(usual); });
        Plan plan = routedPlan(RoutingPolicy::LeastLoaded, 100);
        plan.applicationName = "a\"b'c\\d#e;f%g${h} +&";
        plan.pools[0].name = "a\"b'c\\d#e;f%g${h}ü \ufeff";
        ExportContext context = contextOn(m_server, plan);
        context.password = Secret(hostile);
        QCOMPARE(project->build(context), QByteArray());
        Consumer consumer(project->start(u"DATABASE_URL="_s + QString::fromStdString(targetUrl(context, {{"sslmode", "disable"}}))));
        EVENTUALLY(isIdle(consumer));
        const QJsonObject answer = consumer.ask({{u"Command"_s, u"route"_s}, {u"Count"_s, 10}});
        const QJsonObject counts = answer[u"counts"_s].toObject();
        QVERIFY2(!counts.isEmpty(), qPrintable(answer[u"error"_s].toString()));
        QCOMPARE(counts[QString::fromStdString(plan.applicationName) + u"-p4"_s].toInt(), 2);
    }

    void aMissingUrlAndAServerThatIsNotThereAreToldOf_data() { addVariants(); }
    void aMissingUrlAndAServerThatIsNotThereAreToldOf()
    {
        const GoProject *project = begin(u"a missing DATABASE_URL and a server that is not there are told of"_s);
        if (!project)
            QSKIP("it cannot be had here");
        const Proving proving(proofOf(variant(), m_shows));
        QCOMPARE(project->build(sampleContext(testPlan())), QByteArray());
        const auto without = project->start(u"NOTHING=1"_s);
        QVERIFY(without->waitForFinished(hangMs));
        QVERIFY(without->readAllStandardOutput().contains("DATABASE_URL is not set"));
        Consumer consumer(project->start(u"DATABASE_URL=postgresql://u:secret@127.0.0.1:1/db?sslmode=disable"_s));
        QVERIFY(consumer.ask({{u"Command"_s, u"route"_s}, {u"Count"_s, 1}}).contains(u"error"_s));
        EVENTUALLY(consumer.log().contains("[Pool 5] Initial connection error (pool-5)"));
        QVERIFY(!consumer.log().contains("secret"));
    }

private:
    // All, or those of one format.
    static void addVariants(std::string_view format = {})
    {
        QTest::addColumn<std::size_t>("index");
        for (std::size_t i = 0; i < variants.size(); ++i) {
            if (format.empty() || variants[i].format == format)
                QTest::newRow(variants[i].name) << i;
        }
    }

    static const Variant &variant()
    {
        QFETCH(const std::size_t, index);
        return variants[index];
    }

    // Null for a variant that cannot be had here, which is recorded.
    const GoProject *begin(const QString &shows)
    {
        m_shows = shows;
        if (const QString why = whyNot(variant()); !why.isEmpty()) {
            recordNotRun(proofOf(variant(), shows), why);
            return nullptr;
        }
        m_project = std::make_unique<GoProject>(variant());
        return m_project.get();
    }

    // The server's, with parameters that must not win over the pools' settings.
    QString hostileUrl() const
    {
        const ExportContext context = contextOn(m_server, shopPlan());
        return u"DATABASE_URL="_s
             + QString::fromStdString(
                   targetUrl(context, {{"application_name", "evil"}, {"statement_timeout", "1"}, {"sslmode", "disable"}}));
    }

    void setPassword(const std::string &password)
    {
        m_server.execute("DO $do$ BEGIN EXECUTE format('ALTER ROLE app PASSWORD %L', $text$" + password + "$text$); END $do$");
    }

    void checkSessions(Consumer &consumer)
    {
        const QJsonArray sessions = consumer.ask({{u"Command"_s, u"take"_s}, {u"Count"_s, 10}})[u"sessions"_s].toArray();
        QCOMPARE(sessions.size(), 10);
        for (int i = 0; i < 10; ++i) {
            const QJsonObject session = sessions[i].toObject();
            const std::string pid = std::to_string(session[u"pid"_s].toInt());
            QCOMPARE(session[u"timeout"_s].toString(), i % 5 == 3 ? u"3612345ms"_s : u"1h"_s);
            QCOMPARE(m_server.value("SELECT application_name FROM pg_stat_activity WHERE pid = " + pid), "shop-p" + std::to_string(i % 5));
        }
        QCOMPARE(consumer.ask({{u"Command"_s, u"stats"_s}})[u"pools"_s][0][u"InUse"_s].toInt(), 2);
        consumer.ask({{u"Command"_s, u"release"_s}});
    }

    void checkLimits(Consumer &consumer)
    {
        m_server.closeGate();
        consumer.ask({{u"Command"_s, u"begin"_s}, {u"Count"_s, 60}});
        for (int k = 0; k < 5; ++k)
            EVENTUALLY_EQUAL(m_server.held("shop-p" + std::to_string(k)), 12);
        const QJsonObject late = consumer.ask({{u"Command"_s, u"hold"_s}, {u"Count"_s, 5}});
        const QJsonArray errors = late[u"errors"_s].toArray();
        QCOMPARE(errors.size(), 5);
        for (const QJsonValue &error : errors)
            QVERIFY2(error.toString().contains(u"no connection within 3s, 12 of 12 in use"_s), qPrintable(error.toString()));
        QVERIFY(late[u"firstFailure"_s].toInt() >= 2'990);
        QCOMPARE(m_server.backends("shop-p"), 60);
        m_server.openGate();
        QCOMPARE(consumer.receive()[u"ends"_s][u"served"_s].toInt(), 60);
    }

    static int idle(Consumer &consumer)
    {
        int count = 0;
        for (const QJsonValue pool : consumer.ask({{u"Command"_s, u"stats"_s}})[u"pools"_s].toArray())
            count += pool[u"Idle"_s].toInt();
        return count;
    }

    // Whether every pool has opened its first connection and got it back: until then one would seem more loaded.
    static bool isIdle(Consumer &consumer)
    {
        const QJsonArray pools = consumer.ask({{u"Command"_s, u"stats"_s}})[u"pools"_s].toArray();
        return !pools.isEmpty() && std::ranges::all_of(pools, [](const QJsonValue &pool) {
            return pool[u"InUse"_s].toInt() == 0 && pool[u"Idle"_s].toInt() > 0;
        });
    }

    // How many of 100 requests, one after the other, each pool got.
    QList<int> routed(const GoProject &project, RoutingPolicy policy, int share) const
    {
        const QByteArray said = project.build(sampleContext(routedPlan(policy, share)));
        if (!said.isEmpty())
            qWarning("%s", said.constData());
        Consumer consumer(project.start(hostileUrl()));
        if (!eventually([&] { return isIdle(consumer); }))
            qWarning("%s", consumer.log().constData());
        const QJsonObject counts = consumer.ask({{u"Command"_s, u"route"_s}, {u"Count"_s, 100}})[u"counts"_s].toObject();
        QList<int> list;
        for (int k = 0; k < 5; ++k)
            list.append(counts[u"shop-p%1"_s.arg(k)].toInt());
        return list;
    }

    ShopServer m_server;
    std::unique_ptr<GoProject> m_project;
    QString m_shows;
};

QTEST_GUILESS_MAIN(TestGoConsumer)
#include "tst_goconsumer.moc"
