// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/budget.h"
#include "model/core/event.h"
#include "model/core/snapshot.h"
#include "model/core/target.h"
#include "model/session/history.h"
#include "model/traffic/trafficplan.h"

#include <QObject>
#include <QString>
#include <QUndoStack>

#include <chrono>
#include <memory>
#include <vector>

namespace poolwart {

// How a run ended: what became of the requests and connections that were left when arrivals stopped.
struct ShutdownReport
{
    std::uint64_t drained = 0;   // requests that were finished after arrivals stopped
    std::uint64_t cancelled = 0; // requests cancelled at the drain deadline, waiting ones included
    std::uint64_t cut = 0;       // connections whose socket had to be cut
    std::optional<int> backendsLeft; // as the monitor saw it; none: it could not look
    std::chrono::milliseconds elapsed{0};

    bool operator==(const ShutdownReport &) const = default;
};

// The GUI thread's face of the whole model: desired state in, snapshots out. Every call returns at once; what
// takes time is announced by a signal. The headless commands use the same class.
class Session : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Disconnected, // no server chosen, or the last try failed
        Connecting,   // the server is probed, or the sandbox is being made
        Connected,    // pools live on it
        ShuttingDown,
        Down, // all closed; the report is final
    };
    Q_ENUM(State)

    explicit Session(QObject *parent = nullptr);
    explicit Session(std::uint64_t seed, QObject *parent = nullptr); // of all that is random in routing and traffic
    ~Session() override; // cuts what is still open, bounded in time

    // The server. `connectTo` and `startSandbox` end in Connected or, with failed(), in Disconnected. While
    // connected they move the pools to the new server: all slots are drained and opened there.
    State state() const;
    void connectTo(const Target &target);
    void startSandbox(int maxConnections, int superuserReserved);
    void restartSandbox(int maxConnections, int superuserReserved); // pools reconnect by themselves
    void disconnectFromServer();
    void cancelConnecting();
    bool isSandbox() const;
    std::optional<Target> target() const; // of the server that the pools live on
    QString targetDescription() const; // "sandbox", "app@db:5432/shop"; never a password

    // The plan. An edit is refused (nothing changes) if it is invalid or, while connected, over the budget.
    const Plan &plan() const;
    Done edit(const Plan &plan, const QString &undoText); // pushes onto the undo stack
    Done replacePlan(const Plan &plan); // a new document: the undo stack is cleared
    PoolId newPoolId();                 // never given before in this session
    QUndoStack *undoStack();
    Budget budget() const; // of the plan as it stands against the last server sample

    // Traffic. Changes hold at once, also while it runs.
    const TrafficPlan &traffic() const;
    Done setTraffic(const TrafficPlan &traffic);
    void startTraffic(); // or go on after a pause
    void pauseTraffic();
    void stopTraffic();
    void resetFigures(); // counters and histograms start anew; connections are untouched

    // Pools and slots, beside the plan.
    void pausePool(PoolId pool);
    void resumePool(PoolId pool); // from paused, draining or drained
    void drainPool(PoolId pool);
    void cancelSlot(SlotId slot); // the running statement
    void closeSlot(SlotId slot);  // when its request is done; stays closed
    void reopenSlot(SlotId slot); // a fresh connection; also for slots held closed
    void setQueryLogging(bool on);
    bool queryLogging() const;

    // What is seen; refreshed ten times a second, valid until the next refreshed().
    const Snapshot &snapshot() const;
    const ServerSample &server() const;
    const History &history() const;

    // The end. Shutting down again while it runs means now.
    void shutdown(std::chrono::milliseconds drainDeadline);
    void shutdownNow();
    std::optional<ShutdownReport> report() const; // once Down

Q_SIGNALS:
    void stateChanged(poolwart::Session::State state);
    void progress(const QString &text); // while Connecting: what is being done
    void failed(const poolwart::Error &error);
    void planChanged();
    void trafficChanged();
    void refreshed();
    void eventsArrived(const std::vector<poolwart::Event> &events);
    void shutDown(const poolwart::ShutdownReport &report);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace poolwart
