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

// Watches the server over a connection of its own, once a second, also while the pools are exhausted. Nothing here
// waits for a server: every call returns at once except stop(), which is bounded.
class ServerMonitor
{
public:
    using Deadline = std::chrono::milliseconds;
    using Settings = std::map<std::string, std::string>;

    ServerMonitor();
    ~ServerMonitor(); // stop()
    ServerMonitor(const ServerMonitor &) = delete;
    ServerMonitor &operator=(const ServerMonitor &) = delete;

    // runPrefix is "poolwart/<run>". Ours are the client backends named runPrefix + "/p…"; others named
    // runPrefix + "/…" are counted as monitors. Starting again stops first.
    void start(Target target, std::string runPrefix);

    // The last sample; before the first one, default values. After a failure: connected is false, error says why,
    // limits and the figures about others are the last ones known. Any thread; copies under a mutex.
    ServerSample latest() const;

    // Takes a sample now instead of within the second. Any thread.
    void sampleNow();

    // How many client backends of this run there are now, asked anew; behind a pooler how many clients of it, where it tells. Ready by the
    // deadline, as a failure if need be, also against a server that has gone silent. Any thread.
    std::future<Outcome<int>> backendsOfRun(Deadline deadline = std::chrono::seconds(2));

    // Those of its settings that a run's figures depend on, by name, as SHOW says them. Any thread.
    std::future<Outcome<Settings>> settings(Deadline deadline = std::chrono::seconds(2));

    // pg_cancel_backend and pg_terminate_backend over the monitor's connection. Any thread.
    std::future<Done> cancelBackend(int pid, Deadline deadline = std::chrono::seconds(2));
    std::future<Done> terminateBackend(int pid, Deadline deadline = std::chrono::seconds(2));

    // Ends within a second, also against a silent server. What was asked and not answered fails as Cancelled.
    void stop();

private:
    template <class T, class Work>
    std::future<Outcome<T>> ask(Deadline deadline, Work work);

    mutable std::mutex m_mutex; // guards all below; nothing waits under it
    std::unique_ptr<MonitorWorker> m_worker;
    std::string m_runPrefix;
    Target m_target;
    ServerSample m_last; // while there is no worker
};

// A little above the connect timeout, so that its words are the ones shown.
inline constexpr std::chrono::milliseconds probeTimeout{6'000};

// Connects, takes one sample and closes again; blocks until the timeout at most, or until stop is requested. Not for
// the GUI thread.
Outcome<ServerSample> probe(const Target &target, std::chrono::milliseconds timeout, std::stop_token stop = {});

} // namespace poolwart
