// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/store/runfile.h"

#include "model/core/text.h"
#include "model/store/files.h"
#include "model/store/jsonfields.h"
#include "model/store/jsonwriter.h"
#include "model/store/planfile.h"
#include "model/store/runclassjson.h"
#include "model/store/runjournal.h"
#include "model/store/runseriesjson.h"
#include "model/store/runtrafficjson.h"

#include <QDateTime>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

constexpr int maxListed = 100'000; // of seconds and of marks; a run file of ours has 1,800

// Each `describe…` names the fields once, for both ways: `Json` is a JsonWriter or a JsonFields.

template <class Json>
void poolerFields(Json &json, RunPooler &pooler)
{
    json.field("name", pooler.name);
    json.field("version", pooler.version);
    json.field("mode", pooler.mode);
    json.field("pool_size", pooler.poolSize);
}

void describePooler(JsonWriter &json, std::optional<RunPooler> &pooler)
{
    if (pooler)
        json.nested("pooler", [&pooler](JsonWriter &inner) { poolerFields(inner, *pooler); });
}

void describePooler(JsonFields &fields, std::optional<RunPooler> &pooler)
{
    if (fields.has("pooler"))
        fields.nested("pooler", [&pooler](JsonFields &inner) { poolerFields(inner, pooler.emplace()); });
}

template <class Json>
void describeServer(Json &json, RunServer &server)
{
    json.field("version", server.version);
    json.field("max_connections", server.maxConnections);
    json.field("superuser_reserved_connections", server.superuserReserved);
    json.field("reserved_connections", server.reserved);
    json.field("usable", server.usable);
    json.field("service_time", server.serviceTime);
    describePooler(json, server.pooler);
}

template <class Json>
void describeOpening(Json &json, OpeningFigures &opening)
{
    json.field("wanted", opening.wanted);
    json.field("open", opening.open);
}

template <class Json>
void describeLatency(Json &json, RunRecord &run)
{
    json.nested("acquire", [&run](Json &inner) { describeSummary(inner, run.acquire); });
    json.nested("service", [&run](Json &inner) { describeSummary(inner, run.service); });
    json.nested("response", [&run](Json &inner) { describeSummary(inner, run.response); });
}

template <class Json>
void describePool(Json &json, RunPool &pool)
{
    json.field("name", pool.name);
    json.field("slots", pool.slots);
    json.field("opened", pool.counters.opened);
    json.field("served", pool.requests.completed);
    json.field("timeouts", pool.requests.timedOut);
    json.field("stranded_us", pool.blockedWait);
    json.field("peak_in_use", pool.counters.peakInUse);
    json.field("peak_waiting", pool.counters.peakWaiting);
    json.field("open", pool.open);
    json.field("connect_error", pool.lastConnectError);
}

void describeGrade(JsonWriter &json, HealthGrade grade)
{
    json.field("verdict", std::string(healthGradeId(grade)));
}

void describeGrade(JsonFields &json, HealthGrade &grade)
{
    std::string id(healthGradeId(grade)); // earlier files have none
    json.field("verdict", id);
    if (const auto known = healthGradeFromId(id))
        grade = *known;
    else
        json.fail("verdict", text(QT_TRANSLATE_NOOP("core", "unknown verdict “%1”."), id));
}

template <class Json>
void describeGenerator(Json &json, RunRecord &run)
{
    json.nested("schedule_lag_us", [&run](Json &inner) {
        inner.field("p50", run.scheduleLag.p50);
        inner.field("p99", run.scheduleLag.p99);
        inner.field("max", run.scheduleLag.max);
    });
    json.field("cpu_us_per_request", run.cpuMicrosPerRequest);
    json.nested("wake_us", [&run](Json &inner) {
        inner.field("p99", run.generator.wakeP99);
        inner.field("max", run.generator.wakeMax);
    });
    json.field("longest_turn_us", run.generator.longestTurn);
    json.field("engine_cpu_share", run.generator.engineCpuShare);
    json.field("starved_share", run.generator.starvedShare);
    json.field("dropped_events", run.generator.droppedEvents);
    describeGrade(json, run.generator.verdict.grade);
    json.field("reason", run.generator.verdict.reason);
}

template <class Json>
void replayFields(Json &json, RunReplay &replay)
{
    json.field("source", replay.source);
    json.field("requests", replay.requests);
    json.field("left_out", replay.leftOut);
}

template <class Json>
void describeShutdown(Json &json, ShutdownReport &shutdown)
{
    json.field("drained", shutdown.drained);
    json.field("cancelled", shutdown.cancelled);
    json.field("cut", shutdown.cut);
    json.field("backends_left", shutdown.backendsLeft);
    auto elapsed = static_cast<std::uint64_t>(shutdown.elapsed.count()); // a number here, and not "12ms"
    json.field("elapsed_ms", elapsed);
    shutdown.elapsed = std::chrono::milliseconds(elapsed);
}

void describeReplay(JsonWriter &json, std::optional<RunReplay> &replay)
{
    if (replay)
        json.nested("replay", [&replay](JsonWriter &inner) { replayFields(inner, *replay); });
}

void describeReplay(JsonFields &json, std::optional<RunReplay> &replay)
{
    if (json.has("replay"))
        json.nested("replay", [&replay](JsonFields &inner) { replayFields(inner, replay.emplace()); });
}

// What is known before anything was measured.
template <class Json>
void describeOrigin(Json &json, RunRecord &run)
{
    describeReplay(json, run.replay);
    json.nested("settings", [&run](Json &inner) { describeTexts(inner, run.settings); });
    json.nested("versions", [&run](Json &inner) { describeTexts(inner, run.versions); });
    json.field("notes", run.notes);
    json.field("tags", run.tags);
}

// The largest part, and so the last.
template <class Json>
void describeCourse(Json &json, RunRecord &run)
{
    json.field("sources", run.sources);
    json.nested("histograms", [&run](Json &inner) {
        describeLatency(inner, "acquire", run.histograms.acquire);
        describeLatency(inner, "service", run.histograms.service);
        describeLatency(inner, "response", run.histograms.response);
    });
    describeArrivals(json, run.arrivals);
    json.field("marks_left_out", run.marksLeftOut);
    json.rows("marks", run.marks, maxListed, [](Json &inner, RunMark &mark) { describeMark(inner, mark); });
    json.rows("series", run.series, maxListed, [](Json &inner, RunSecond &second) { describeSecond(inner, second); });
}

template <class Json>
void describeMeasured(Json &json, RunRecord &run)
{
    json.nested("server", [&run](Json &inner) { describeServer(inner, run.server); });
    json.nested("opening", [&run](Json &inner) { describeOpening(inner, run.opening); });
    json.field("elapsed_s", run.elapsedSeconds);
    json.field("throughput_per_s", run.throughputPerSecond);
    json.nested("requests", [&run](Json &inner) { describeRequests(inner, run.requests); });
    json.nested("latency_us", [&run](Json &inner) { describeLatency(inner, run); });
    json.list("pools", run.pools, limits::maxPools, describePool<Json>);
    json.nested("errors", [&run](Json &inner) { describeErrors(inner, run.errors); });
    json.nested("error_texts", [&run](Json &inner) { describeTexts(inner, run.errorTexts); });
    describeClasses(json, "classes", run.classes);
    describeClasses(json, "scripts", run.scripts);
    json.nested("retries", [&run](Json &inner) { describeRetried(inner, run.retries); });
    json.field("deadlines_passed", run.deadlinesPassed);
    json.field("stranded_us", run.blockedWait);
    json.nested("generator", [&run](Json &inner) { describeGenerator(inner, run); });
    json.nested("shutdown", [&run](Json &inner) { describeShutdown(inner, run.shutdown); });
    json.field("interrupted", run.isInterrupted);
    describeOrigin(json, run);
    describeCourse(json, run);
}

void checkHeader(JsonFields &fields)
{
    std::string format;
    int version = 0;
    fields.field("format", format);
    fields.field("version", version);
    if (format != "poolwart-run")
        fields.fail("format", text(QT_TRANSLATE_NOOP("core", "this is not a run: expected “poolwart-run”, got “%1”."), format));
    if (version < 1 || version > runFileVersion)
        fields.fail("version", text(QT_TRANSLATE_NOOP("core", "the file has version %1, but this program reads version %2."), version,
                                    runFileVersion));
}

void readStart(JsonFields &fields, std::chrono::sys_seconds &target)
{
    std::string written;
    fields.field("started_at", written);
    const QDateTime start = QDateTime::fromString(QString::fromStdString(written), Qt::ISODate);
    if (start.isValid())
        target = std::chrono::sys_seconds(std::chrono::seconds(start.toSecsSinceEpoch()));
    else
        fields.fail("started_at", text(QT_TRANSLATE_NOOP("core", "“%1” is not a timestamp."), written));
}

void writeOrigin(JsonWriter &json, RunRecord &run)
{
    const auto start = QDateTime::fromSecsSinceEpoch(run.startedAt.time_since_epoch().count(), Qt::UTC);
    json.field("started_at", start.toString(Qt::ISODate).toStdString());
    json.nested("plan", [&run](JsonWriter &inner) { writePlan(inner, run.plan); });
    json.nested("traffic", [&run](JsonWriter &inner) { writeTraffic(inner, run); });
}

void readOrigin(JsonFields &fields, RunRecord &run)
{
    readStart(fields, run.startedAt);
    fields.nested("traffic", [&run](JsonFields &inner) { readTraffic(inner, run); });
}

void writeRun(JsonWriter &json, RunRecord run)
{
    json.field("format", std::string("poolwart-run"));
    json.field("version", runFileVersion);
    writeOrigin(json, run);
    describeMeasured(json, run);
}

} // namespace

void writeRunHead(JsonWriter &json, RunRecord run)
{
    writeOrigin(json, run);
    json.nested("server", [&run](JsonWriter &inner) { describeServer(inner, run.server); });
    json.nested("opening", [&run](JsonWriter &inner) { describeOpening(inner, run.opening); });
    describeOrigin(json, run);
}

void readRunHead(JsonFields &fields, RunRecord &run)
{
    readOrigin(fields, run);
    fields.nested("server", [&run](JsonFields &inner) { describeServer(inner, run.server); });
    fields.nested("opening", [&run](JsonFields &inner) { describeOpening(inner, run.opening); });
    describeOrigin(fields, run);
}

QJsonObject runToJson(const RunRecord &run)
{
    JsonWriter json;
    writeRun(json, run);
    return json.object();
}

Outcome<RunRecord> runFromJson(const QJsonObject &object)
{
    std::optional<Error> fault;
    JsonFields fields(object, {}, fault);
    checkHeader(fields);

    RunRecord run;
    readOrigin(fields, run);
    fields.tolerate(run.lapses);
    describeMeasured(fields, run);
    if (fault)
        return *fault;

    auto plan = planFromJson(object);
    if (!plan)
        return plan.error();
    run.plan = *std::move(plan);
    return run;
}

QByteArray runText(const RunRecord &run)
{
    JsonWriter json;
    writeRun(json, run);
    return json.text();
}

Outcome<RunRecord> readRunFile(const std::string &path)
{
    if (isRunJournal(path))
        return readRunJournal(path);
    const auto object = readJsonFile(path);
    if (!object)
        return object.error();
    auto run = runFromJson(*object);
    if (run)
        return run;
    Error error = run.error();
    error.message = text(QT_TRANSLATE_NOOP("core", "“%1” is refused: %2"), path, error.message);
    return error;
}

Done writeRunFile(const RunRecord &run, const std::string &path)
{
    const QByteArray written = runText(run);
    if (const Done done = writeFile(written, path, FileAccess::OwnerOnly); !done)
        return done;
    const auto again = runFromJson(QJsonDocument::fromJson(written).object());
    if (again && again->lapses.empty())
        return done();
    return Error{.kind = ErrorKind::Internal,
                 .message = text(QT_TRANSLATE_NOOP("core", "“%1” was written, but reading it back failed: %2"), path,
                                 again ? again->lapses.front() : again.error().message),
                 .hint = text(QT_TRANSLATE_NOOP("core", "The recording of each second is kept beside it."))};
}

std::optional<Error> lapsesOf(const RunRecord &run, const std::string &path)
{
    if (run.lapses.empty())
        return std::nullopt;
    std::string all;
    for (const std::string &lapse : run.lapses)
        all += (all.empty() ? "" : "\n") + lapse;
    return Error{.kind = ErrorKind::BadInput,
                 .message = text(QT_TRANSLATE_NOOP("core", "“%1” was read, but %2 of its figures are impossible and count as zero."), path,
                                 static_cast<long long>(run.lapses.size())),
                 .details = all};
}

} // namespace poolwart
