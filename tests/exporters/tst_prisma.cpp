// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/exporters/framework/registry.h"

#include "tests/exporters/golden.h"
#include "tests/exporters/sampleplans.h"

#include <QTest>

#include <algorithm>

using namespace poolwart;
using namespace std::chrono_literals;

namespace {

ExportResult rendered(const char *format, const ExportContext &context)
{
    return findExporter(format)->render(context).value();
}

std::string contentOf(const ExportResult &result, const std::string &path)
{
    const auto found = std::ranges::find(result.files, path, &ExportFile::path);
    return found == result.files.end() ? "" : found->content;
}

std::string noteOn(const ExportResult &result, const std::string &setting)
{
    const auto found = std::ranges::find(result.notes, setting, &ExportNote::setting);
    return found == result.notes.end() ? "" : found->english();
}

// Three pools that differ in everything, on a server that they are too many for.
ExportContext unevenContext()
{
    Plan plan = shopPlan(3, 40);
    plan.applicationName = "büro's";
    plan.policy = RoutingPolicy::LeastLoaded;
    plan.migrationShare = 30;
    plan.fleet = {.replicas = 2, .surge = 1, .processes = 4};
    plan.pools[0].minimumIdle = 2;
    plan.pools[1] = {.name = R"(a"b'c\d#e;f%g${h}ü)",
                     .slots = 7,
                     .minimumIdle = 0,
                     .acquireTimeout = 1500ms,
                     .connectTimeout = 2500ms,
                     .idleTimeout = std::nullopt,
                     .maxLifetime = 90'500ms,
                     .statementTimeout = 250ms,
                     .queueLimit = 100};
    plan.pools[2].statementTimeout = std::nullopt;
    plan.pools[2].maxLifetime = std::nullopt;
    ExportContext context = sampleContext(plan);
    context.target = {{"host", "/var/run/postgresql"}, {"dbname", "a/b"}, {"user", "app@x"}, {"sslmode", "require"}};
    context.run = RunHeadline{
        .date = "2026-02-02", .seconds = 10, .completedPerSecond = 51'234.4, .acquireP99 = 1'200us, .responseP99 = 2'345us, .timeouts = 1};
    return context;
}

} // namespace

class TestPrisma : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thePlanOfTheProductBecomesTheseFiles()
    {
        compareWithGolden(rendered("prisma-8", sampleContext(shopPlan())), QStringLiteral("prisma-8"));
        compareWithGolden(rendered("prisma-7", sampleContext(shopPlan())), QStringLiteral("prisma-7"));
        compareWithGolden(rendered("prisma-6", sampleContext(shopPlan())), QStringLiteral("prisma-6"));
    }

    void poolsThatDifferKeepTheirOwnSettingsAndEveryLossIsNamed()
    {
        ExportContext context = unevenContext();
        context.options = {{"imports", "js"}, {"files", "pools"}, {"signals", "no"}};
        for (const char *format : {"prisma-6", "prisma-7", "prisma-8"}) {
            const ExportResult result = rendered(format, context);
            QCOMPARE(result.files.size(), std::size_t(1));
            compareWithGolden(result, QString::fromLatin1(format) + QStringLiteral("-uneven"));
        }
    }

    void aReleaseCandidateIsCalledOneInEveryFileAndInTheReport()
    {
        const ExportResult result = rendered("prisma-8", sampleContext(shopPlan()));
        QVERIFY2(noteOn(result, "prisma-8").starts_with("Experimental: "), noteOn(result, "prisma-8").c_str());
        for (const ExportFile &file : result.files) {
            QVERIFY2(file.content.find("8.0.0-rc.13") != std::string::npos, file.path.c_str());
            const bool isJson = file.path.ends_with(".json"); // which has no comments
            QVERIFY2(isJson || file.content.find("experimental: release") != std::string::npos, file.path.c_str());
        }
    }

    void anExportOverTheBudgetSaysSoInItsFirstLine()
    {
        const std::string pools = contentOf(rendered("prisma-7", unevenContext()), "src/prisma-pools.ts");
        QVERIFY2(pools.starts_with("// OVER BUDGET: the fleet needs 1044 connections, but the server has 97 available."),
                 pools.substr(0, 200).c_str());
    }

    void anExportThatFitsOnlyWithoutTheOthersSaysThatToo()
    {
        ExportContext context = sampleContext(shopPlan());
        context.budget->others = 38;
        const std::string pools = contentOf(rendered("prisma-7", context), "src/prisma-pools.ts");
        QVERIFY2(pools.starts_with("// TIGHT BUDGET: the fleet's 60 connections fit the server's 97 only if those of others (38"),
                 pools.substr(0, 200).c_str());
        context.budget->others = 37;
        QVERIFY(contentOf(rendered("prisma-7", context), "src/prisma-pools.ts").starts_with("// Written by Poolwart"));
    }

    void aPasswordIsAPlaceholderUnlessTheUserAgreed()
    {
        ExportContext context = sampleContext(shopPlan());
        const ExportResult without = rendered("prisma-7", context);
        QVERIFY(contentOf(without, ".env.example").find(":CHANGE_ME@db:5432/app") != std::string::npos);
        QVERIFY(std::ranges::none_of(without.files, &ExportFile::secret));
        context.password = Secret("a\"b'c\\d#e;f%g${h}ü\n");
        const ExportResult with = rendered("prisma-7", context);
        QVERIFY(contentOf(with, ".env").find(":a%22b%27c%5Cd%23e%3Bf%25g%24%7Bh%7D%C3%BC%0A@db") != std::string::npos);
        for (const ExportFile &file : with.files)
            QCOMPARE(file.secret, file.path == ".env");
    }

    void tlsKeepsLibpqsMeaningOrTheLossIsNamed_data()
    {
        QTest::addColumn<QByteArray>("format");
        QTest::addColumn<QByteArray>("mode");
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<bool>("isNamed");
        const auto row = [](const char *format, const char *mode, const char *query, bool isNamed) {
            QTest::addRow("%s %s", format, mode) << QByteArray(format) << QByteArray(mode) << QByteArray(query) << isNamed;
        };
        row("prisma-8", "", "app", false);
        row("prisma-8", "prefer", "app", true);
        row("prisma-8", "require", "app?sslmode=require&uselibpqcompat=true&sslrootcert=%2Fca.pem", true);
        row("prisma-7", "", "app", false);
        row("prisma-7", "disable", "app?sslmode=disable", false);
        row("prisma-7", "prefer", "app", true);
        row("prisma-7", "allow", "app", true);
        row("prisma-7", "require", "app?sslmode=require&uselibpqcompat=true&sslrootcert=%2Fca.pem", true);
        row("prisma-7", "verify-ca", "app?sslmode=verify-ca&uselibpqcompat=true&sslrootcert=%2Fca.pem", true);
        row("prisma-7", "verify-full", "app?sslmode=verify-full&sslrootcert=%2Fca.pem", false);
        row("prisma-6", "", "statement_timeout%3D30000", false);
        row("prisma-6", "disable", "&sslmode=disable", false);
        row("prisma-6", "prefer", "statement_timeout%3D30000", false);
        row("prisma-6", "require", "&sslmode=require&sslaccept=accept_invalid_certs", false);
        row("prisma-6", "verify-ca", "&sslmode=require&sslaccept=strict&sslcert=%2Fca.pem", true);
        row("prisma-6", "verify-full", "&sslmode=require&sslaccept=strict&sslcert=%2Fca.pem", true);
    }
    void tlsKeepsLibpqsMeaningOrTheLossIsNamed()
    {
        QFETCH(QByteArray, format);
        QFETCH(QByteArray, mode);
        QFETCH(QByteArray, query);
        QFETCH(bool, isNamed);
        ExportContext context = sampleContext(shopPlan());
        context.target["sslmode"] = mode.toStdString();
        context.target["sslrootcert"] = "/ca.pem";
        const ExportResult result = rendered(format.constData(), context);
        const std::string expected = query.toStdString() + "\"\n";
        QVERIFY2(contentOf(result, ".env.example").find(expected) != std::string::npos, expected.c_str());
        QCOMPARE(!noteOn(result, "sslmode").empty(), isNamed);
    }

    void wholeSecondsAreRoundedUpAndSaidSo()
    {
        Plan plan = shopPlan(2);
        QCOMPARE(noteOn(rendered("prisma-6", sampleContext(plan)), "acquire_timeout"), std::string());
        plan.pools[0].acquireTimeout = 1500ms;
        plan.pools[1].acquireTimeout = 1ms;
        const ExportResult result = rendered("prisma-6", sampleContext(plan));
        QCOMPARE(noteOn(result, "acquire_timeout"),
                 std::string("Whole seconds only, rounded up: 1500ms → 2s (pool-1), 1ms → 1s (pool-2)."));
        const std::string pools = contentOf(result, "src/prisma-pools.ts");
        QVERIFY(pools.find("    pool_timeout: 2,") != std::string::npos);
        QVERIFY(pools.find("    pool_timeout: 1,") != std::string::npos); // 0 would wait for ever
        plan.pools[1].acquireTimeout = 2s;
        QCOMPARE(noteOn(rendered("prisma-6", sampleContext(plan)), "acquire_timeout"),
                 std::string("Whole seconds only, rounded up: 1500ms → 2s (pool-1)."));
    }

    void twoPlansDifferInTheFilesOrInTheLossReport()
    {
        // What is neither written nor named would be lost silently: change one field, and something must change.
        const Plan plan = shopPlan();
        const auto edits = std::to_array<void (*)(Plan &)>({
            [](Plan &p) { p.pools[1].name = "x"; },
            [](Plan &p) { p.pools[1].slots = 13; },
            [](Plan &p) { p.pools[1].minimumIdle = 3; },
            [](Plan &p) { p.pools[1].acquireTimeout = 7s; },
            [](Plan &p) { p.pools[1].connectTimeout = 7s; },
            [](Plan &p) { p.pools[1].idleTimeout = 7s; },
            [](Plan &p) { p.pools[1].maxLifetime = 7s; },
            [](Plan &p) { p.pools[1].statementTimeout = 7s; },
            [](Plan &p) { p.pools[1].queueLimit = 7; },
            [](Plan &p) { p.applicationName = "x"; },
            [](Plan &p) { p.policy = RoutingPolicy::Random; },
            [](Plan &p) { p.migrationShare = 7; },
            [](Plan &p) { p.fleet.replicas = 7; },
            [](Plan &p) { p.fleet.surge = 7; },
            [](Plan &p) { p.fleet.processes = 7; },
        });
        for (const char *format : {"prisma-6", "prisma-7", "prisma-8"}) {
            const std::string before = contentOf(rendered(format, sampleContext(plan)), "src/prisma-pools.ts");
            for (std::size_t i = 0; i < edits.size(); ++i) {
                Plan edited = plan;
                edits[i](edited);
                const std::string after = contentOf(rendered(format, sampleContext(edited)), "src/prisma-pools.ts");
                QVERIFY2(before != after, qPrintable(QString::number(i)));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestPrisma)
#include "tst_prisma.moc"
