// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/arrivals/trafficplan.h"
#include "model/core/budget.h"
#include "model/core/event.h"
#include "model/core/target.h"
#include "model/dispatcher/querylogging.h"
#include "model/figures/snapshot.h"
#include "model/session/history.h"
#include "model/store/runfile.h"

#include <QObject>
#include <QString>
#include <QUndoStack>

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace poolwart {

// How a run ended: what became of the requests and connections that were left when arrivals stopped.
struct ShutdownReport
{
    std::uint64_t drained = 0;       // requests that were finished after arrivals stopped
    std::uint64_t cancelled = 0;     // requests cancelled at the drain deadline, waiting ones included
    std::uint64_t cut = 0;           // connections whose socket had to be cut
    std::optional<int> backendsLeft; // as the monitor saw it; none: not confirmed
    std::chrono::milliseconds elapsed{0};

    bool operator==(const ShutdownReport &) const = default;
};

class RunRecorder;

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
    ~Session() override;                                             // cuts what is still open, bounded in time

    // The server. `connectTo` and `startSandbox` end in Connected or, with failed(), in Disconnected. While
    // connected they move the pools to the new server: the traffic ends, with trafficEnded(), for load on a server is started by
    // a person; all slots are drained and opened there.
    State state() const;
    void connectTo(const Target &target);
    void startSandbox(int maxConnections, int superuserReserved);
    void restartSandbox(int maxConnections, int superuserReserved); // pools reconnect by themselves
    void disconnectFromServer();
    void cancelConnecting();
    bool isSandbox() const;
    std::optional<Target> target() const; // of the server that the pools live on
    QString targetDescription() const;    // "sandbox", "app@db:5432/shop"; never a password
    // The server that was asked for last, whether it was reached or not; nothing before, and after disconnectFromServer().
    // tryAgain() asks for it once more.
    std::optional<QString> wantedServer() const;
    void tryAgain();

    // The plan. An edit is refused (nothing changes) if it is invalid or, while connected, over the budget.
    const Plan &plan() const;
    // Pushes onto the undo stack. `follow` goes along with the step and is told, before planChanged(), whether it holds; with it
    // a plan that is the same makes a step too.
    Done edit(const Plan &plan, const QString &undoText, std::function<void(bool holds)> follow = {});
    // Refused, as an edit is, where the plan that would come back does not fit the server of now.
    Done undo();
    Done redo();
    // A beginning: the undo stack is cleared, planBegun() is sent. A pool is the one of its name that there was before, in whatever
    // plan of this session, also where an edit adds it; the identity that it is given here tells nothing then.
    Done replacePlan(const Plan &plan);
    PoolId newPoolId(); // never given before in this session
    QUndoStack *undoStack();
    Budget budget() const; // of the plan as it stands against the last server sample
    // After a refusal for the budget: the largest plan of the same shape that fits. None: none does, or nothing was refused.
    const std::optional<Plan> &largestFittingPlan() const;

    // Traffic. Changes hold at once, also while it runs.
    const TrafficPlan &traffic() const;
    // Until another workload is set, that of each server which the pools move to is its default: a SELECT of the sandbox's own
    // table there, SELECT 1 elsewhere.
    void followDefaultWorkload();
    TrafficPlan runningTraffic() const; // with the scale that :scale stands for
    Done setTraffic(const TrafficPlan &traffic);
    Done setArrivals(const Arrivals &arrivals); // the rest stays; a replay ends
    // Drives the recorded arrivals of that run, with its workload and its retries, once with each start of the traffic;
    // startTraffic() is the caller's. `source` names the run's file. Refused where the run has none.
    Done replay(const RunRecord &run, const std::string &source);
    // Whether recordings keep the arrivals, for a replay: of measurings that begin afterwards.
    void setArrivalRecording(bool on);
    // Until it is allowed, sessions on any server but the sandbox are read-only. Once for each target.
    void allowWrites(const Target &target);
    bool mayWrite() const; // to the present target
    // Why statements of the traffic will fail: it writes, and may not here; nothing: it may, or only reads.
    std::optional<std::string> writeRefusal() const;
    // The traffic ran when the workload became one that may not write here: it was stopped, and starts with allowWrites().
    bool isHeldForWrites() const;
    Protocol usedProtocol() const; // behind a pooler it may be another than the traffic's
    Done checkStart() const;       // refused where the workload may not write here
    // Or go on after a pause; what checkStart() refuses ends in failed(), and nothing is sent. Traffic of which more than half fails
    // for two seconds stops by itself, unless it is to go on anyway.
    void startTraffic(FailureLimit limit = FailureLimit::Half);
    bool hasTraffic() const; // running or paused, also if no snapshot has seen its start yet
    void pauseTraffic();
    void stopTraffic();
    void resetFigures(); // counters and histograms start anew; connections are untouched

    // Pools and slots, beside the plan.
    void pausePool(PoolId pool);
    void resumePool(PoolId pool); // from paused, draining or drained
    void drainPool(PoolId pool);
    void cancelSlot(SlotId slot);  // the running statement
    void closeSlot(SlotId slot);   // when its request is done; stays closed
    void reopenSlot(SlotId slot);  // a fresh connection; also for slots held closed
    void setQueryLogging(bool on); // the rest of it stays
    bool queryLogging() const;
    void setQueryLog(const QueryLogging &logging);
    const QueryLogging &queryLog() const;

    // What is seen; refreshed ten times a second, valid until the next refreshed().
    const Snapshot &snapshot() const;
    const ServerSample &server() const;
    const History &history() const;

    // Recording, second by second, into a journal that survives the program. Of a new measuring: from resetFigures(), which
    // was called just before. What the disk refuses is told by failed(); the run goes on.
    void startRecording(const std::string &journal, bool isNewMeasuring);
    bool isRecording() const;
    void mark(const QString &text); // a moment of the run, to find it again
    // What was recorded; the journal stays until the run is stored. Waits for the disk.
    std::optional<RunRecord> stopRecording();
    std::shared_ptr<RunRecorder> takeRecorder(); // the same without waiting: its finish() is to be called

    // The end. Shutting down again while it runs means now.
    void shutdown(std::chrono::milliseconds drainDeadline);
    void shutdownNow();
    std::optional<ShutdownReport> report() const; // once Down

Q_SIGNALS:
    void stateChanged(poolwart::Session::State state);
    void progress(const QString &text); // while Connecting: what is being done
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
