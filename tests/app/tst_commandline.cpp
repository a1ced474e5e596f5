// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"
#include "model/store/planfile.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

Outcome<CommandOptions> parse(const QStringList &arguments)
{
    return parseCommandLine(QStringList{u"poolwart"_s} + arguments);
}

template <class Options>
Options parsedAs(const QStringList &arguments)
{
    const auto options = parse(arguments);
    if (!options)
        qFatal("%s", options.error().message.c_str());
    if (!std::holds_alternative<Options>(*options))
        qFatal("that is another command");
    return std::get<Options>(*options);
}

QString textOf(const QStringList &arguments)
{
    return parsedAs<TextOptions>(arguments).text;
}

} // namespace

class TestCommandLine : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString writePlan(const Plan &plan) const
    {
        const QString path = m_folder.filePath(u"plan.json"_s);
        if (!writePlanFile(plan, path.toStdString()))
            qFatal("cannot write the test's plan");
        return path;
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void withoutArgumentsTheWindowIsWantedAndAsksForTheServer()
    {
        const auto window = parsedAs<WindowOptions>({});
        QVERIFY(!window.server);
        QVERIFY(!window.planFile);
    }

    void theWindowTakesAServerAndAPlan()
    {
        const auto window = parsedAs<WindowOptions>({u"--sandbox"_s, u"--max-connections"_s, u"30"_s, u"five.json"_s});
        QCOMPARE(std::get<SandboxChoice>(*window.server).maxConnections, 30);
        QCOMPARE(window.planFile, std::optional(std::string("five.json")));
        QCOMPARE(std::get<ServiceChoice>(*parsedAs<WindowOptions>({u"--service"_s, u"shop"_s}).server).name, std::string("shop"));
    }

    void aRunHasFivePoolsOfTwelveAndSixtyClientsUnlessToldOtherwise()
    {
        const auto run = parsedAs<RunOptions>({u"run"_s});
        QVERIFY(std::holds_alternative<EnvironmentChoice>(run.server));
        QCOMPARE(run.plan, uniformPlan(5, 12));
        QCOMPARE(run.traffic, (TrafficPlan{.arrivals = ClosedLoop{.clients = 60}, .workload = soleWorkload("SELECT 1")}));
        QCOMPARE(run.duration, 10'000ms);
        QCOMPARE(run.warmup, 1'000ms);
        QCOMPARE(run.drain, 10'000ms);
        QCOMPARE(run.seed, 1u);
        QVERIFY(!run.out);
        QVERIFY(!run.printsJson);
    }

    void everyOptionOfARunIsTaken()
    {
        const QString out = m_folder.filePath(u"run.json"_s);
        const auto run = parsedAs<RunOptions>({u"run"_s,
                                               u"--target"_s,
                                               u"postgresql://db/shop"_s,
                                               u"--pools"_s,
                                               u"2"_s,
                                               u"--slots=3"_s,
                                               u"--acquire-timeout"_s,
                                               u"500ms"_s,
                                               u"--policy"_s,
                                               u"power-of-two"_s,
                                               u"--migration-share"_s,
                                               u"40"_s,
                                               u"--rate"_s,
                                               u"1500.5"_s,
                                               u"--duration"_s,
                                               u"5m"_s,
                                               u"--warmup"_s,
                                               u"0"_s,
                                               u"--protocol"_s,
                                               u"simple"_s,
                                               u"--statement"_s,
                                               u"SELECT 2"_s,
                                               u"--drain"_s,
                                               u"1s"_s,
                                               u"--seed"_s,
                                               u"7"_s,
                                               u"--out"_s,
                                               out,
                                               u"--json"_s});
        Plan plan = uniformPlan(2, 3);
        plan.policy = RoutingPolicy::PowerOfTwo;
        plan.migrationShare = 40;
        for (PoolPlan &pool : plan.pools)
            pool.acquireTimeout = 500ms;
        QCOMPARE(run.plan, plan);
        QCOMPARE(std::get<UriChoice>(run.server).text, std::string("postgresql://db/shop"));
        QCOMPARE(run.traffic,
                 (TrafficPlan{
                     .arrivals = OpenLoop{.ratePerSecond = 1500.5}, .workload = soleWorkload("SELECT 2"), .protocol = Protocol::Simple}));
        QCOMPARE(run.duration, 300'000ms);
        QCOMPARE(run.warmup, 0ms);
        QCOMPARE(run.drain, 1'000ms);
        QCOMPARE(run.seed, 7u);
        QCOMPARE(run.out, std::optional(out.toStdString()));
        QVERIFY(run.printsJson);
    }

    void arrivalsHaveAShapeASpacingAndAThinkTime()
    {
        const auto arrivals = [](const QStringList &options) {
            return parsedAs<RunOptions>(QStringList(u"run"_s) + options).traffic.arrivals;
        };
        QCOMPARE(arrivals({u"--arrivals"_s, u"ramp:100:2000:30s"_s, u"--spacing"_s, u"even"_s}),
                 Arrivals(OpenLoop{.ratePerSecond = 100, .poisson = false, .shape = RateRamp{.toPerSecond = 2000, .over = 30s}}));
        QCOMPARE(arrivals({u"--rate"_s, u"7"_s, u"--spacing"_s, u"poisson"_s}), Arrivals(OpenLoop{.ratePerSecond = 7}));
        QCOMPARE(arrivals({u"--think"_s, u"exponential:10ms"_s}),
                 Arrivals(ClosedLoop{.clients = 60, .thinkTime = 10ms, .thinksExponentially = true}));
        QCOMPARE(arrivals({u"--clients"_s, u"3"_s, u"--think"_s, u"2s"_s}), Arrivals(ClosedLoop{.clients = 3, .thinkTime = 2s}));
    }

    void theSandboxIsAskedForAnAccountAndOtherServersForNothingOfTheirs()
    {
        QCOMPARE(parsedAs<RunOptions>({u"run"_s, u"--sandbox"_s}).traffic.workload, soleWorkload(defaultScript()));
        QCOMPARE(parsedAs<RunOptions>({u"run"_s, u"--service"_s, u"shop"_s}).traffic.workload, soleWorkload("SELECT 1"));
    }

    void retriesAreOffUnlessAskedFor()
    {
        QCOMPARE(parsedAs<RunOptions>({u"run"_s, u"--sandbox"_s}).traffic.retries, RetryPolicy{});
        const auto run = parsedAs<RunOptions>(
            {u"run"_s, u"--sandbox"_s, u"--retries"_s, u"3"_s, u"--retry-backoff"_s, u"5s"_s, u"--retry-budget"_s, u"20%"_s});
        QCOMPARE(run.traffic.retries, (RetryPolicy{.maxAttempts = 4, .initialBackoff = 5s, .maxBackoff = 5s, .budget = 20}));
        QVERIFY(!parse({u"run"_s, u"--sandbox"_s, u"--retries"_s, u"3"_s, u"--retry-budget"_s, u"all"_s}).ok());
    }

    void optionsChangeThePlanOfAFile()
    {
        Plan plan = uniformPlan(2, 12);
        plan.pools[1].slots = 20;
        const auto run = parsedAs<RunOptions>({u"run"_s, writePlan(plan), u"--slots"_s, u"6"_s, u"--policy"_s, u"single"_s});
        plan.pools[0].slots = plan.pools[1].slots = 6;
        plan.policy = RoutingPolicy::Single;
        QCOMPARE(run.plan, plan);
    }

    void whatIsWrongIsNamed_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("message");
        const auto row = [](const char *message, const QStringList &arguments) {
            QTest::addRow("%s", message) << arguments << QByteArray(message);
        };
        const QString plan = writePlan(uniformPlan(1, 12));
        row("There is neither a command nor a plan file named “runn”.", {u"runn"_s});
        row("Unknown option 'foo'.", {u"run"_s, u"--foo"_s});
        row("Unknown option 'clients'.", {u"--clients"_s, u"5"_s});
        row("Missing value after '--pools'.", {u"run"_s, u"--pools"_s});
        row("--pools: “five” is not a whole number.", {u"run"_s, u"--pools"_s, u"five"_s});
        row("--pools: 101 is outside 1 to 100.", {u"run"_s, u"--pools"_s, u"101"_s});
        row("--pools: -5 is outside 1 to 100.", {u"run"_s, u"--pools"_s, u"-5"_s});
        row("--slots: 1000000000000 is outside 1 to 1000.", {u"run"_s, u"--slots"_s, u"1000000000000"_s});
        row("--clients: “1e3” is not a whole number.", {u"run"_s, u"--clients"_s, u"1e3"_s});
        row("--rate: “nan” is not a number.", {u"run"_s, u"--rate"_s, u"nan"_s});
        row("rate: it must be above 0 and at most 1000000 requests per second.", {u"run"_s, u"--rate"_s, u"0"_s});
        row("--duration: “20” is not a duration.", {u"run"_s, u"--duration"_s, u"20"_s});
        row("--duration: 25h is outside 100ms to 24h.", {u"run"_s, u"--duration"_s, u"25h"_s});
        row("--seed: “x” is not a whole number.", {u"run"_s, u"--seed"_s, u"x"_s});
        row("--seed: 9223372036854775808 is outside 0 to 9223372036854775807.", {u"run"_s, u"--seed"_s, u"9223372036854775808"_s});
        row("--policy: there is no policy “fastest”.", {u"run"_s, u"--policy"_s, u"fastest"_s});
        row("--protocol: there is no protocol “v4”.", {u"run"_s, u"--protocol"_s, u"v4"_s});
        row("--migration-share: 101 is outside 0 to 100.", {u"run"_s, u"--migration-share"_s, u"101"_s});
        row("--arrivals: “ramp:1” is not an arrival shape.", {u"run"_s, u"--arrivals"_s, u"ramp:1"_s});
        row("--arrivals: ramp: 0s is outside 1ms to 24h.", {u"simulate"_s, u"--arrivals"_s, u"ramp:1:2:0"_s});
        row("--spacing: there is no spacing “odd”.", {u"run"_s, u"--rate"_s, u"5"_s, u"--spacing"_s, u"odd"_s});
        row("--spacing applies to a rate only; a client sends when it has its answer.", {u"run"_s, u"--spacing"_s, u"even"_s});
        row("--think: “soon” is not a think time.", {u"run"_s, u"--think"_s, u"soon"_s});
        row("--think applies to clients only; a rate has no think time.", {u"run"_s, u"--rate"_s, u"5"_s, u"--think"_s, u"1s"_s});
        row("--rate, --arrivals exclude each other. Give only one of them.",
            {u"run"_s, u"--arrivals"_s, u"constant:1"_s, u"--rate"_s, u"1"_s});
        row("--clients, --rate exclude each other. Give only one of them.", {u"run"_s, u"--clients"_s, u"1"_s, u"--rate"_s, u"1"_s});
        row("--sandbox, --target exclude each other. Give only one of them.", {u"run"_s, u"--sandbox"_s, u"--target"_s, u"x"_s});
        row("--max-connections and --superuser-reserved apply to the sandbox only. Add --sandbox.", {u"--max-connections"_s, u"50"_s});
        row("--out: there is no folder “/no/such”.", {u"run"_s, u"--out"_s, u"/no/such/run.json"_s});
        row("There is no file “/nowhere.json”.", {u"run"_s, u"/nowhere.json"_s});
        row("No plan file was given. Name the plan to check.", {u"check"_s});
        row("No plan file was given. Name the plan to export.", {u"export"_s});
        row("No format was given. Add --format.", {u"export"_s, u"plan.json"_s});
        row("--set: “x” does not have the form key=value.", {u"export"_s, u"plan.json"_s, u"--format"_s, u"f"_s, u"--set"_s, u"x"_s});
        row("“x” is not expected here.", {u"formats"_s, u"x"_s});
        row("Expected one file, got 2: a.json b.json", {u"run"_s, u"a.json"_s, u"b.json"_s});
        QTest::addRow("plan and --pools") << QStringList{u"run"_s, plan, u"--pools"_s, u"2"_s}
                                          << u"--pools creates a plan and cannot be combined with the plan file “%1”."_s.arg(plan).toUtf8();
    }
    void whatIsWrongIsNamed()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, message);
        const auto options = parse(arguments);
        QVERIFY(!options.ok());
        QCOMPARE(QByteArray::fromStdString(options.error().message), message);
        QCOMPARE(exitCodeOf(options.error()), ExitCode::BadInput);
    }

    void anEmptyOrIncompleteScriptIsRefusedBeforeAnythingIsOpened()
    {
        for (const QString &statement : {u""_s, u"SELECT 1; SELECT :nobody"_s})
            QVERIFY2(!parse({u"run"_s, u"--statement"_s, statement}).ok(), qPrintable(statement));
    }

    void helpNamesEveryCommandAndEachCommandItsExamplesAndExitCodes()
    {
        for (const char *command : {"run", "check", "export", "formats"}) {
            QVERIFY(textOf({u"--help"_s}).contains(u"  "_s + QLatin1StringView(command)));
            const QString help = textOf({QLatin1StringView(command), u"--help"_s});
            QVERIFY(help.startsWith(u"Usage: poolwart "_s + QLatin1StringView(command)));
        }
        for (const char *command : {"run", "check", "export"}) {
            const QString help = textOf({QLatin1StringView(command), u"-h"_s});
            QVERIFY(help.contains(u"Examples:"_s));
            QVERIFY(help.contains(u"Exit codes:"_s));
        }
        for (const QString &line : textOf({u"--help"_s}).split(u'\n') + textOf({u"run"_s, u"--help"_s}).split(u'\n')
                                       + textOf({u"simulate"_s, u"--help"_s}).split(u'\n'))
            QVERIFY2(line.size() <= 100, qPrintable(line));
    }

    void theVersionIsOneLine() { QCOMPARE(textOf({u"--version"_s}), u"poolwart " POOLWART_VERSION "\n"_s); }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"
