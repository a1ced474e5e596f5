// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/engine/cputime.h"
#include "model/engine/engine.h"
#include "model/server/monitor/monitor.h"
#include "model/server/sandbox/sandbox.h"
#include "model/session/backendsleft.h"
#include "model/session/poolidentities.h"
#include "model/session/runrecorder.h"
#include "model/session/session.h"
#include "model/session/worker.h"

#include <QElapsedTimer>
#include <QTimer>

#include <future>
#include <set>
#include <utility>

namespace poolwart {

// The state of the facade: the desired state, the parts that reach it, and what was last seen of them.
class Session::Private
{
public:
    Private(Session *session, std::uint64_t seed);

    void setState(State next);
    void giveUpConnecting();        // the session stays where it was
    bool hasPools() const;          // on a server: while connected, and while it moves to another one
    void setPlan(const Plan &next); // shown and, where pools live, applied
    void noteRouting();             // into the log, where it is not as it stands there
    void fail(const Error &error);  // emits failed() and logs it
    void note(Severity severity, const std::string &sentence);

    Done checkFits(const Plan &wanted); // both keep the largest fitting plan
    Done checkFits(const Plan &wanted, const ServerSample &seen);
    void probeAndMove(const Target &next, const QString &description, bool toSandbox);
    void moveTo(const Target &next, const ServerSample &seen);
    void takeDefaultWorkload();
    Done checkGrowth(const Plan &next); // checks that it fits, if it is larger than the plan
    void watchServer(std::optional<Target> next);
    void refresh();
    double ownCpuShare();

    void record(const std::vector<Event> &events);
    void record(RecordedSecond second);
    RecordedSecond withServer(SecondFigures second);
    void fetchSettings();
    bool mayWrite() const; // to the present target

    void beginShutdown(std::chrono::milliseconds drainDeadline);
    void watchShutdown();
    void confirmNoBackends();
    void finishShutdown(std::optional<int> left); // backends; empty: not confirmed

    Session *const q;
    State state = State::Disconnected;
    bool hasOpenedPools = false;
    const std::uint64_t seed;
    Plan plan;
    std::optional<Plan> largestFitting; // for the plan refused last
    TrafficPlan traffic;
    bool followsDefaultWorkload = false;
    std::uint64_t trafficStarts = 0; // asked for in this session
    bool isHeldForWrites = false;
    QUndoStack undoStack;
    std::optional<int> gesture; // whose edits are one step
    int gestures = 0;
    std::pair<RoutingPolicy, int> notedRouting; // with the migration share: as the log has it
    PoolIdentities identities;
    QueryLogging queryLog;

    const std::string runPrefix; // "poolwart/<run>"
    Engine engine;
    ServerMonitor monitor;
    std::shared_ptr<Sandbox> sandbox; // used on the worker thread only
    bool isOnSandbox = false;
    std::optional<Target> target; // that the pools live on
    QString description;
    // The last request.
    struct Asked
    {
        std::function<void()> ask;
        QString description;
    };
    std::optional<Asked> asked;
    std::set<std::string> writableTargets; // by their descriptions
    std::optional<int> pgbenchScale;       // of the present target

    std::shared_ptr<const Snapshot> snapshot = std::make_shared<Snapshot>(); // the engine's last
    ServerSample server;
    std::chrono::steady_clock::time_point movedAt; // time of the move to the current server
    History history;
    QTimer refreshTimer;
    TimeShare cpu; // of the session's thread
    TimePoint nextCpuLook{};
    double cpuShare = 0;

    std::optional<std::future<Outcome<ServerMonitor::Settings>>> askedSettings;
    ServerMonitor::Settings settings; // of the current server; empty until known
    std::shared_ptr<RunRecorder> recorder;
    bool hasRecordedSettings = false;
    std::optional<std::uint32_t> recordedWorkload; // number of the recorded workload; empty: its first second has not ended
    std::vector<RecordedSecond> secondsOfNext;     // of the next workload, for the next recorder
    std::vector<SecondFigures> latestSeconds;      // of the last look at the engine, while nothing is recorded
    std::vector<SecondFigures> earlierSeconds;     // of the look before, which may know of traffic that its snapshot did not
    std::vector<RunMark> marks;                    // waiting for the end of their second

    QElapsedTimer shutdownTimer;
    bool isHurried = false;     // second shutdown request
    bool isClosingDown = false; // the engine has finished; its end is being confirmed
    std::optional<std::future<Outcome<int>>> backendCount;
    BackendsLeft backendsLeft;
    std::optional<ShutdownReport> report;

    Worker worker; // last, so that its jobs end before other members are destroyed
};

} // namespace poolwart
