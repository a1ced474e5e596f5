// SPDX-License-Identifier: GPL-3.0-or-later
// The server of a session: probed first, then the pools move to it; and the sandbox.
#include "model/session/session_p.h"

#include "model/core/text.h"
#include "model/server/connection/passfile.h"
#include "model/server/connection/target.h"

namespace poolwart {

void Session::connectTo(const Target &target)
{
    const QString description = QString::fromStdString(describeTarget(target));
    d->asked = {.ask = [this, target] { connectTo(target); }, .description = description};
    if (const auto warning = passfileWarning(target))
        d->note(Severity::Warning, *warning);
    d->probeAndMove(target, description, false);
}

std::optional<QString> Session::wantedServer() const
{
    return d->asked ? std::optional(d->asked->description) : std::nullopt;
}

void Session::tryAgain()
{
    if (d->asked)
        std::function<void()>(d->asked->ask)(); // a copy: asking replaces it
}

void Session::Private::probeAndMove(const Target &next, const QString &nextDescription, bool toSandbox)
{
    if (state == State::ShuttingDown || state == State::Down)
        return;
    setState(State::Connecting);
    Q_EMIT q->progress(Session::tr("Connecting to %1 …").arg(nextDescription));
    worker.start([next](const std::stop_token &stop) { return probe(next, probeTimeout, stop); },
                 [this, next, nextDescription, toSandbox](const Outcome<ServerSample> &seen) {
                     const Done fits = seen ? checkFits(plan, *seen) : Done(seen.error());
                     if (!fits) {
                         giveUpConnecting();
                         fail(fits.error());
                         return;
                     }
                     description = nextDescription;
                     isOnSandbox = toSandbox;
                     moveTo(next, *seen);
                 });
}

void Session::Private::giveUpConnecting()
{
    setState(target ? State::Connected : State::Disconnected);
}

void Session::Private::moveTo(const Target &next, const ServerSample &seen)
{
    const bool hadTraffic = target && (snapshot->traffic != TrafficState::Stopped || snapshot->inFlight > 0);
    engine.post(&Dispatcher::endTraffic);
    isHeldForWrites = false;
    hasOpenedPools = true;
    target = next;
    target->pooler = seen.pooler;
    watchServer(target);
    server = seen;
    movedAt = std::chrono::steady_clock::now();
    settings.clear();
    pgbenchScale = seen.pgbenchScale;
    engine.setTarget(*target, runPrefix, mayWrite());
    if (const TrafficPlan running = q->runningTraffic(); running != traffic)
        engine.setTraffic(running);
    takeDefaultWorkload();
    engine.post(&Dispatcher::apply, plan);
    notedRouting = {plan.policy, plan.migrationShare}; // where the pools begin is told by the plan
    setState(State::Connected);
    note(Severity::Info,
         text(QT_TRANSLATE_NOOP("core", "Connected to %1, PostgreSQL %2."), description.toStdString(), seen.limits.version));
    if (seen.pooler)
        note(Severity::Info, text(QT_TRANSLATE_NOOP("core", "%1 is behind %2: %3"), description.toStdString(), poolerText(*seen.pooler),
                                  poolerMeaning(*seen.pooler)));
    if (hadTraffic)
        Q_EMIT q->trafficEnded(description);
}

// Stopping may take a second; so both happen on the worker.
void Session::Private::watchServer(std::optional<Target> next)
{
    worker.start(
        [this, next = std::move(next)](const std::stop_token &) {
            monitor.stop();
            if (next)
                monitor.start(*next, runPrefix);
            return done();
        },
        [](const Done &) {});
}

void Session::startSandbox(int maxConnections, int superuserReserved)
{
    if (d->state == State::ShuttingDown || d->state == State::Down)
        return;
    d->asked = {.ask = [this, maxConnections, superuserReserved] { startSandbox(maxConnections, superuserReserved); },
                .description = tr("sandbox")};
    d->setState(State::Connecting);
    Q_EMIT progress(tr("Starting the sandbox server …"));
    if (!d->sandbox) {
        const auto say = [this](const std::string &sentence) {
            QMetaObject::invokeMethod(
                this, [this, sentence] { Q_EMIT progress(QString::fromStdString(sentence)); }, Qt::QueuedConnection);
        };
        d->sandbox =
            std::make_shared<Sandbox>(SandboxConfig{.maxConnections = maxConnections, .superuserReserved = superuserReserved}, say);
    }
    d->worker.start([sandbox = d->sandbox](const std::stop_token &) { return sandbox->start(); },
                    [this](const Outcome<Target> &target) {
                        if (target) {
                            d->probeAndMove(*target, tr("sandbox"), true);
                            return;
                        }
                        d->giveUpConnecting();
                        d->fail(target.error());
                    });
}

void Session::restartSandbox(int maxConnections, int superuserReserved)
{
    if (!d->sandbox || d->state != State::Connected || !d->isOnSandbox)
        return;
    ServerSample changed = d->server;
    changed.limits.maxConnections = maxConnections;
    changed.limits.superuserReserved = superuserReserved;
    if (const Done fits = d->checkFits(d->plan, changed); !fits) {
        d->fail(fits.error());
        return;
    }
    Q_EMIT progress(tr("Restarting the sandbox server with max_connections %1 …").arg(maxConnections));
    d->worker.start(
        [sandbox = d->sandbox, maxConnections, superuserReserved](const std::stop_token &) {
            SandboxConfig config = sandbox->config();
            config.maxConnections = maxConnections;
            config.superuserReserved = superuserReserved;
            return sandbox->restart(config);
        },
        [this, maxConnections](const Done &restarted) {
            d->monitor.sampleNow();
            if (restarted)
                d->note(Severity::Info, text(QT_TRANSLATE_NOOP("core", "The sandbox server was restarted with max_connections %1."),
                                             static_cast<long long>(maxConnections)));
            else
                d->fail(restarted.error());
        });
}

void Session::disconnectFromServer()
{
    if (d->state != State::Connected)
        return;
    d->asked.reset();
    d->isHeldForWrites = false;
    d->engine.post(&Dispatcher::endTraffic);
    d->engine.post(&Dispatcher::apply, Plan{});
    d->watchServer(std::nullopt);
    d->isOnSandbox = false;
    d->target.reset();
    d->description.clear();
    d->setState(State::Disconnected);
}

void Session::cancelConnecting()
{
    if (d->state != State::Connecting)
        return;
    d->worker.cancelAll();
    d->giveUpConnecting();
}

bool Session::isSandbox() const
{
    return d->isOnSandbox;
}

std::optional<Target> Session::target() const
{
    return d->target;
}

QString Session::targetDescription() const
{
    return d->description;
}

} // namespace poolwart
