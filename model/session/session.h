// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/arrivals/trafficplan.h"
#include "model/core/budget.h"
#include "model/core/event.h"
#include "model/core/target.h"
#include "model/dispatcher/querylogging.h"
#include "model/figures/shutdownreport.h"
#include "model/figures/snapshot.h"
#include "model/run/runbuilder.h"
#include "model/session/history.h"

#include <QObject>
#include <QString>
#include <QUndoStack>

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace poolwart {

class RunRecorder;

// The GUI thread's facade of the model: desired state in, snapshots out. Every call returns at once; results are announced by
// signals. The headless commands use it too.
class Session : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Disconnected, // no server chosen, or the last attempt failed
        Connecting,   // the server is being probed, or the sandbox created
        Connected,    // the pools are connected to it
        ShuttingDown,
        Down, // all closed; the report is final
    };
    Q_ENUM(State)

    explicit Session(QObject *parent = nullptr);
    explicit Session(std::uint64_t seed, QObject *parent = nullptr); // for all random decisions in routing and traffic
    ~Session() override;                                             // cuts open connections, in limited time

    // The server. `connectTo` and `startSandbox` end in Connected or, with failed(), in Disconnected. While connected they move
    // the pools to the new server: the traffic ends with trafficEnded(), because only the user starts load on a server; all
    // slots are drained and reopened there.
    State state() const;
    void connectTo(const Target &target);
    void startSandbox(int maxConnections, int superuserReserved);
    void restartSandbox(int maxConnections, int superuserReserved); // pools reconnect automatically
    void disconnectFromServer();
    void cancelConnecting();
    bool isSandbox() const;
    std::optional<Target> target() const; // of the connected server
    QString targetDescription() const;    // "sandbox", "app@db:5432/shop"; never a password
    // The server requested last, whether reached or not; empty before the first request and after disconnectFromServer().
    // tryAgain() requests it again.
    std::optional<QString> wantedServer() const;
    void tryAgain();

    // The plan. An edit is refused (nothing changes) if it is invalid or over the budget of the server that the pools live on; while
    // they move that is still the old one.
    const Plan &plan() const;
    // Pushes an edit onto the undo stack. `follow` belongs to the step and is called, before planChanged(), with whether it
    // applies; with it an unchanged plan makes a step too.
    Done edit(const Plan &plan, const QString &undoText, std::function<void(bool holds)> follow = {});
    // What is edited in between under one text is one step of undo, and its routing one line of the log: a slider that is dragged.
    void beginGesture();
    void endGesture();
    // Refused, like an edit, if the restored plan does not fit the current server.
    Done undo();
    Done redo();
    // Starts with another plan: clears the undo stack and emits planBegun(). Pools are matched by name with all earlier ones of
    // this session, also those added by later edits; the ids in `plan` are ignored.
    Done replacePlan(const Plan &plan);
    PoolId newPoolId(); // never given before in this session
    QUndoStack *undoStack();
    Budget budget() const; // of the current plan and the last server sample
    // After a refusal for the budget: the largest plan of the same shape that fits. Empty if none fits or nothing was refused.
    const std::optional<Plan> &largestFittingPlan() const;

    // Traffic. Changes apply at once, also while it runs.
    const TrafficPlan &traffic() const;
    // Until another workload is set, each server that the pools move to uses its default: a SELECT of the sandbox's own table
    // there, SELECT 1 elsewhere.
    void followDefaultWorkload();
    TrafficPlan runningTraffic() const; // with the value of :scale
    Done setTraffic(const TrafficPlan &traffic);
    Done setArrivals(const Arrivals &arrivals); // keeps the rest; ends a replay
    // Uses the recorded arrivals of that run, with its workload and retries, from the beginning with each start; the caller
    // calls startTraffic(). `source` names the run's file. Refused if the run has no arrivals.
    Done replay(const RunRecord &run, const std::string &source);
    // Whether recordings keep the arrivals for a replay; applies to measurements that begin afterwards.
    void setArrivalRecording(bool on);
    // Until this is called, sessions on any server except the sandbox are read-only. Once per target.
    void allowWrites(const Target &target);
    bool mayWrite() const; // to the present target
    // Returns why statements of the traffic will fail: it writes, but writing is not allowed here. Empty if it is allowed, or
    // the traffic only reads.
    std::optional<std::string> writeRefusal() const;
    // The traffic was stopped because its new workload writes, which is not allowed here; allowWrites() starts it.
    bool isHeldForWrites() const;
    Protocol usedProtocol() const; // behind a pooler it may differ from the traffic's
    Done checkStart() const;       // refused if the workload may not write here
    // Starts the traffic or continues after a pause; if checkStart() refuses, failed() is emitted and nothing is sent. Traffic
    // that fails for more than half stops after two seconds, unless FailureLimit::None.
    void startTraffic(FailureLimit limit = FailureLimit::Half);
    bool hasTraffic() const; // running or paused, even if no snapshot shows its start yet
    void pauseTraffic();
    void stopTraffic();
    void resetFigures(); // counters and histograms restart; connections are not affected

    // Pools and slots, beside the plan.
    void pausePool(PoolId pool);
    void resumePool(PoolId pool); // from paused, draining or drained
    void drainPool(PoolId pool);
    void cancelSlot(SlotId slot);  // the running statement
    void closeSlot(SlotId slot);   // after its request; stays closed
    void reopenSlot(SlotId slot);  // a new connection; also for slots held closed
    void setQueryLogging(bool on); // keeps its other settings
    bool queryLogging() const;
    void setQueryLog(const QueryLogging &logging);
    const QueryLogging &queryLog() const;

    // The current state; refreshed ten times per second, valid until the next refreshed().
    const Snapshot &snapshot() const;
    const ServerSample &server() const;
    const History &history() const;

    RunRecord runHead() const; // of a run as the session is now: all that is known beside figures
    // Starts recording, second by second, into a journal that survives the program. With `isNewMeasuring` from resetFigures()
    // on, which was called just before. failed() reports disk errors; the run continues.
    void startRecording(const std::string &journal, bool isNewMeasuring);
    bool isRecording() const;
    // What was recorded, if anything was; the journal stays until the run is stored. Waits for the disk.
    RunBuilder stopRecording();
    std::shared_ptr<RunRecorder> takeRecorder(); // the same without waiting; the caller calls its finish()

    // Shuts down. Calling it again during a shutdown ends it at once.
    void shutdown(std::chrono::milliseconds drainDeadline);
    void shutdownNow();
    std::optional<ShutdownReport> report() const; // once Down

Q_SIGNALS:
    void stateChanged(poolwart::Session::State state);
    void progress(const QString &text); // while Connecting: the current step
    void failed(const poolwart::Error &error);
    void planBegun(); // before planChanged()
    void planChanged();
    void trafficChanged();
    void trafficEnded(const QString &description); // because the pools moved to this server
    void writesAllowed();
    void refreshed();
    void eventsArrived(const std::vector<poolwart::Event> &events);
    void shutDown(const poolwart::ShutdownReport &report);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace poolwart
