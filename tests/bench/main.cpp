// SPDX-License-Identifier: GPL-3.0-or-later
// The benchmarks that the console is held to. tests/bench/run starts this; one server serves all sides.
#include "tests/bench/bench.h"
#include "tests/support/tool.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QThread>

#include <cstdio>
#include <cstdlib>

using namespace poolwart;
using namespace Qt::StringLiterals;

namespace {

struct Part
{
    QString name;
    void (*measure)(Bench &);
};

const std::vector<Part> parts{{u"throughput"_s, benchThroughput}, {u"sizes"_s, benchSizes},       {u"hikari"_s, benchHikari},
                              {u"openloop"_s, benchOpenLoop},     {u"overhead"_s, benchOverhead}, {u"pool"_s, benchPool},
                              {u"opening"_s, benchOpening},       {u"window"_s, benchWindow}};

// For the reader: what else goes on tells what a figure is worth.
QString circumstances(const QString &kind, const Bench &bench)
{
    double load = 0;
    getloadavg(&load, 1);
    return u"%1: %2 rounds of %3 s after %4 s, window %5 s; PostgreSQL %6, fsync off; %7 cores, load %8 before"_s.arg(kind)
        .arg(bench.rounds)
        .arg(bench.seconds)
        .arg(bench.warmup)
        .arg(bench.windowSeconds)
        .arg(QString::fromStdString(bench.server.value("SHOW server_version")))
        .arg(QThread::idealThreadCount())
        .arg(load, 0, 'f', 1);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QStringList names;
    for (const Part &part : parts)
        names.append(part.name);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Measures Poolwart against its targets. Exit code: 0 all met, 3 some missed, 1 some not measured."_s);
    parser.addHelpOption();
    parser.addOptions({{u"quick"_s, u"2 rounds of 2 s after 4 s, window 20 s: for a first look; connections are young."_s},
                       {u"long"_s, u"The window under traffic for ten minutes."_s},
                       {u"only"_s, u"Only these parts: %1."_s.arg(names.join(u", "_s)), u"NAME[,NAME]"_s},
                       {u"json"_s, u"All samples as JSON, too."_s, u"FILE"_s}});
    parser.process(application);
    const QStringList wanted = parser.isSet(u"only"_s) ? parser.value(u"only"_s).split(u',') : names;
    for (const QString &name : wanted) {
        if (!names.contains(name)) {
            std::fprintf(stderr, "There is no part %s; there are: %s\n", qPrintable(name), qPrintable(names.join(u", "_s)));
            return 1;
        }
    }

    TestServer server({.maxConnections = 250, .accounts = 100'000});
    Bench bench{.server = server};
    QString kind = u"full"_s;
    if (parser.isSet(u"quick"_s)) {
        kind = u"QUICK"_s;
        bench.rounds = 2;
        bench.warmup = 4;
        bench.seconds = 2;
        bench.windowWarmup = 12;
        bench.windowSeconds = 20;
    }
    if (parser.isSet(u"long"_s)) {
        kind += u", LONG"_s;
        bench.windowSeconds = 600;
    }
    const QString how = circumstances(kind, bench);
    for (const Part &part : parts) {
        if (!wanted.contains(part.name))
            continue;
        std::fprintf(stderr, "%s…\n", qPrintable(part.name));
        part.measure(bench);
    }
    std::printf("%s\n%s", qPrintable(how), qPrintable(bench.results.table()));
    if (parser.isSet(u"json"_s))
        writeTestFile(parser.value(u"json"_s), bench.results.json(how));
    if (!bench.results.areAllMeasured())
        return 1;
    return bench.results.areAllMet() ? 0 : 3;
}
