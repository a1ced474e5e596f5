// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/plan.h"
#include "model/core/snapshot.h"
#include "model/traffic/trafficplan.h"

#include <QJsonObject>

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace poolwart {

inline constexpr int runFileVersion = 1;

struct RunServer
{
    std::string version; // as server_version
    int maxConnections = 0;
    int superuserReserved = 0;
    int reserved = 0;
    int usable = 0;
    std::optional<std::string> serviceTime; // of a simulated server, as serviceTimeText(); its limits are then 0

    bool operator==(const RunServer &) const = default;
};

struct RunPool
{
    std::string name;
    int slots = 0;
    std::uint64_t opened = 0;
    std::uint64_t served = 0;
    std::uint64_t timeouts = 0;
    int peakInUse = 0;
    int peakWaiting = 0;

    bool operator==(const RunPool &) const = default;
};

// How late the open loop sent its requests, against their intended start.
struct RunLag
{
    Duration p50{0};
    Duration p99{0};
    Duration max{0};

    bool operator==(const RunLag &) const = default;
};

// How the run ended; ShutdownReport of the session, as it is stored.
struct RunShutdown
{
    std::uint64_t drained = 0;
    std::uint64_t cancelled = 0;
    std::uint64_t cut = 0;
    std::optional<int> backendsLeft; // none: the server could not be asked
    std::uint64_t elapsedMs = 0;

    bool operator==(const RunShutdown &) const = default;
};

// What a run measured and how it ended: the content of a run file. The README describes each field. Times are
// microseconds in the file. Counts are final, after the shutdown; rate and elapsed are of the measured time.
struct RunRecord
{
    // Of the measuring, after the warm-up. A simulated run began in 1970, at zero of its own clock: the same seed has to
    // give the same file, whenever it is run.
    std::chrono::sys_seconds startedAt{};
    Plan plan;
    TrafficPlan traffic;
    std::uint64_t seed = 0;
    RunServer server;
    double elapsedSeconds = 0;
    double throughputPerSecond = 0;
    RequestCounts requests;
    LatencySummary acquire;
    LatencySummary service;
    LatencySummary response;
    std::vector<RunPool> pools;
    std::map<std::string, std::uint64_t> errors; // by SQLSTATE
    RunLag scheduleLag;
    double cpuMicrosPerRequest = 0;
    RunShutdown shutdown;

    bool operator==(const RunRecord &) const = default;
};

QJsonObject runToJson(const RunRecord &run);

// A wrong field is refused with its path, an unknown one is passed over: later versions add, and old tools read on.
Outcome<RunRecord> runFromJson(const QJsonObject &object);

QByteArray runText(const RunRecord &run);

Outcome<RunRecord> readRunFile(const std::string &path);
Done writeRunFile(const RunRecord &run, const std::string &path);

} // namespace poolwart
