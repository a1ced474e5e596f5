// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"
#include "model/core/serverstate.h"
#include "model/core/target.h"

#include <chrono>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>

namespace poolwart {

class MonitorWorker;

// Watches the server over its own connection, once per second, also while the pools are exhausted. No call waits for the
// server; stop() is limited to a second.
class ServerMonitor
{
public:
    using Deadline = std::chrono::milliseconds;
    using Settings = std::map<std::string, std::string>;

    ServerMonitor();
    ~ServerMonitor(); // stop()
    ServerMonitor(const ServerMonitor &) = delete;
    ServerMonitor &operator=(const ServerMonitor &) = delete;

    // runPrefix is "poolwart/<run>". Client backends named runPrefix + "/p…" are ours; others named runPrefix + "/…" count as
    // monitors. Starting again stops first.
    void start(Target target, std::string runPrefix);

    // The last sample; default values before the first one. After a failure, connected is false, error has the reason, and
    // limits and figures of others are the last known ones. Any thread; copies under a mutex.
    ServerSample latest() const;

    // Takes a sample now. Any thread.
    void sampleNow();

    // Queries the current number of client backends of this run; behind a pooler the number of its clients, if it reports it.
    // Ready by the deadline, possibly as a failure, also if the server does not answer. Any thread.
    std::future<Outcome<int>> backendsOfRun(Deadline deadline = std::chrono::seconds(2));

    // The settings that a run's figures depend on, by name, as SHOW prints them. Any thread.
    std::future<Outcome<Settings>> settings(Deadline deadline = std::chrono::seconds(2));

    // Ends within a second, also if the server does not answer. Unanswered queries fail as Cancelled.
    void stop();

private:
    template <class T, class Work>
    std::future<Outcome<T>> ask(Deadline deadline, Work work);

    mutable std::mutex m_mutex; // guards all members below; never held while waiting
    std::unique_ptr<MonitorWorker> m_worker;
    std::string m_runPrefix;
    Target m_target;
    ServerSample m_last; // while there is no worker
};

// Slightly longer than the connect timeout, so that the connect's own error is shown.
inline constexpr std::chrono::milliseconds probeTimeout{6'000};

// Connects, takes one sample and disconnects; blocks until the timeout or a stop request. Not for the GUI thread.
Outcome<ServerSample> probe(const Target &target, std::chrono::milliseconds timeout, std::stop_token stop = {});

} // namespace poolwart
