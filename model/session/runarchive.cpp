// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/session/runarchive.h"

#include "model/session/runrecorder.h"
#include "model/session/session.h"
#include "model/session/worker.h"
#include "model/store/files.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace poolwart {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Duration lastSecond = 1'200ms; // so long after the last request ended its second is whole

std::vector<std::string> texts(const QStringList &list)
{
    std::vector<std::string> out;
    for (const QString &text : list)
        out.push_back(text.toStdString());
    return out;
}

// `length`: of the traffic, whose last requests may have ended after it.
Done storeRecording(RunRecorder &recorder, const std::string &path, Duration length)
{
    RunBuilder builder = recorder.finish();
    if (length > Duration(0))
        builder.setElapsed(length);
    const RunRecord run = builder.record();
    if (run.requests.offered == 0) {
        recorder.forgetJournal(); // started and stopped: nothing to keep
        return done();
    }
    const Done stored = storeRun(run, path);
    const std::optional<Error> loss = builder.loss();
    return stored && loss ? Done(*loss) : stored;
}

Done copyRun(const QString &from, const QString &folder)
{
    const auto run = readRunFile(from.toStdString());
    if (!run)
        return run.error();
    const QDir directory(folder);
    QString place = directory.filePath(QFileInfo(from).completeBaseName() + u".json"_s);
    for (int number = 2; QFile::exists(place); ++number)
        place = directory.filePath(u"%1-%2.json"_s.arg(QFileInfo(from).completeBaseName()).arg(number));
    return writeRunFile(*run, place.toStdString());
}

} // namespace

class RunArchive::Private
{
public:
    bool wasRunning = false;
    std::uint32_t workload = 0;       // of the run that is recorded
    TimePoint beganAt{};              // the traffic, or its present workload
    std::optional<TimePoint> endedAt; // the traffic and its last request; their second is awaited
    QString path;                     // of the run that is being recorded
    Worker worker;                    // last: its jobs are over before anything else goes
};

RunArchive::RunArchive(Session *session, QString folder, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
    , m_session(session)
    , m_folder(std::move(folder))
{
    connect(session, &Session::refreshed, this, &RunArchive::watch);
    connect(session, &Session::shutDown, this, &RunArchive::store);
}

RunArchive::~RunArchive() = default;

void RunArchive::setRecording(bool on)
{
    m_isOn = on;
    if (!on)
        store();
}

void RunArchive::setArrivalRecording(bool on)
{
    m_session->setArrivalRecording(on);
}

void RunArchive::watch()
{
    const Snapshot &seen = m_session->snapshot();
    const bool isRunning = seen.traffic != TrafficState::Stopped;
    const bool isOtherWorkload = seen.workload != d->workload && !d->path.isEmpty();
    if (isRunning && m_isOn && (!d->wasRunning || isOtherWorkload))
        begin();
    d->wasRunning = isRunning;
    if (isRunning || seen.inFlight + seen.waiting > 0)
        d->endedAt.reset();
    else if (!d->endedAt)
        d->endedAt = seen.at;
    const bool isShuttingDown = m_session->state() == Session::State::ShuttingDown; // then its end is awaited
    if (d->endedAt && !isShuttingDown && seen.at - *d->endedAt > lastSecond)
        store();
}

void RunArchive::begin()
{
    store();
    if (!QDir().mkpath(m_folder)) {
        Q_EMIT failed({.kind = ErrorKind::Io, .message = tr("The folder for runs, “%1”, cannot be created.").arg(m_folder).toStdString()});
        return;
    }
    const QString stem = QDateTime::currentDateTimeUtc().toString(u"yyyy-MM-dd'T'HH-mm-ss-zzz'Z'"_s);
    d->path = QDir(m_folder).filePath(stem + u".json"_s);
    d->workload = m_session->snapshot().workload;
    d->beganAt = std::max(m_session->snapshot().trafficSince, m_session->snapshot().measuredSince);
    m_session->startRecording(journalPath(d->path.toStdString()), false);
}

// Until the traffic stopped, or another workload began.
Duration RunArchive::lengthOfRun() const
{
    const Snapshot &seen = m_session->snapshot();
    const TimePoint end = seen.trafficUntil > d->beganAt ? seen.trafficUntil : seen.at;
    return (seen.workload == d->workload ? end : std::min(end, seen.measuredSince)) - d->beganAt;
}

void RunArchive::store()
{
    if (d->path.isEmpty())
        return;
    const std::shared_ptr<RunRecorder> recorder = m_session->takeRecorder();
    const std::string path = std::exchange(d->path, {}).toStdString();
    if (!recorder)
        return;
    const std::string folder = m_folder.toStdString();
    const Duration length = lengthOfRun();
    d->worker.start(
        [recorder, path, folder, length](const std::stop_token &) {
            Done stored = storeRecording(*recorder, path, length);
            trimRuns(folder, {});
            return stored;
        },
        [this](const Done &stored) { finish(stored); });
}

void RunArchive::finish(const Done &outcome)
{
    if (!outcome)
        Q_EMIT failed(outcome.error());
    list();
}

void RunArchive::list()
{
    d->worker.start([folder = m_folder.toStdString()](const std::stop_token &) { return listRuns(folder); },
                    [this, recorded = QString::fromStdString(journalPath(d->path.toStdString()))](std::vector<RunEntry> runs) {
                        std::erase_if(runs, [&](const RunEntry &run) { return QString::fromStdString(run.path) == recorded; });
                        Q_EMIT listed(runs);
                    });
}

void RunArchive::read(const QStringList &paths)
{
    d->worker.start(
        [paths = texts(paths)](const std::stop_token &) -> Outcome<std::vector<NamedRun>> {
            std::vector<NamedRun> runs;
            for (const std::string &path : paths) {
                auto run = readRunFile(path);
                if (!run)
                    return run.error();
                runs.push_back({.name = path, .run = *std::move(run)});
            }
            return runs;
        },
        [this](const Outcome<std::vector<NamedRun>> &runs) {
            if (!runs)
                return Q_EMIT failed(runs.error());
            Q_EMIT opened(*runs);
            for (const NamedRun &run : *runs) {
                if (const auto lapses = lapsesOf(run.run, run.name))
                    Q_EMIT failed(*lapses);
            }
        });
}

void RunArchive::annotate(const QString &path, const QString &notes, const QStringList &tags)
{
    d->worker.start([path = path.toStdString(), notes = notes.toStdString(),
                     tags = texts(tags)](const std::stop_token &) { return annotateRun(path, notes, tags); },
                    [this](const Done &outcome) { finish(outcome); });
}

void RunArchive::remove(const QString &path)
{
    d->worker.start([path = path.toStdString()](const std::stop_token &) { return trashRun(path); },
                    [this, path](const Outcome<std::string> &trashed) {
                        if (trashed)
                            Q_EMIT removed(QString::fromStdString(*trashed), path);
                        finish(trashed ? done() : Done(trashed.error()));
                    });
}

void RunArchive::restore(const QString &trashed, const QString &path)
{
    d->worker.start([from = trashed.toStdString(), to = path.toStdString()](const std::stop_token &) { return restoreRun(from, to); },
                    [this](const Done &outcome) { finish(outcome); });
}

void RunArchive::import(const QString &path)
{
    QDir().mkpath(m_folder);
    d->worker.start([path, folder = m_folder](const std::stop_token &) { return copyRun(path, folder); },
                    [this](const Done &outcome) { finish(outcome); });
}

void RunArchive::replay(const QString &path)
{
    if (const Done possible = canReplay(); !possible) {
        Q_EMIT failed(possible.error());
        return;
    }
    d->worker.start([path = path.toStdString()](const std::stop_token &) { return readRunFile(path); },
                    [this, path](const Outcome<RunRecord> &run) {
                        Done replayed = run ? canReplay() : Done(run.error()); // it may have been started meanwhile
                        if (replayed)
                            replayed = m_session->replay(*run, path.toStdString());
                        if (replayed)
                            m_session->startTraffic();
                        else
                            Q_EMIT failed(replayed.error());
                    });
}

Done RunArchive::canReplay() const
{
    if (m_session->state() != Session::State::Connected)
        return Error{.kind = ErrorKind::BadInput,
                     .message = tr("Replaying a run needs pools that are connected to a server.").toStdString(),
                     .hint = tr("Connect to a server or start the sandbox.").toStdString()};
    if (m_session->hasTraffic())
        return Error{.kind = ErrorKind::BadInput,
                     .message = tr("Other traffic is running.").toStdString(),
                     .hint = tr("Stop the traffic, then replay the run.").toStdString()};
    return done();
}

} // namespace poolwart
