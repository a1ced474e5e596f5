// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/options/replayoptions.h"

#include "app/options/runoptions.h"
#include "model/run/replay.h"

#include <QCoreApplication>
#include <QFileInfo>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace poolwart {

namespace {

struct ReplayText
{
    Q_DECLARE_TR_FUNCTIONS(ReplayText)
};

} // namespace

void addReplayOptions(OptionParser &parser)
{
    parser.add("record-arrivals",
               ReplayText::tr("Record the due time and kind of each request (at most %L1) in the run file, for --replay.")
                   .arg(limits::maxRecordedArrivals));
    parser.add("replay",
               ReplayText::tr("Send the recorded requests of this run again at their recorded times, with another plan, "
                              "policy or server. Plan, workload, retries and length are taken from the run unless an "
                              "option sets them; there is no warm-up."),
               ReplayText::tr("RUN.json"));
}

Outcome<std::optional<Replay>> readReplay(OptionParser &parser)
{
    if (!parser.isSet("replay"))
        return std::optional<Replay>();
    for (const char *other : {"clients", "rate", "arrivals", "think", "spacing", "warmup"})
        parser.exclude({"replay", other});
    if (parser.fault())
        return *parser.fault();
    const QString path = parser.text("replay");
    auto run = readRunFile(path.toStdString());
    if (!run)
        return run.error();
    auto traffic = replayedTraffic(*run, QFileInfo(path).fileName().toStdString());
    if (!traffic)
        return traffic.error();
    run->arrivals.reset();
    return std::optional(Replay{.run = *std::move(run), .traffic = *std::move(traffic)});
}

void readRecordOption(OptionParser &parser, RunOptions &options)
{
    options.recordsArrivals = parser.isSet("record-arrivals");
    if (options.recordsArrivals && !options.out && !options.printsJson)
        parser.fail(ReplayText::tr("--record-arrivals writes into the run file. Add --out or --json."));
}

std::chrono::milliseconds lengthOf(const Replay &replay)
{
    return std::max(100ms, lengthOf(*replay.traffic.replay, replay.run.elapsedSeconds));
}

void readReplayTimes(OptionParser &parser, const Replay &replay, RunOptions &options)
{
    options.warmup = 0ms;
    options.duration = lengthOf(replay);
    if (!parser.isSet("seed"))
        options.seed = replay.run.seed;
}

} // namespace poolwart
