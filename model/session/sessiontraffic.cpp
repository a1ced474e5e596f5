// SPDX-License-Identifier: GPL-3.0-or-later
// The traffic of a session, and what is done to single pools and slots.
#include "model/session/session_p.h"

#include "model/core/text.h"
#include "model/run/replay.h"
#include "model/server/connection/connection.h"
#include "model/server/connection/target.h"

namespace poolwart {

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
    if (d->snapshot->traffic == TrafficState::Running && traffic.arrivals != d->traffic.arrivals)
        d->history.mark({.at = d->snapshot->at, .arrivals = traffic.arrivals, .replay = {}});
    d->followsDefaultWorkload = d->followsDefaultWorkload && traffic.workload == d->traffic.workload;
    d->traffic = traffic;
    if (writeRefusal()) { // before its first request
        d->isHeldForWrites = d->isHeldForWrites || d->snapshot->traffic == TrafficState::Running;
        d->engine.post(&Dispatcher::endTraffic);
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
    d->engine.post([on](Dispatcher &dispatcher, TimePoint) { dispatcher.setArrivalRecording(on); });
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
        return badInputError(text(QT_TRANSLATE_NOOP("core", "%1 Writing is not allowed on %2, so no request was sent."), *refusal,
                                  d->description.toStdString()),
                             text(QT_TRANSLATE_NOOP("core", "Allow writes there, or choose a workload that only reads.")));
    return done();
}

void Session::startTraffic(FailureLimit limit)
{
    if (const Done allowed = checkStart(); !allowed)
        return d->fail(allowed.error());
    d->isHeldForWrites = false;
    if (d->traffic.replay)
        d->history.mark({.at = d->snapshot->at, .arrivals = d->traffic.arrivals, .replay = d->traffic.replay->source});
    ++d->trafficStarts;
    d->engine.post([limit](Dispatcher &dispatcher, TimePoint now) { dispatcher.startTraffic(now, limit); });
}

bool Session::hasTraffic() const
{
    return d->snapshot->traffic != TrafficState::Stopped || d->snapshot->trafficStarts != d->trafficStarts;
}

void Session::pauseTraffic()
{
    d->engine.post(&Dispatcher::pauseTraffic);
}

void Session::stopTraffic()
{
    d->isHeldForWrites = false;
    d->engine.post(&Dispatcher::stopTraffic);
}

void Session::resetFigures()
{
    d->engine.post(&Dispatcher::resetFigures);
}

// --- pools and slots

void Session::pausePool(PoolId pool)
{
    d->engine.post(&Dispatcher::pausePool, pool);
}

void Session::resumePool(PoolId pool)
{
    d->engine.post(&Dispatcher::resumePool, pool);
}

void Session::drainPool(PoolId pool)
{
    d->engine.post(&Dispatcher::drainPool, pool);
}

void Session::cancelSlot(SlotId slot)
{
    d->engine.post(&Dispatcher::cancelSlot, slot);
}

void Session::closeSlot(SlotId slot)
{
    d->engine.post(&Dispatcher::closeSlot, slot);
}

void Session::reopenSlot(SlotId slot)
{
    d->engine.post(&Dispatcher::reopenSlot, slot);
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
    d->engine.post([logging](Dispatcher &dispatcher, TimePoint) { dispatcher.setQueryLogging(logging); });
}

const QueryLogging &Session::queryLog() const
{
    return d->queryLog;
}

} // namespace poolwart
