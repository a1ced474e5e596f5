// SPDX-License-Identifier: GPL-3.0-or-later
// `poolwart lab` as a process.
#include "app/commandline.h"
#include "tests/support/program.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

QStringList why(const QStringList &more = {})
{
    return QStringList{u"lab"_s, u"why"_s, u"--simulate"_s, u"exponential:10ms"_s} + more;
}

QStringList with(const QStringList &more)
{
    return why({u"--rate"_s, u"2400"_s}) + more;
}

QString messageOf(const QStringList &arguments)
{
    const auto options = parseCommandLine(QStringList{u"poolwart"_s} + arguments);
    return options ? QString() : QString::fromStdString(options.error().message);
}

LabOptions parsed(const QStringList &arguments)
{
    const auto options = parseCommandLine(QStringList{u"poolwart"_s} + arguments);
    if (!options)
        qFatal("%s", options.error().message.c_str());
    return std::get<LabOptions>(*options);
}

QJsonObject effect(const QJsonObject &report, const QString &path, const QString &cause)
{
    for (const QJsonValue value : report[u"effects"].toArray()) {
        const QJsonObject one = value.toObject();
        if (one[u"figure"] == u"response_p99"_s && one[u"path"] == path && one[u"cause"] == cause)
            return one;
    }
    return {};
}

} // namespace

class TestLab : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void unlessToldOtherwiseItIsThePlansClaim()
    {
        const LabOptions options = parsed(why());
        QCOMPARE(options.experiment,
                 *whyExperiment({.pools = 1, .connections = 25}, {.pools = 5, .connections = 60}, RoutingPolicy::RoundRobin));
        QCOMPARE(options.common.traffic.arrivals, Arrivals(ClosedLoop{.clients = 60}));
        QCOMPARE(options.common.duration, 10s);
        QCOMPARE(options.repeats, 8);
        QCOMPARE(options.seed, 1u);
        QVERIFY(!options.printsJson);
    }

    void everyOptionIsTaken()
    {
        const LabOptions options = parsed({u"lab"_s, u"why"_s, u"--base"_s, u"2x3"_s, u"--new"_s, u"4x5"_s, u"--policy"_s, u"random"_s,
                                           u"--simulate"_s, u"constant:3ms"_s, u"--rate"_s, u"50"_s, u"--repeats"_s, u"5"_s,
                                           u"--duration"_s, u"1m"_s, u"--seed"_s, u"9"_s, u"--json"_s});
        QCOMPARE(options.experiment,
                 *whyExperiment({.pools = 2, .connections = 6}, {.pools = 4, .connections = 20}, RoutingPolicy::Random));
        QCOMPARE(serviceTimeText(options.common.service), std::string("constant:3ms"));
        QCOMPARE(options.common.traffic.arrivals, Arrivals(OpenLoop{.ratePerSecond = 50}));
        QCOMPARE(options.common.duration, 60s);
        QCOMPARE(options.repeats, 5);
        QCOMPARE(options.seed, 9u);
        QVERIFY(options.printsJson);
    }

    void whatIsWrongIsNamed_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("message");
        QTest::newRow("no experiment") << QStringList{u"lab"_s} << u"lab: the experiment is missing."_s;
        QTest::newRow("another") << QStringList{u"lab"_s, u"how"_s} << u"lab: there is no experiment “how”."_s;
        QTest::newRow("two") << why({u"plan.json"_s}) << u"lab: “plan.json” is one word too many."_s;
        QTest::newRow("no model") << QStringList{u"lab"_s, u"why"_s} << u"lab: --simulate is missing."_s;
        QTest::newRow("model") << QStringList{u"lab"_s, u"why"_s, u"--simulate"_s, u"gamma:1ms"_s}
                               << u"--simulate: “gamma:1ms” is not a service time model."_s;
        QTest::newRow("shape") << with({u"--base"_s, u"25"_s}) << u"--base: “25” is not a shape."_s;
        QTest::newRow("size") << with({u"--new"_s, u"101x2"_s}) << u"--new: “101x2” is outside 1 to 100 pools of 1 to 1000 slots."_s;
        QTest::newRow("policy") << with({u"--policy"_s, u"fastest"_s}) << u"--policy: there is no policy “fastest”."_s;
        QTest::newRow("repeats") << with({u"--repeats"_s, u"2"_s}) << u"--repeats: 2 is outside 3 to 50."_s;
        QTest::newRow("duration") << with({u"--duration"_s, u"12s"_s}) << u"--duration: write a multiple of 5s."_s;
        QTest::newRow("rate and clients") << with({u"--clients"_s, u"5"_s})
                                          << u"--clients, --rate exclude each other. Give only one of them."_s;
        QTest::newRow("no rate") << why({u"--rate"_s, u"0"_s}) << u"rate: it must be above 0 and at most 1000000 requests per second."_s;
        QTest::newRow("the same") << with({u"--base"_s, u"5x12"_s}) << u"The base and the new plan are the same: 5 × 12."_s;
    }
    void whatIsWrongIsNamed()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, message);
        QCOMPARE(messageOf(arguments), message);
    }

    // theory.md 2.3: at 2,400/s the connections take the wait away; pools without them add to it.
    void theSlogansEffectIsTheConnections()
    {
        const auto first = Program::run(with({u"--json"_s, u"--seed"_s, u"7"_s}));
        QVERIFY2(first.exitCode == 0, first.err.constData());
        QCOMPARE(first.err,
                 QByteArray("poolwart: 4 plans × 8 repeats × 10 s after 30 s of warm-up, in model time; at most 60 connections.\n"));
        const QJsonObject report = QJsonDocument::fromJson(first.out).object();
        QCOMPARE(report[u"cells"].toArray().size(), 4);
        QCOMPARE(report[u"order"].toArray().size(), 8);
        QCOMPARE(report[u"used_blocks"].toInt(), 8);
        QVERIFY(effect(report, u"shown"_s, u"connections"_s).value(u"ratio"_s).toDouble() < 0.9);
        QCOMPARE(effect(report, u"shown"_s, u"connections"_s).value(u"shown"_s), QJsonValue(true));
        QCOMPARE(effect(report, u"shown"_s, u"splitting"_s).value(u"shown"_s), QJsonValue(false));
        QVERIFY(effect(report, u"other"_s, u"splitting"_s).value(u"ratio"_s).toDouble() > 1.3);
        const QJsonObject whole = effect(report, u"shown"_s, u"whole"_s);
        QVERIFY(whole[u"low"].toDouble() <= whole[u"ratio"].toDouble() && whole[u"ratio"].toDouble() <= whole[u"high"].toDouble());
        QCOMPARE(report[u"lamps"].toArray().size(), 3);
        QVERIFY(report[u"sentence"].toString().startsWith(u"From 1 × 25 to 5 × 12 the p99 response time changes from "_s));
    }

    void theSameSeedSaysTheSame()
    {
        const auto outOf = [](const QString &seed) {
            return Program::run(
                       why({u"--rate"_s, u"200"_s, u"--repeats"_s, u"3"_s, u"--duration"_s, u"5s"_s, u"--json"_s, u"--seed"_s, seed}))
                .out;
        };
        const QByteArray first = outOf(u"7"_s);
        QVERIFY(first.size() > 1'000);
        QVERIFY(outOf(u"7"_s) == first);
        QVERIFY(outOf(u"8"_s) != first);
    }

    // Three blocks are too few to show the difference at this load.
    void theTableBeginsWithTheSentenceAndNamesTheModel()
    {
        const QByteArray out = Program::run(with({u"--repeats"_s, u"3"_s})).out;
        QVERIFY2(out.startsWith("No difference shown from 1 × 25 to 5 × 12: "), out.constData());
        for (const char *part : {"\nSimulated server, exponential:10ms · 2,400/s, open loop, Poisson · seed 1\n", "\n5 × 5 ",
                                 "More connections (25 → 60)", "In the other order", "● Simulated: queueing alone."})
            QVERIFY2(out.contains(part), out.constData());
    }

    void germanSaysItInGerman()
    {
        const auto result = Program::run(why({u"--rate"_s, u"200"_s, u"--repeats"_s, u"3"_s}), {{u"LANGUAGE"_s, u"de"_s}});
        QVERIFY2(result.out.startsWith("Kein Unterschied von 1 × 25 zu 5 × 12 gezeigt: "), result.out.constData());
        QVERIFY2(result.out.contains("Mehr Verbindungen (25 → 60): "), result.out.constData());
    }

    void anExperimentWhoseRequestsTimeOutHasNoResult()
    {
        const auto result = Program::run({u"lab"_s, u"why"_s, u"--simulate"_s, u"exponential:100ms"_s, u"--base"_s, u"1x2"_s, u"--new"_s,
                                          u"2x2"_s, u"--rate"_s, u"100"_s, u"--repeats"_s, u"3"_s});
        QCOMPARE(result.exitCode, 3);
        QVERIFY2(result.out.startsWith("No result: in 12 of 12 visits more than 1 % of the requests were not served."),
                 result.out.constData());
    }
};

QTEST_GUILESS_MAIN(TestLab)
#include "tst_lab.moc"
