// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/session/session_p.h"

#include "model/core/errortext.h"
#include "model/core/largestfit.h"
#include "model/core/openfilesneed.h"
#include "model/core/text.h"
#include "model/run/replay.h"
#include "model/server/connection/connection.h"
#include "model/server/connection/target.h"
#include "model/server/process/openfiles.h"
#include "model/session/plancommand.h"

#include <QRandomGenerator>

#include <algorithm>

namespace poolwart {

namespace {

using namespace std::chrono_literals;

constexpr auto refreshInterval = 100ms;

// Short, for it stands in every application_name.
std::string newRunPrefix()
{
    return "poolwart/" + QString::number(QRandomGenerator::global()->bounded(36 * 36 * 36, 36 * 36 * 36 * 36), 36).toStdString();
}

} // namespace

Session::Private::Private(Session *session, std::uint64_t runSeed)
    : q(session)
    , seed(runSeed)
    , plan(uniformPlan(5, 12))
    , runPrefix(newRunPrefix())
    , engine(runSeed)
{
    identities.remember(plan);
    prepareDrivers();
    engine.setTraffic(traffic);
    QObject::connect(&refreshTimer, &QTimer::timeout, q, [this] { refresh(); });
    refreshTimer.start(refreshInterval);
}

void Session::Private::setState(State next)
{
    if (state == next)
        return;
    state = next;
    Q_EMIT q->stateChanged(next);
}

void Session::Private::setPlan(const Plan &next)
{
    plan = next;
    identities.remember(plan);
    if (state == State::Connected)
        engine.apply(plan);
    Q_EMIT q->planChanged();
}

void Session::Private::note(Severity severity, const std::string &sentence)
{
    engine.note({.kind = severity == Severity::Error ? EventKind::Failure : EventKind::Notice, .severity = severity, .detail = sentence});
}

void Session::Private::fail(const Error &error)
{
    note(Severity::Error, eventText(error));
    Q_EMIT q->failed(error);
}

void Session::Private::refresh()
{
    snapshot = engine.snapshot();
    snapshot.health.windowCpuShare = ownCpuShare();
    if (const ServerSample latest = monitor.latest(); latest.takenAt > movedAt && latest.limits.maxConnections > 0)
        server = latest; // before its first one of this server, the probe's holds
    history.add(snapshot, server);
    fetchSettings();
    const std::vector<Event> events = engine.takeEvents();
    record(events);
    if (!events.empty())
        Q_EMIT q->eventsArrived(events);
    Q_EMIT q->refreshed();
    if (state == State::ShuttingDown)
        watchShutdown();
}

// Of the thread that this runs on, over the last full second.
double Session::Private::ownCpuShare()
{
    const TimePoint now(std::chrono::steady_clock::now().time_since_epoch());
    if (now >= nextCpuLook) {
        cpuShare = cpu.look(threadCpu(), now);
        nextCpuLook = now + 1s;
    }
    return cpuShare;
}

Session::Session(QObject *parent)
    : Session(QRandomGenerator::global()->generate64() >> 11, parent) // 53 bits, which JSON keeps
{}

Session::Session(std::uint64_t seed, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, seed))
{}

Session::~Session() = default;

// --- the plan

const Plan &Session::plan() const
{
    return d->plan;
}

Done Session::Private::checkGrowth(const Plan &next)
{
    return committedSlots(next) > committedSlots(plan) ? checkFits(next) : done();
}

Done Session::edit(const Plan &plan, const QString &undoText, std::function<void(bool)> follow)
{
    if (plan == d->plan && !follow)
        return done();
    if (const Done valid = validate(plan); !valid)
        return valid;
    if (const Done fits = d->checkGrowth(plan); !fits)
        return fits;
    Plan next = plan;
    d->identities.identifyAdded(next, d->plan);
    const auto apply = [this](const Plan &wanted) { d->setPlan(wanted); };
    d->undoStack.push(new PlanCommand(undoText, d->plan, next, apply, std::move(follow)));
    return done();
}

Done Session::undo()
{
    if (!d->undoStack.canUndo())
        return done();
    const auto *step = static_cast<const PlanCommand *>(d->undoStack.command(d->undoStack.index() - 1));
    if (const Done fits = d->checkGrowth(step->before()); !fits)
        return fits;
    d->undoStack.undo();
    return done();
}

Done Session::redo()
{
    if (!d->undoStack.canRedo())
        return done();
    const auto *step = static_cast<const PlanCommand *>(d->undoStack.command(d->undoStack.index()));
    if (const Done fits = d->checkGrowth(step->after()); !fits)
        return fits;
    d->undoStack.redo();
    return done();
}

Done Session::replacePlan(const Plan &plan)
{
    Plan fresh = plan;
    if (!d->hasOpenedPools)
        d->identities.forgetAll(); // the pools are p1 … pN
    d->identities.identify(fresh);
    if (const Done valid = validate(fresh); !valid)
        return valid;
    if (const Done fits = d->checkFits(fresh); !fits)
        return fits;
    d->undoStack.clear();
    d->plan = fresh;
    Q_EMIT planBegun();
    d->setPlan(fresh);
    return done();
}

// Into this process and, while connected, into the server.
Done Session::Private::checkFits(const Plan &wanted)
{
    const long long openFiles = openFilesLimit();
    if (const Done fits = checkOpenFiles(wanted, openFiles); !fits) {
        largestFitting = largestPlanWithin(wanted, slotsWithin(openFiles));
        return fits;
    }
    return state == State::Connected ? checkFits(wanted, server) : done();
}

Done Session::Private::checkFits(const Plan &wanted, const ServerSample &seen)
{
    const Budget budget = makeBudget(wanted, seen);
    largestFitting = budget.fits() ? std::nullopt : largestPlanWithin(wanted, budget.available());
    return checkFit(wanted, budget);
}

const std::optional<Plan> &Session::largestFittingPlan() const
{
    return d->largestFitting;
}

PoolId Session::newPoolId()
{
    return d->identities.next();
}

QUndoStack *Session::undoStack()
{
    return &d->undoStack;
}

Budget Session::budget() const
{
    return makeBudget(d->plan, d->server);
}

// --- traffic

const TrafficPlan &Session::traffic() const
{
    return d->traffic;
}

Done Session::setTraffic(const TrafficPlan &traffic)
{
    if (const Done valid = validate(traffic); !valid)
        return valid;
    if (traffic == d->traffic)
        return done();
    if (d->snapshot.traffic == TrafficState::Running && traffic.arrivals != d->traffic.arrivals)
        d->history.mark({.at = d->snapshot.at, .arrivals = traffic.arrivals, .replay = {}});
    d->followsDefaultWorkload = d->followsDefaultWorkload && traffic.workload == d->traffic.workload;
    d->traffic = traffic;
    if (writeRefusal()) { // before its first request
        d->isHeldForWrites = d->isHeldForWrites || d->snapshot.traffic == TrafficState::Running;
        d->engine.endTraffic();
    }
    d->engine.setTraffic(runningTraffic());
    Q_EMIT trafficChanged();
    return done();
}

void Session::followDefaultWorkload()
{
    d->followsDefaultWorkload = true;
}

void Session::Private::takeDefaultWorkload()
{
    TrafficPlan next = traffic;
    next.workload = soleWorkload(isOnSandbox ? defaultScript() : plainScript());
    if (!followsDefaultWorkload || next == traffic)
        return;
    traffic = next;
    engine.setTraffic(q->runningTraffic());
    Q_EMIT q->trafficChanged();
}

Done Session::setArrivals(const Arrivals &arrivals)
{
    TrafficPlan traffic = d->traffic;
    traffic.arrivals = arrivals;
    traffic.replay.reset();
    return setTraffic(traffic);
}

Done Session::replay(const RunRecord &run, const std::string &source)
{
    auto replayed = replayedTraffic(run, source);
    return replayed ? setTraffic(*replayed) : Done(replayed.error());
}

void Session::setArrivalRecording(bool on)
{
    d->engine.setArrivalRecording(on);
}

TrafficPlan Session::runningTraffic() const
{
    TrafficPlan running = d->traffic;
    if (!running.workload.scale && usesScale(running.workload))
        running.workload.scale = d->pgbenchScale.value_or(1);
    return running;
}

void Session::allowWrites(const Target &target)
{
    d->writableTargets.insert(describeTarget(target));
    d->engine.setMayWrite(d->mayWrite());
    Q_EMIT writesAllowed();
    if (d->isHeldForWrites && !writeRefusal())
        startTraffic();
}

bool Session::mayWrite() const
{
    return d->mayWrite();
}

std::optional<std::string> Session::writeRefusal() const
{
    return d->target && !d->mayWrite() ? writingScript(d->traffic.workload) : std::nullopt;
}

bool Session::Private::mayWrite() const
{
    return isOnSandbox || (target && writableTargets.contains(describeTarget(*target)));
}

Protocol Session::usedProtocol() const
{
    return poolwart::usedProtocol(d->traffic.protocol, d->target ? d->target->pooler : std::nullopt, !d->mayWrite());
}

bool Session::isHeldForWrites() const
{
    return d->isHeldForWrites;
}

Done Session::checkStart() const
{
    if (const auto refusal = writeRefusal())
        return badInputError(
            text(QT_TRANSLATE_NOOP("core", "%1 It may not write on %2, so no request was sent."), *refusal, d->description.toStdString()),
            text(QT_TRANSLATE_NOOP("core", "Allow it to write there, or choose a workload that only reads.")));
    return done();
}

void Session::startTraffic(FailureLimit limit)
{
    if (const Done allowed = checkStart(); !allowed)
        return d->fail(allowed.error());
    d->isHeldForWrites = false;
    if (d->traffic.replay)
        d->history.mark({.at = d->snapshot.at, .arrivals = d->traffic.arrivals, .replay = d->traffic.replay->source});
    ++d->trafficStarts;
    d->engine.startTraffic(limit);
}

bool Session::hasTraffic() const
{
    return d->snapshot.traffic != TrafficState::Stopped || d->snapshot.trafficStarts != d->trafficStarts;
}

void Session::pauseTraffic()
{
    d->engine.pauseTraffic();
}

void Session::stopTraffic()
{
    d->isHeldForWrites = false;
    d->engine.stopTraffic();
}

void Session::resetFigures()
{
    d->engine.resetFigures();
}

// --- pools and slots

void Session::pausePool(PoolId pool)
{
    d->engine.pausePool(pool);
}

void Session::resumePool(PoolId pool)
{
    d->engine.resumePool(pool);
}

void Session::drainPool(PoolId pool)
{
    d->engine.drainPool(pool);
}

void Session::cancelSlot(SlotId slot)
{
    d->engine.cancelSlot(slot);
}

void Session::closeSlot(SlotId slot)
{
    d->engine.closeSlot(slot);
}

void Session::reopenSlot(SlotId slot)
{
    d->engine.reopenSlot(slot);
}

void Session::setQueryLogging(bool on)
{
    QueryLogging logging = d->queryLog;
    logging.isOn = on;
    setQueryLog(logging);
}

bool Session::queryLogging() const
{
    return d->queryLog.isOn;
}

void Session::setQueryLog(const QueryLogging &logging)
{
    if (logging == d->queryLog)
        return;
    d->queryLog = logging;
    d->engine.setQueryLogging(logging);
}

const QueryLogging &Session::queryLog() const
{
    return d->queryLog;
}

// --- what is seen

Session::State Session::state() const
{
    return d->state;
}

const Snapshot &Session::snapshot() const
{
    return d->snapshot;
}

const ServerSample &Session::server() const
{
    return d->server;
}

const History &Session::history() const
{
    return d->history;
}

// --- the end

void Session::shutdown(std::chrono::milliseconds drainDeadline)
{
    d->beginShutdown(drainDeadline);
}

void Session::shutdownNow()
{
    d->beginShutdown(0ms);
}

std::optional<ShutdownReport> Session::report() const
{
    return d->report;
}

} // namespace poolwart
