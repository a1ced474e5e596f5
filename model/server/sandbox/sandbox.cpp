// SPDX-License-Identifier: GPL-3.0-or-later
// Long: one life of a server, from its folder to its end, in the order in which it happens.
#include "model/server/sandbox/sandbox.h"

#include "model/core/text.h"
#include "model/server/process/process.h"
#include "model/server/sandbox/sandboxdata.h"
#include "model/server/sandbox/sandboxdirectory.h"
#include "model/server/sandbox/serverprograms.h"
#include "model/server/sandbox/watchdog.h"

#include <algorithm>
#include <optional>

namespace poolwart {

namespace {

constexpr int maxConnections = 10'000;
constexpr int maxAccounts = 100'000'000;

Done validate(const SandboxConfig &config)
{
    const auto refuse = [](std::string message) { return Error{.kind = ErrorKind::BadInput, .message = std::move(message)}; };
    if (config.maxConnections < 1 || config.maxConnections > maxConnections)
        return refuse(
            text(QT_TRANSLATE_NOOP("core", "max_connections must be from 1 to %1, but is %2."), maxConnections, config.maxConnections));
    if (config.superuserReserved < 0 || config.superuserReserved >= config.maxConnections)
        return refuse(text(QT_TRANSLATE_NOOP("core", "superuser_reserved_connections must be less than max_connections (%1), but is %2."),
                           config.maxConnections, config.superuserReserved));
    if (config.accounts < 1 || config.accounts > maxAccounts)
        return refuse(
            text(QT_TRANSLATE_NOOP("core", "The number of accounts must be from 1 to %1, but is %2."), maxAccounts, config.accounts));
    return done();
}

Error notInstalled(int major)
{
    Error error{.kind = ErrorKind::NotFound,
                .message = text(QT_TRANSLATE_NOOP("core", "No PostgreSQL server is installed for the sandbox.")),
                .hint = text(QT_TRANSLATE_NOOP("core", "Install the package postgresql, or connect to a server on another machine."))};
    if (major > 0)
        error.message = text(QT_TRANSLATE_NOOP("core", "PostgreSQL %1, which created the sandbox, is no longer installed."), major);
    return error;
}

} // namespace

class Sandbox::Server
{
public:
    Server(SandboxConfig config, Progress progress)
        : m_config(std::move(config))
        , m_progress(std::move(progress))
    {}

    Done start();
    Done restart(const SandboxConfig &config);
    Done stop();

    bool isRunning() const { return m_directory && m_directory->postmaster(); }
    SandboxConfig config() const;
    Target socketTarget(const std::string &role, const std::string &database) const;
    Target networkTarget() const;

private:
    void say(const std::string &sentence) const;
    Done claim();
    Done choosePrograms();
    Done ensureData();
    Done initialise();
    Done runServer();
    Done startServer();
    Done startOnPort();
    Done stopServer();
    Done ensureTables();
    ChildSetup childSetup() const;
    ProcessCall call(const std::string &program, std::vector<std::string> arguments) const;

    SandboxConfig m_config;
    Progress m_progress;
    std::optional<SandboxDirectory> m_directory;
    std::string m_programs;
    Watchdog m_watchdog;
};

void Sandbox::Server::say(const std::string &sentence) const
{
    if (m_progress)
        m_progress(sentence);
}

ChildSetup Sandbox::Server::childSetup() const
{
    return {.user = m_directory->user(), .newSession = false, .keptDescriptor = -1};
}

ProcessCall Sandbox::Server::call(const std::string &program, std::vector<std::string> arguments) const
{
    return {.program = m_programs + "/" + program,
            .arguments = std::move(arguments),
            .deadline = std::chrono::minutes(10),
            .setup = childSetup()};
}

Done Sandbox::Server::start()
{
    if (isRunning())
        return done();
    if (auto valid = validate(m_config); !valid)
        return valid;
    for (const auto step : {&Server::claim, &Server::choosePrograms, &Server::ensureData, &Server::runServer, &Server::ensureTables}) {
        if (auto made = (this->*step)(); !made) {
            static_cast<void>(stop().ok());
            return made;
        }
    }
    return done();
}

Done Sandbox::Server::claim()
{
    if (m_directory)
        return done();
    auto directory = SandboxDirectory::claim(m_config.directory, userForServer());
    if (!directory)
        return directory.error();
    m_directory.emplace(std::move(*directory));
    return done();
}

// The version that made the data, else the newest. Data of a version that is gone is made anew: it is only a sandbox.
Done Sandbox::Server::choosePrograms()
{
    const auto servers = installedServers();
    if (servers.empty())
        return notInstalled(0);
    const auto fits = [major = m_directory->major()](const ServerPrograms &server) { return server.major == major; };
    const auto found = std::find_if(servers.begin(), servers.end(), fits);
    if (m_directory->major() && found == servers.end()) {
        m_directory->endLeftovers();
        m_directory->clear();
    }
    m_programs = (found == servers.end() ? servers.front() : *found).directory;
    return done();
}

// Also ends what an earlier console left: a server without a watchdog, or the backends of one that crashed.
Done Sandbox::Server::ensureData()
{
    if (isRunning())
        say(text(QT_TRANSLATE_NOOP("core", "Taking over the sandbox server of an earlier console…")));
    static_cast<void>(stopServer().ok());
    if (m_directory->major() && m_directory->accounts())
        return done();
    return initialise();
}

Done Sandbox::Server::initialise()
{
    say(text(QT_TRANSLATE_NOOP("core", "Creating a private PostgreSQL server…")));
    m_directory->clear();
    const auto made = runProcess(call("initdb", {"--pgdata=" + m_directory->data(), "--username=postgres", "--auth-local=trust",
                                                 "--auth-host=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync"}));
    if (!made) {
        Error error = made.error();
        error.hint = text(QT_TRANSLATE_NOOP("core", "Check the free space and the permissions of %1."), m_directory->path());
        return error;
    }
    return m_directory->includeSettings();
}

Done Sandbox::Server::runServer()
{
    say(text(QT_TRANSLATE_NOOP("core", "Starting the server…")));
    if (auto made = m_directory->makeSocketDirectory(); !made)
        return made;
    auto setup = childSetup();
    setup.keptDescriptor = m_directory->lockDescriptor();
    m_watchdog.watch(m_programs, m_directory->data(), setup); // before the server: it must not be without
    return startServer();
}

Done Sandbox::Server::startServer()
{
    m_directory->choosePort();
    for (;;) {
        const int port = m_directory->port();
        Done started = startOnPort();
        if (started)
            return started;
        m_directory->choosePort(); // the same, unless another program was faster to take it
        if (m_directory->port() == port)
            return started;
    }
}

Done Sandbox::Server::startOnPort()
{
    if (auto written = m_directory->writeSettings(m_config); !written)
        return written;
    m_directory->rotateLog();
    const auto started = runProcess(call("pg_ctl", {"start", "-D", m_directory->data(), "-l", m_directory->log(), "-w", "-t", "300"}));
    if (started)
        return done();
    Error error = started.error();
    error.message = text(QT_TRANSLATE_NOOP("core", "The sandbox server did not start."));
    error.details += m_directory->logTail();
    return error;
}

Done Sandbox::Server::stopServer()
{
    for (const char *mode : {"fast", "immediate"}) {
        if (isRunning() && runProcess(call("pg_ctl", {"stop", "-D", m_directory->data(), "-w", "-t", "5", "-m", mode})))
            return done();
    }
    m_directory->endLeftovers();
    return done();
}

Done Sandbox::Server::ensureTables()
{
    if (m_directory->accounts() == m_config.accounts)
        return done();
    say(text(QT_TRANSLATE_NOOP("core", "Loading %1 accounts…"), m_config.accounts));
    if (!m_directory->accounts()) {
        const auto password = m_directory->newPassword();
        if (!password)
            return password.error();
        if (auto made = createRoleAndDatabase(socketTarget("postgres", "postgres"), Secret(*password)); !made)
            return made;
    }
    m_directory->setAccounts(std::nullopt);
    if (auto loaded = loadTables(socketTarget("app", "app"), m_config.accounts); !loaded)
        return loaded;
    m_directory->setAccounts(m_config.accounts);
    return done();
}

Done Sandbox::Server::restart(const SandboxConfig &config)
{
    if (auto valid = validate(config); !valid)
        return valid;
    if (!m_directory)
        return Error{.kind = ErrorKind::NotFound, .message = text(QT_TRANSLATE_NOOP("core", "The sandbox server is not running."))};
    say(text(QT_TRANSLATE_NOOP("core", "Restarting the server…")));
    const auto before = std::exchange(m_config, config);
    static_cast<void>(stopServer().ok());
    if (auto started = startServer(); !started) {
        m_config = before; // the server refused the new settings: go on with the old ones
        static_cast<void>(startServer().ok());
        return started;
    }
    return ensureTables();
}

Done Sandbox::Server::stop()
{
    if (!m_directory)
        return done();
    m_watchdog.dismiss();
    auto stopped = stopServer();
    m_directory->removeSocketDirectory();
    m_directory.reset();
    return stopped;
}

SandboxConfig Sandbox::Server::config() const
{
    auto config = m_config;
    if (m_directory)
        config.directory = m_directory->path();
    return config;
}

// Encryption would cost and protect nothing here, and the user's PGSSLMODE is not meant for it.
Target Sandbox::Server::socketTarget(const std::string &role, const std::string &database) const
{
    if (!m_directory)
        return {};
    return {.parameters = {{"host", m_directory->socketDirectory()},
                           {"port", std::to_string(m_directory->port())},
                           {"user", role},
                           {"dbname", database},
                           {"sslmode", "disable"},
                           {"gssencmode", "disable"}},
            .password = {}};
}

Target Sandbox::Server::networkTarget() const
{
    auto target = socketTarget("app", "app");
    if (m_directory) {
        target.parameters["host"] = "127.0.0.1";
        target.password = Secret(m_directory->password());
    }
    return target;
}

Sandbox::Sandbox(SandboxConfig config, Progress progress)
    : m_server(std::make_unique<Server>(std::move(config), std::move(progress)))
{}

Sandbox::~Sandbox()
{
    static_cast<void>(stop().ok());
}

Outcome<Target> Sandbox::start()
{
    if (auto started = m_server->start(); !started)
        return started.error();
    return target();
}

Done Sandbox::restart(SandboxConfig config)
{
    config.directory = m_server->config().directory;
    return m_server->restart(config);
}

Done Sandbox::stop()
{
    return m_server->stop();
}

bool Sandbox::isRunning() const
{
    return m_server->isRunning();
}

SandboxConfig Sandbox::config() const
{
    return m_server->config();
}

Target Sandbox::target() const
{
    return m_server->socketTarget("app", "app");
}

Target Sandbox::networkTarget() const
{
    return m_server->networkTarget();
}

Target Sandbox::superuserTarget() const
{
    return m_server->socketTarget("postgres", "app");
}

std::string Sandbox::programDirectory()
{
    const auto servers = installedServers();
    return servers.empty() ? std::string() : servers.front().directory;
}

} // namespace poolwart
