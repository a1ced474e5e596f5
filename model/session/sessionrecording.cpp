// SPDX-License-Identifier: GPL-3.0-or-later
// What of a session goes into a recording.
#include "model/session/session_p.h"

#include "model/run/measuredrun.h"
#include "model/run/replay.h"
#include "model/session/versions.h"

#include <algorithm>

namespace poolwart {

namespace {

using namespace std::chrono_literals;

RunServerSecond serverSecond(const ServerSample &server)
{
    return {.ours = server.ours, .others = server.others, .commitsPerSecond = server.commitsPerSecond};
}

} // namespace

RunRecord Session::runHead() const
{
    const Versions known = versions();
    const ServerLimits &limits = d->server.limits;
    RunRecord head;
    head.startedAt = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    head.plan = d->plan;
    head.traffic = runningTraffic();
    head.usedProtocol = protocolId(usedProtocol());
    head.replay = replayOf(head.traffic);
    head.traffic.replay.reset();
    head.seed = d->seed;
    head.server = {.version = limits.version,
                   .maxConnections = limits.maxConnections,
                   .superuserReserved = limits.superuserReserved,
                   .reserved = limits.reserved,
                   .usable = limits.usable(),
                   .pooler = runPooler(d->server.pooler)};
    head.opening = openingOf(d->snapshot->pools);
    head.settings = d->settings;
    head.versions = {{"libpq", known.libpq.toStdString()}, {"poolwart", known.program.toStdString()}, {"qt", known.qt.toStdString()}};
    return head;
}

// Once the monitor is there it is asked once; a server that does not say goes without.
void Session::Private::fetchSettings()
{
    if (!settings.empty() || !server.connected)
        return;
    if (!askedSettings) {
        askedSettings = monitor.settings();
        return;
    }
    if (askedSettings->wait_for(0s) != std::future_status::ready)
        return;
    if (auto answer = std::exchange(askedSettings, std::nullopt)->get())
        settings = *std::move(answer);
}

void Session::Private::record(const std::vector<Event> &events)
{
    std::vector<SecondFigures> seconds = engine.takeSeconds();
    for (const SecondFigures &second : seconds)
        history.add(second);
    if (!recorder) {
        earlierSeconds = std::exchange(latestSeconds, std::move(seconds));
        return;
    }
    for (const Event &event : events) {
        if (auto mark = runMark(event, engine.wallStart()))
            marks.push_back(*std::move(mark));
    }
    for (SecondFigures &second : seconds)
        record(withServer(std::move(second)));
    if (const auto fault = recorder->takeFault())
        fail(*fault);
}

RecordedSecond Session::Private::withServer(SecondFigures second)
{
    return {.figures = std::move(second),
            .server = server.connected ? std::optional(serverSecond(server)) : std::nullopt,
            .cpuShare = snapshot->health.engineCpuShare,
            .marks = std::exchange(marks, {}),
            .settings = {}};
}

// A recording is of one workload; what came of the next one waits for its own.
void Session::Private::record(RecordedSecond second)
{
    if (recordedWorkload && second.figures.workload != *recordedWorkload) {
        secondsOfNext.push_back(std::move(second));
        return;
    }
    const bool isNews = !std::exchange(hasRecordedSettings, hasRecordedSettings || !settings.empty());
    if (isNews)
        second.settings = settings;
    const std::uint32_t workload = second.figures.workload;
    if (recorder->add(std::move(second)))
        recordedWorkload = workload;
}

void Session::startRecording(const std::string &journal, bool isNewMeasuring)
{
    d->marks.clear();
    d->hasRecordedSettings = !d->settings.empty();
    const bool isNewWorkload = d->recordedWorkload && *d->recordedWorkload != d->snapshot->workload
                            && d->snapshot->measuredSince > d->snapshot->trafficSince; // while the traffic went on
    RunRecorder::Start start{.after = d->snapshot->trafficSince, .isNewMeasuring = false};
    if (isNewWorkload)
        start = {.after = d->snapshot->measuredSince, .isNewMeasuring = true};
    else if (isNewMeasuring)
        start = {.after = d->snapshot->at, .isNewMeasuring = true};
    d->recordedWorkload.reset();
    d->recorder = std::make_shared<RunRecorder>(journal, runHead(), start);
    for (RecordedSecond &second : std::exchange(d->secondsOfNext, {}))
        d->record(std::move(second));
    for (std::vector<SecondFigures> *seconds : {&d->earlierSeconds, &d->latestSeconds}) { // the traffic may be older than its first look
        for (SecondFigures &second : std::exchange(*seconds, {}))
            d->record(d->withServer(std::move(second)));
    }
}

bool Session::isRecording() const
{
    return d->recorder != nullptr;
}

std::shared_ptr<RunRecorder> Session::takeRecorder()
{
    return std::exchange(d->recorder, nullptr);
}

RunBuilder Session::stopRecording()
{
    const auto recorder = takeRecorder();
    return recorder ? recorder->finish() : RunBuilder();
}

} // namespace poolwart
