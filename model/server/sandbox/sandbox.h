// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"
#include "model/core/target.h"

#include <functional>
#include <memory>
#include <string>

namespace poolwart {

struct SandboxConfig
{
    std::string directory; // empty: defaultSandboxDirectory(), or the next free "…-2" where another console has it
    int maxConnections = 100;
    int superuserReserved = 3;
    int accounts = 100'000; // rows of pgbench_accounts

    bool operator==(const SandboxConfig &) const = default;
};

// A private PostgreSQL server, created and run by this program: loopback and a Unix socket that only its owner can reach. It
// ends with this program, even if that is killed; a server or files left by a crash are reused. All calls block (start() some
// seconds) and belong on a worker thread, one at a time.
class Sandbox
{
public:
    using Progress = std::function<void(const std::string &)>; // one translated sentence; on the calling thread

    explicit Sandbox(SandboxConfig config = {}, Progress progress = {});
    ~Sandbox(); // stop()
    Sandbox(const Sandbox &) = delete;
    Sandbox &operator=(const Sandbox &) = delete;

    // Creates what is missing, starts the server, and returns the socket target of role and database "app".
    Outcome<Target> start();

    // Restarts the server with another max_connections and superuser_reserved_connections; another number of accounts reloads
    // the tables in the same directory. Targets stay valid; open connections end.
    Done restart(SandboxConfig config);

    Done stop();

    bool isRunning() const;
    SandboxConfig config() const;   // with the actual directory
    Target target() const;          // role "app" over the socket; what start() returned
    Target networkTarget() const;   // role "app" over 127.0.0.1, with its generated password: for exported programs
    Target superuserTarget() const; // role "postgres" over the socket

    // The directory of the newest PostgreSQL server programs, from PATH and the usual places; empty: not installed.
    static std::string programDirectory();

private:
    class Server;
    std::unique_ptr<Server> m_server;
};

// $POOLWART_SANDBOX; else "poolwart/sandbox" in the user's data directory (~/.local/share); for root /var/lib/poolwart/sandbox, because the
// server then runs as user postgres (else nobody), who cannot enter /root.
std::string defaultSandboxDirectory();

} // namespace poolwart
