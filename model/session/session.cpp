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
    if (hasPools())
        engine.post(&Dispatcher::apply, plan);
    noteRouting();
    Q_EMIT q->planChanged();
}

void Session::Private::noteRouting()
{
    const std::pair routing(plan.policy, plan.migrationShare);
    if (gesture || !hasPools() || routing == notedRouting)
        return;
    notedRouting = routing;
    note(Severity::Info, text(QT_TRANSLATE_NOOP("core", "The policy is now %1, the migration share %2 %."),
                              std::string(policyId(plan.policy)), static_cast<long long>(plan.migrationShare)));
}

bool Session::Private::hasPools() const
{
    return target && (state == State::Connected || state == State::Connecting);
}

void Session::Private::note(Severity severity, const std::string &sentence)
{
    engine.post(
        &Dispatcher::note,
        Event{.kind = severity == Severity::Error ? EventKind::Failure : EventKind::Notice, .severity = severity, .detail = sentence});
}

void Session::Private::fail(const Error &error)
{
    note(Severity::Error, eventText(error));
    Q_EMIT q->failed(error);
}

void Session::Private::refresh()
{
    snapshot = engine.snapshot();
    engine.setWindowCpuShare(ownCpuShare());
    if (const ServerSample latest = monitor.latest(); latest.takenAt > movedAt && latest.limits.maxConnections > 0)
        server = latest; // before its first one of this server, the probe's holds
    history.add(*snapshot, server);
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
        cpuShare = cpu.sample(threadCpu(), now);
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
    const std::optional<int> gesture = follow ? std::nullopt : d->gesture; // another document is a step of its own
    d->undoStack.push(new PlanCommand(undoText, d->plan, next, apply, std::move(follow), gesture));
    return done();
}

void Session::beginGesture()
{
    endGesture();
    d->gesture = ++d->gestures;
}

void Session::endGesture()
{
    d->gesture.reset();
    d->noteRouting();
}

Done Session::undo()
{
    endGesture();
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
    endGesture();
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

// Into this process and into the server, if the pools live on one.
Done Session::Private::checkFits(const Plan &wanted)
{
    const long long openFiles = openFilesLimit();
    if (const Done fits = checkOpenFiles(wanted, openFiles); !fits) {
        largestFitting = largestPlanWithin(wanted, slotsWithin(openFiles));
        return fits;
    }
    return hasPools() ? checkFits(wanted, server) : done();
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

// --- what is seen

Session::State Session::state() const
{
    return d->state;
}

const Snapshot &Session::snapshot() const
{
    return *d->snapshot;
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
