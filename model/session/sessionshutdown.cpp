// SPDX-License-Identifier: GPL-3.0-or-later
// The one path on which everything ends: engine, then the monitor's word for it, then the sandbox.
#include "model/session/session_p.h"

namespace poolwart {

namespace {

using namespace std::chrono_literals;

constexpr auto confirmDeadline = 2s; // for the server to have noticed that its clients are gone

} // namespace

void Session::Private::beginShutdown(std::chrono::milliseconds drainDeadline)
{
    if (state == State::Down)
        return;
    if (state != State::ShuttingDown) {
        worker.cancelAll();
        shutdownTimer.start();
        setState(State::ShuttingDown);
    }
    engine.shutDown(drainDeadline);
}

void Session::Private::watchShutdown()
{
    if (!isClosingDown) {
        if (snapshot.shutdown != ShutdownPhase::Finished)
            return;
        isClosingDown = true;
        confirmTimer.start();
    }
    confirmNoBackends();
}

void Session::Private::confirmNoBackends()
{
    if (!server.connected) {
        finishShutdown(std::nullopt);
        return;
    }
    if (!backendCount) {
        backendCount = monitor.backendsOfRun(confirmDeadline);
        return;
    }
    if (backendCount->wait_for(0s) != std::future_status::ready)
        return;
    const Outcome<int> count = std::exchange(backendCount, std::nullopt)->get();
    const bool isOver = std::chrono::milliseconds(confirmTimer.elapsed()) >= confirmDeadline;
    if (count && *count > 0 && !isOver)
        return; // the next refresh asks again
    finishShutdown(count ? std::optional(*count) : std::nullopt);
}

void Session::Private::finishShutdown(std::optional<int> backendsLeft)
{
    refreshTimer.stop();
    const DrainResult drained = engine.drainResult();
    const auto elapsed = std::chrono::milliseconds(shutdownTimer.elapsed());
    const auto conclude = [this, drained, elapsed, backendsLeft](const Done &) {
        report = ShutdownReport{.drained = drained.drained,
                                .cancelled = drained.cancelled,
                                .cut = drained.cut,
                                .backendsLeft = backendsLeft,
                                .elapsed = elapsed};
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
