// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/replay.h"

#include "model/core/text.h"
#include "model/run/arrivalscodec.h"

#include <algorithm>
#include <memory>

namespace poolwart {

namespace {

using namespace std::chrono_literals;

// Beyond the last arrival, so that it is surely due before the traffic stops.
constexpr std::chrono::milliseconds margin = 50ms;

} // namespace

Outcome<TrafficPlan> replayedTraffic(const RunRecord &run, const std::string &source)
{
    if (!run.arrivals)
        return Error{.kind = ErrorKind::BadInput,
                     .message = text(QT_TRANSLATE_NOOP("core", "“%1” has no recorded arrivals."), source),
                     .hint = text(QT_TRANSLATE_NOOP(
                         "core", "Use “for replay” on the Runs page or poolwart run --record-arrivals to record them. If the "
                                 "workload changes during a run, only the arrivals after the last change are recorded."))};
    auto list = decodeArrivals(run.arrivals->data, run.arrivals->requests);
    if (!list)
        return Error{.kind = ErrorKind::BadInput,
                     .message = text(QT_TRANSLATE_NOOP("core", "“%1” is refused: %2"), source, list.error().message)};
    TrafficPlan traffic = run.traffic;
    traffic.replay = std::make_shared<const RecordedArrivals>(
        RecordedArrivals{.list = *std::move(list), .leftOut = run.arrivals->leftOut, .source = source});
    if (const Done fits = checkReplay(traffic); !fits)
        return fits.error();
    return traffic;
}

std::chrono::milliseconds lengthOf(const RecordedArrivals &arrivals, double elapsedSeconds)
{
    const Duration last = arrivals.list.empty() ? Duration(0) : arrivals.list.back().at;
    const auto measured = std::chrono::duration_cast<Duration>(std::chrono::duration<double>(elapsedSeconds));
    return std::chrono::ceil<std::chrono::milliseconds>(std::max(last + margin, measured));
}

std::optional<RunReplay> replayOf(const TrafficPlan &traffic)
{
    if (!traffic.replay)
        return std::nullopt;
    return RunReplay{.source = traffic.replay->source, .requests = traffic.replay->list.size(), .leftOut = traffic.replay->leftOut};
}

} // namespace poolwart
