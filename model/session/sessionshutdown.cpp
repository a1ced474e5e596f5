// SPDX-License-Identifier: GPL-3.0-or-later
// The one path on which everything ends: engine, then the monitor's word for it, then the sandbox.
#include "model/session/session_p.h"

namespace poolwart {

namespace {

using namespace std::chrono_literals;

constexpr auto answerDeadline = 2s;

} // namespace

void Session::Private::beginShutdown(std::chrono::milliseconds drainDeadline)
{
    if (state == State::Down)
        return;
    if (state != State::ShuttingDown) {
        worker.cancelAll();
        shutdownTimer.start();
        setState(State::ShuttingDown);
    } else {
        isHurried = true;
    }
    engine.shutDown(drainDeadline);
}

void Session::Private::watchShutdown()
{
    if (!isClosingDown) {
        if (snapshot->shutdown != ShutdownPhase::Finished)
            return;
        isClosingDown = true;
    }
    confirmNoBackends();
}

void Session::Private::confirmNoBackends()
{
    const bool cannotBeKnown = server.pooler && !server.pooler->listsClients; // it keeps its server connections
    if (!server.connected || cannotBeKnown) {
        finishShutdown(std::nullopt);
        return;
    }
    if (!backendCount) {
        backendCount = monitor.backendsOfRun(answerDeadline);
        return;
    }
    if (backendCount->wait_for(0s) != std::future_status::ready)
        return;
    const Outcome<int> count = std::exchange(backendCount, std::nullopt)->get();
    if (!count)
        return finishShutdown(std::nullopt);
    const TimePoint now(std::chrono::steady_clock::now().time_since_epoch());
    switch (backendsLeft.take(*count, now)) {
    case BackendsLeft::Verdict::AskAgain:
        return isHurried ? finishShutdown(std::nullopt) : void(); // else with the next refresh
    case BackendsLeft::Verdict::Confirmed:
        return finishShutdown(*count);
    case BackendsLeft::Verdict::NotConfirmed:
        return finishShutdown(std::nullopt);
    }
}

void Session::Private::finishShutdown(std::optional<int> left)
{
    refreshTimer.stop();
    ShutdownReport ended = engine.shutdownReport();
    ended.backendsLeft = left;
    ended.elapsed = std::chrono::milliseconds(shutdownTimer.elapsed());
    const auto conclude = [this, ended](const Done &) {
        report = ended;
        setState(State::Down);
        Q_EMIT q->shutDown(*report);
    };
    worker.start(
        [this, owned = sandbox](const std::stop_token &) {
            monitor.stop();
            return owned ? owned->stop() : done();
        },
        conclude);
}

} // namespace poolwart
