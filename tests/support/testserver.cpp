// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testserver.h"

#include "model/server/connection/boundedquery.h"
#include "model/server/connection/connection.h"
#include "model/server/connection/connectionthread.h"
#include "model/server/connection/target.h"
#include "model/server/sandbox/sandbox.h"
#include "tests/support/eventually.h"

#include <QDir>
#include <QFile>
#include <QtGlobal>

#include <signal.h>
#include <sys/stat.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <optional>

namespace poolwart {

namespace fs = std::filesystem;

namespace {

template <class T>
T required(const char *what, Outcome<T> outcome)
{
    if (!outcome)
        qFatal("%s: %s\n%s\n%s", what, outcome.error().message.c_str(), outcome.error().hint.c_str(), outcome.error().details.c_str());
    return std::move(outcome).value();
}

// In /tmp, whatever TMPDIR says: the path of a socket has few bytes, and the server may be another user.
std::string newDirectory()
{
    char path[] = "/tmp/poolwart-test-XXXXXX";
    if (!::mkdtemp(path))
        qFatal("No directory for the test server");
    ::chmod(path, 0755);
    return path;
}

} // namespace

class TestServer::Private
{
public:
    explicit Private(const Options &options)
        : directory(newDirectory())
        , sandbox({.directory = directory + "/server",
                   .maxConnections = options.maxConnections,
                   .superuserReserved = options.superuserReserved,
                   .accounts = options.accounts})
    {
        prepareDrivers();
        required("Test server", sandbox.start());
    }

    ~Private()
    {
        thaw();
        console.reset();
        static_cast<void>(sandbox.stop().ok());
        std::error_code error;
        fs::remove_all(directory, error);
    }

    // A connection that is kept, and made anew if it was lost: the server may have been restarted.
    QueryRows run(const std::string &sql)
    {
        for (int attempt = 0;; ++attempt) {
            if (!console)
                console.emplace(sandbox.superuserTarget(), PlainRequest{.applicationName = "test"});
            const auto timeout = WaitLimit::in(std::chrono::milliseconds(hangMs));
            auto *handle = required("Test server", console->wait(timeout));
            auto rows = runQuery(handle, sql, timeout);
            if (rows || rows.error().kind != ErrorKind::ConnectionLost || attempt > 0)
                return required(sql.c_str(), std::move(rows));
            console.reset();
        }
    }

    void thaw()
    {
        for (const auto pid : frozen)
            ::kill(pid, SIGCONT);
        frozen.clear();
    }

    std::string directory;
    Sandbox sandbox;
    std::optional<ConnectionThread> console;
    std::vector<pid_t> frozen;
};

TestServer::TestServer()
    : TestServer(Options())
{}

TestServer::TestServer(Options options)
    : d(std::make_unique<Private>(options))
{}

TestServer::~TestServer() = default;

Target TestServer::target() const
{
    return d->sandbox.target();
}

Target TestServer::networkTarget() const
{
    return d->sandbox.networkTarget();
}

Target TestServer::superuserTarget() const
{
    return d->sandbox.superuserTarget();
}

int TestServer::port() const
{
    return std::stoi(target().parameters.at("port"));
}

std::string TestServer::directory() const
{
    return d->sandbox.config().directory;
}

std::vector<TestServer::Row> TestServer::query(const std::string &sql)
{
    std::vector<Row> rows;
    for (const auto &fields : d->run(sql)) {
        auto &row = rows.emplace_back();
        for (const auto &field : fields)
            row.push_back(field.value_or(""));
    }
    return rows;
}

std::string TestServer::value(const std::string &sql)
{
    const auto rows = query(sql);
    return rows.empty() || rows.front().empty() ? std::string() : rows.front().front();
}

int TestServer::backends(const std::string &applicationNamePrefix)
{
    return std::stoi(value("SELECT count(*) FROM pg_stat_activity WHERE starts_with(application_name, '" + applicationNamePrefix + "')"));
}

void TestServer::restart()
{
    required("Restart of the test server", d->sandbox.restart(d->sandbox.config()));
}

void TestServer::stopImmediate()
{
    std::ifstream file(directory() + "/data/postmaster.pid");
    pid_t postmaster = 0;
    file >> postmaster;
    if (postmaster <= 1)
        qFatal("The test server does not run");
    ::kill(postmaster, SIGQUIT); // an immediate shutdown
    if (!eventually([this] { return !d->sandbox.isRunning(); }))
        qFatal("The test server does not stop");
}

void TestServer::start()
{
    restart();
}

int TestServer::freeze(const std::string &applicationNamePrefix)
{
    const auto pids = query("SELECT pid FROM pg_stat_activity WHERE starts_with(application_name, '" + applicationNamePrefix + "')");
    for (const auto &row : pids) {
        d->frozen.push_back(std::stoi(row.front()));
        ::kill(d->frozen.back(), SIGSTOP);
    }
    return static_cast<int>(pids.size());
}

void TestServer::thaw()
{
    d->thaw();
}

} // namespace poolwart
