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

namespace poolwart {

// What the facade holds: the desired state, the parts that bring it about, and what was last seen of them.
class Session::Private
{
public:
    Private(Session *session, std::uint64_t seed);

    void setState(State next);
    void setPlan(const Plan &next); // shown and, while connected, applied
    void fail(const Error &error);  // to the caller and into the log
    void note(Severity severity, const std::string &sentence);

    Done checkFits(const Plan &wanted); // both keep the plan to offer
    Done checkFits(const Plan &wanted, const ServerSample &seen);
    void probeAndMove(const Target &next, const QString &description, bool toSandbox);
    void moveTo(const Target &next, const ServerSample &seen);
    void takeDefaultWorkload();
    Done checkGrowth(const Plan &next); // that it fits, if it is larger than the plan
    void watchServer(std::optional<Target> next);
    void refresh();
    double ownCpuShare();

    RunRecord runHead() const;
    void record(const std::vector<Event> &events);
    void record(RecordedSecond second);
    void fetchSettings();
    bool mayWrite() const; // to the present target

    void beginShutdown(std::chrono::milliseconds drainDeadline);
    void watchShutdown();
    void confirmNoBackends();
    void finishShutdown(std::optional<int> left); // backends; none: not confirmed

    Session *const q;
    State state = State::Disconnected;
    bool wasConnected = false; // a failed move leaves the session where it was
    bool hasOpenedPools = false;
    const std::uint64_t seed;
    Plan plan;
    std::optional<Plan> largestFitting; // of the plan that was refused last
    TrafficPlan traffic;
    bool followsDefaultWorkload = false;
    std::uint64_t trafficStarts = 0; // asked for in this session
    bool isHeldForWrites = false;
    QUndoStack undoStack;
    PoolIdentities identities;
    QueryLogging queryLog;

    const std::string runPrefix; // "poolwart/<run>"
    Engine engine;
    ServerMonitor monitor;
    std::shared_ptr<Sandbox> sandbox; // touched on the worker thread only, but for being here
    bool isOnSandbox = false;
    std::optional<Target> target; // that the pools live on
    QString description;
    // What was asked for last.
    struct Asked
    {
        std::function<void()> ask;
        QString description;
    };
    std::optional<Asked> asked;
    std::set<std::string> writableTargets; // by their descriptions
    std::optional<int> pgbenchScale;       // of the present target

    Snapshot snapshot;
    ServerSample server;
    std::chrono::steady_clock::time_point movedAt; // to the server that is watched now
    History history;
    QTimer refreshTimer;
    TimeShare cpu; // of the thread that all this runs on
    TimePoint nextCpuLook{};
    double cpuShare = 0;

    std::optional<std::future<Outcome<ServerMonitor::Settings>>> askedSettings;
    ServerMonitor::Settings settings; // of the server that is watched now; empty until it said
    std::shared_ptr<RunRecorder> recorder;
    bool hasRecordedSettings = false;
    std::optional<std::uint32_t> recordedWorkload; // the number of the one that is recorded; none: its first second has not ended
    std::vector<RecordedSecond> secondsOfNext;     // of the workload after it, for the next recorder
    std::vector<RunMark> marks;                    // that wait for the end of their second

    QElapsedTimer shutdownTimer;
    bool isHurried = false;     // shutting down once more
    bool isClosingDown = false; // the engine has finished, its end is being confirmed
    std::optional<std::future<Outcome<int>>> backendCount;
    BackendsLeft backendsLeft;
    std::optional<ShutdownReport> report;

    Worker worker; // last: its jobs are over before anything else goes
};

} // namespace poolwart
