// SPDX-License-Identifier: GPL-3.0-or-later
// Long: its tests share the folders and processes that a sandbox leaves.
#include "model/server/connection/connection.h"
#include "model/server/connection/connectionthread.h"
#include "model/server/sandbox/sandbox.h"
#include "model/server/sandbox/serverprograms.h"
#include "tests/support/eventually.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iostream>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
namespace fs = std::filesystem;

namespace {

constexpr auto timeout = std::chrono::milliseconds(hangMs);

QueryRows ask(const Target &target, const std::string &sql)
{
    ConnectionThread connection(target, {.applicationName = "test"});
    const auto handle = connection.wait(WaitLimit::in(timeout));
    if (!handle)
        return {{handle.error().message}};
    const auto rows = runQuery(*handle, sql, WaitLimit::in(timeout));
    return rows ? *rows : QueryRows{{rows.error().message}};
}

std::string value(const Target &target, const std::string &sql)
{
    return ask(target, sql).at(0).at(0).value_or("");
}

// Processes that belong to a sandbox: their working directory is its data directory.
std::vector<pid_t> processesOf(const std::string &directory)
{
    std::vector<pid_t> pids;
    std::error_code error;
    for (const auto &entry : fs::directory_iterator("/proc")) {
        if (fs::read_symlink(entry.path() / "cwd", error) == directory + "/data" && !error)
            pids.push_back(std::stoi(entry.path().filename()));
    }
    return pids;
}

pid_t postmasterOf(const std::string &directory)
{
    std::ifstream file(directory + "/data/postmaster.pid");
    pid_t pid = 0;
    file >> pid;
    return pid;
}

std::vector<pid_t> childrenOf(qint64 parent)
{
    std::ifstream file("/proc/" + std::to_string(parent) + "/task/" + std::to_string(parent) + "/children");
    std::vector<pid_t> children;
    for (pid_t pid = 0; file >> pid;)
        children.push_back(pid);
    return children;
}

// Nobody may have asked for its exit code yet.
bool hasEnded(pid_t pid)
{
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string number;
    std::string name;
    char state = 'X';
    file >> number >> name >> state;
    return state == 'X' || state == 'Z';
}

// This program as a console that holds the sandbox until it is killed.
int holdSandbox(const char *directory)
{
    Sandbox sandbox({.directory = directory, .accounts = 100});
    if (const auto started = sandbox.start(); !started) {
        std::cout << started.error().message << std::endl;
        return 1;
    }
    std::cout << "ready" << std::endl;
    ::pause();
    return 0;
}

} // namespace

class TestSandbox : public QObject
{
    Q_OBJECT

    std::string m_root; // in /tmp: the server may be another user, and a socket's path is short

    std::string folder(const char *name) const { return m_root + "/" + name; }

    void startConsole(QProcess &console, const std::string &directory)
    {
        console.start(QCoreApplication::applicationFilePath(), {u"--hold"_s, QString::fromStdString(directory)});
        QVERIFY(console.waitForReadyRead(hangMs));
        QCOMPARE(console.readLine().trimmed(), QByteArray("ready"));
    }

private Q_SLOTS:
    void initTestCase()
    {
        prepareDrivers();
        char path[] = "/tmp/poolwart-sandbox-XXXXXX";
        QVERIFY(::mkdtemp(path));
        ::chmod(path, 0755);
        m_root = path;
    }
    void cleanupTestCase()
    {
        std::error_code error;
        fs::remove_all(m_root, error);
    }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void aServerIsMadeUsedStoppedAndFoundAgain()
    {
        std::vector<std::string> said;
        const SandboxConfig config{.directory = folder("first"), .maxConnections = 30, .superuserReserved = 2, .accounts = 1'000};
        std::chrono::milliseconds firstTime{};
        {
            Sandbox sandbox(config, [&](const std::string &sentence) { said.push_back(sentence); });
            const auto target = sandbox.start();
            QVERIFY2(target.ok(), target.ok() ? "" : (target.error().message + target.error().details).c_str());
            QVERIFY(sandbox.isRunning());
            QCOMPARE(sandbox.config(), config);
            QCOMPARE(said.size(), std::size_t(3));
            QCOMPARE(value(*target, "SHOW max_connections"), std::string("30"));
            QCOMPARE(value(*target, "SHOW superuser_reserved_connections"), std::string("2"));
            QCOMPARE(value(*target, "SELECT count(*) FROM pgbench_accounts"), std::string("1000"));
            QCOMPARE(value(*target, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"), std::string("f"));
            QCOMPARE(value(*target, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"),
                     std::string("app"));
            QCOMPARE(value(*target, "CREATE TABLE mark (); SELECT 'made'"), std::string("made"));
            QVERIFY(sandbox.stop().ok());
            QVERIFY(!sandbox.isRunning());
            EVENTUALLY(processesOf(config.directory).empty()); // the server removes its pid file, then ends
        }
        said.clear();
        Sandbox sandbox(config, [&](const std::string &sentence) { said.push_back(sentence); });
        const auto target = sandbox.start();
        QVERIFY(target.ok());
        QCOMPARE(said.size(), std::size_t(1)); // nothing is made again
        QCOMPARE(value(*target, "SELECT to_regclass('mark')"), std::string("mark"));
    }

    void onlyItsOwnerGetsInAndOnlyWithThePassword()
    {
        Sandbox sandbox({.directory = folder("access"), .accounts = 10});
        const auto target = sandbox.start();
        QVERIFY(target.ok());
        struct stat found
        {
        };
        QCOMPARE(::stat(target->parameters.at("host").c_str(), &found), 0);
        QCOMPARE(found.st_mode & 0777, mode_t(0700));
        QCOMPARE(::stat((folder("access") + "/password").c_str(), &found), 0);
        QCOMPARE(found.st_mode & 0777, mode_t(0600));

        auto network = sandbox.networkTarget();
        QCOMPARE(network.parameters.at("host"), std::string("127.0.0.1"));
        QCOMPARE(value(network, "SELECT current_user"), std::string("app"));
        const auto listening = value(sandbox.superuserTarget(), "SHOW listen_addresses");
        QCOMPARE(listening, std::string("127.0.0.1"));
        network.password = Secret("guess");
        QVERIFY(value(network, "SELECT current_user").find("rejected the password") != std::string::npos);
        network.parameters["user"] = "postgres";
        QVERIFY(value(network, "SELECT current_user").find("does not admit this user") != std::string::npos);
    }

    void theServerAndItsWatchdogHaveNothingOfOurEnvironment()
    {
        qputenv("DATABASE_URL", "postgresql://app:geheim@db/shop");
        qputenv("PGPASSWORD", "geheim");
        qputenv("SOME_TOKEN", "geheim");
        Sandbox sandbox({.directory = folder("environment"), .accounts = 10});
        const auto target = sandbox.start();
        for (const char *name : {"DATABASE_URL", "PGPASSWORD", "SOME_TOKEN"})
            qunsetenv(name);
        QVERIFY(target.ok());
        std::vector<pid_t> processes = childrenOf(::getpid());
        QCOMPARE(processes.size(), std::size_t(1));               // the watchdog
        processes.push_back(postmasterOf(folder("environment"))); // its children show their titles there
        for (const pid_t pid : processes) {
            QFile environment(u"/proc/%1/environ"_s.arg(pid));
            QVERIFY(environment.open(QIODevice::ReadOnly));
            const QByteArray variables = environment.readAll();
            QVERIFY2(variables.contains("LC_ALL=C"), variables.constData());
            QVERIFY2(!variables.contains("geheim"), variables.constData());
        }
    }

    void asRootNoLinkOfTheServersUserReachesAnotherFile()
    {
        if (::geteuid() != 0)
            QSKIP("For root only: another user's server is that user's own.");
        const fs::path root = folder("links");
        const fs::path secret = folder("secret");
        std::ofstream(secret) << "geheim\n";
        ::chmod(secret.c_str(), 0600);
        {
            Sandbox sandbox({.directory = root, .accounts = 10});
            QVERIFY(sandbox.start().ok());
        }
        struct stat owner
        {
        };
        QCOMPARE(::stat(root.c_str(), &owner), 0);
        QVERIFY(owner.st_uid != 0);
        for (const char *name :
             {"lock", "port", "password", "loaded", "server.log", "data/pg_hba.conf", "data/poolwart.conf", "data/postmaster.pid"}) {
            fs::remove(root / name);
            fs::create_symlink(secret, root / name);
            QCOMPARE(::lchown((root / name).c_str(), owner.st_uid, owner.st_gid), 0);
        }
        Sandbox sandbox({.directory = root, .accounts = 10});
        const auto started = sandbox.start();
        QVERIFY2(started.ok(), started.ok() ? "" : (started.error().message + started.error().details).c_str());
        QCOMPARE(value(*started, "SELECT count(*) FROM pgbench_accounts"), std::string("10"));
        QVERIFY(sandbox.stop().ok());
        struct stat found
        {
        };
        QCOMPARE(::stat(secret.c_str(), &found), 0);
        QCOMPARE(found.st_uid, uid_t(0));
        QCOMPARE(found.st_mode & 07777, mode_t(0600));
        std::ifstream file(secret);
        QCOMPARE(std::string(std::istreambuf_iterator<char>(file), {}), std::string("geheim\n"));
    }

    void asRootNoFolderThatIsThereIsGivenAway()
    {
        if (::geteuid() != 0)
            QSKIP("For root only: another user's server is that user's own.");
        const fs::path kept = folder("kept");
        fs::create_directory(kept);
        fs::create_symlink(kept, folder("planted"));
        for (const std::string &name : {kept.string(), folder("planted")}) {
            Sandbox sandbox({.directory = name, .accounts = 10});
            const auto refused = sandbox.start();
            QVERIFY(!refused.ok());
            QCOMPARE(refused.error().kind, ErrorKind::Io);
            QVERIFY2(refused.error().message.find("does not belong to") != std::string::npos, refused.error().message.c_str());
            QVERIFY2(refused.error().hint.find("chown") != std::string::npos, refused.error().hint.c_str());
        }
        struct stat found
        {
        };
        QCOMPARE(::stat(kept.c_str(), &found), 0);
        QCOMPARE(found.st_uid, uid_t(0));
        QVERIFY(fs::is_empty(kept));
    }

    void aFolderOfAnEarlierVersionInWhichRootHasFilesIsUsedAgain()
    {
        if (::geteuid() != 0)
            QSKIP("For root only: another user's server is that user's own.");
        const SandboxConfig config{.directory = folder("earlier"), .accounts = 10};
        {
            Sandbox sandbox(config);
            QVERIFY(sandbox.start().ok());
        }
        for (const char *name : {"lock", "port", "password", "loaded"})
            QCOMPARE(::chown((config.directory + "/" + name).c_str(), 0, 0), 0);
        Sandbox sandbox(config);
        const auto started = sandbox.start();
        QVERIFY2(started.ok(), started.ok() ? "" : (started.error().message + started.error().details).c_str());
        QCOMPARE(value(sandbox.networkTarget(), "SELECT count(*) FROM pgbench_accounts"), std::string("10"));
    }

    void limitsAndAccountsChangeWithARestart()
    {
        Sandbox sandbox({.directory = folder("restart"), .maxConnections = 20, .accounts = 10});
        const auto target = sandbox.start();
        QVERIFY(target.ok());
        auto config = sandbox.config();
        config.maxConnections = 50;
        config.superuserReserved = 7;
        config.accounts = 20;
        QVERIFY(sandbox.restart(config).ok());
        QCOMPARE(sandbox.config(), config);
        QCOMPARE(sandbox.target().parameters, target->parameters);
        QCOMPARE(value(*target, "SHOW max_connections"), std::string("50"));
        QCOMPARE(value(*target, "SHOW superuser_reserved_connections"), std::string("7"));
        QCOMPARE(value(*target, "SELECT count(*) FROM pgbench_accounts"), std::string("20"));
    }

    void settingsThatCannotBeAreRefusedWithTheFigures()
    {
        Sandbox sandbox({.directory = folder("refused"), .accounts = 10});
        QVERIFY(sandbox.start().ok());
        const auto before = sandbox.config();
        for (const auto &[connections, reserved, accounts] :
             {std::tuple{0, 0, 10}, {10'001, 3, 10}, {10, 10, 10}, {10, -1, 10}, {10, 3, 0}}) {
            const auto refused = sandbox.restart({.maxConnections = connections, .superuserReserved = reserved, .accounts = accounts});
            QVERIFY(!refused.ok());
            QCOMPARE(refused.error().kind, ErrorKind::BadInput);
        }
        QCOMPARE(sandbox.config(), before);
        QVERIFY(sandbox.isRunning());
        Sandbox never({.directory = folder("never"), .maxConnections = 0});
        QVERIFY(!never.start().ok());
        QVERIFY(!fs::exists(folder("never")));
    }

    void aServerThatRefusesItsSettingsSaysWhy()
    {
        Sandbox sandbox({.directory = folder("sick"), .accounts = 10});
        QVERIFY(sandbox.start().ok());
        ask(sandbox.superuserTarget(), "ALTER SYSTEM SET shared_preload_libraries = 'no_such_library'");
        const auto restarted = sandbox.restart({.maxConnections = 40, .accounts = 10});
        QVERIFY(!restarted.ok());
        QCOMPARE(restarted.error().kind, ErrorKind::Io);
        QVERIFY2(restarted.error().details.find("no_such_library") != std::string::npos, restarted.error().details.c_str());
        QCOMPARE(sandbox.config().maxConnections, 100);
    }

    void aFolderInUseIsLeftToItsConsole()
    {
        Sandbox first({.directory = folder("shared"), .accounts = 10});
        QVERIFY(first.start().ok());
        Sandbox second({.directory = folder("shared"), .accounts = 10});
        const auto refused = second.start();
        QVERIFY(!refused.ok());
        QVERIFY(refused.error().message.find("in use by another console") != std::string::npos);
        QVERIFY(first.isRunning());
    }

    void theDefaultFolderIsNumberedForMoreConsoles()
    {
        qputenv("POOLWART_SANDBOX", QByteArray::fromStdString(folder("default")));
        Sandbox first({.accounts = 10});
        Sandbox second({.accounts = 10});
        QVERIFY(first.start().ok());
        QVERIFY(second.start().ok());
        qunsetenv("POOLWART_SANDBOX");
        QCOMPARE(first.config().directory, folder("default"));
        QCOMPARE(second.config().directory, folder("default") + "-2");
        QVERIFY(first.target().parameters != second.target().parameters);
    }

    void aKilledConsoleTakesItsServerWithIt()
    {
        const auto directory = folder("killed");
        QProcess console;
        startConsole(console, directory);
        QVERIFY(!processesOf(directory).empty());
        console.kill();
        QVERIFY(console.waitForFinished(hangMs));
        EVENTUALLY(processesOf(directory).empty());
    }

    void aConsoleRightAfterAKilledOneWaitsForItsServersEnd()
    {
        const auto directory = folder("quick");
        QProcess console;
        startConsole(console, directory);
        const auto watchdogs = childrenOf(console.processId());
        QVERIFY(!watchdogs.empty());
        console.kill();
        QVERIFY(console.waitForFinished(hangMs));
        Sandbox sandbox({.directory = directory, .accounts = 100});
        QVERIFY(sandbox.start().ok());
        for (const auto watchdog : watchdogs)
            EVENTUALLY(hasEnded(watchdog)); // one that was late would have stopped the new server
        QVERIFY(sandbox.isRunning());
        QCOMPARE(value(sandbox.target(), "SELECT count(*) FROM pgbench_accounts"), std::string("100"));
    }

    void aServerLeftByACrashIsTakenOver()
    {
        const auto directory = folder("left");
        QProcess console;
        startConsole(console, directory);
        for (const auto watchdog : childrenOf(console.processId()))
            ::kill(watchdog, SIGKILL);
        console.kill();
        QVERIFY(console.waitForFinished(hangMs));
        const auto left = postmasterOf(directory);
        QCOMPARE(::kill(left, 0), 0);

        std::vector<std::string> said;
        Sandbox sandbox({.directory = directory, .maxConnections = 33, .accounts = 100},
                        [&](const std::string &sentence) { said.push_back(sentence); });
        const auto target = sandbox.start();
        QVERIFY(target.ok());
        QVERIFY(said.front().starts_with("Taking over"));
        QVERIFY(postmasterOf(directory) != left);
        QCOMPARE(value(*target, "SHOW max_connections"), std::string("33"));
        QCOMPARE(value(*target, "SELECT count(*) FROM pgbench_accounts"), std::string("100"));
    }

    void aCrashedServersRemainsAreCleared()
    {
        const SandboxConfig config{.directory = folder("crashed"), .accounts = 10};
        Sandbox sandbox(config);
        const auto target = sandbox.start();
        QVERIFY(target.ok());
        ConnectionThread busy(*target, {.applicationName = "busy"});
        QVERIFY(busy.wait(WaitLimit::in(timeout)).ok());
        for (const auto pid : processesOf(config.directory)) { // a backend that does not notice the end
            if (pid != postmasterOf(config.directory))
                ::kill(pid, SIGSTOP);
        }
        ::kill(postmasterOf(config.directory), SIGKILL);
        EVENTUALLY(!sandbox.isRunning());
        QVERIFY(!processesOf(config.directory).empty());
        const auto again = sandbox.start();
        QVERIFY2(again.ok(), again.ok() ? "" : (again.error().message + again.error().details).c_str());
        QCOMPARE(value(*target, "SELECT count(*) FROM pgbench_accounts"), std::string("10"));
    }

    void aStalePidFileOfAnotherProcessIsNoObstacle()
    {
        const SandboxConfig config{.directory = folder("stale"), .accounts = 10};
        {
            Sandbox sandbox(config);
            QVERIFY(sandbox.start().ok());
        }
        std::ofstream(config.directory + "/data/postmaster.pid") << ::getpid() << "\n" << config.directory << "/data\n";
        Sandbox sandbox(config);
        QVERIFY(!sandbox.isRunning());
        QVERIFY(sandbox.start().ok());
    }

    void aCreationThatWasCutShortIsStartedAnew()
    {
        const SandboxConfig config{.directory = folder("cut"), .accounts = 10};
        {
            Sandbox sandbox(config);
            QVERIFY(sandbox.start().ok());
        }
        QVERIFY(fs::remove(config.directory + "/loaded"));
        QVERIFY(fs::remove(config.directory + "/data/global/pg_control"));
        Sandbox sandbox(config);
        const auto target = sandbox.start();
        QVERIFY(target.ok());
        QCOMPARE(value(*target, "SELECT count(*) FROM pgbench_accounts"), std::string("10"));
    }

    void aLongPathGetsAShortSocket()
    {
        Sandbox sandbox({.directory = folder("a-folder-with-a-name-that-is-much-too-long-for-the-path-of-a-socket-in-the-file-system/x"),
                         .accounts = 10});
        const auto target = sandbox.start();
        QVERIFY(target.ok());
        QVERIFY(target->parameters.at("host").starts_with("/tmp/poolwart-"));
        QCOMPARE(value(*target, "SELECT 1"), std::string("1"));
        const auto socketFolder = target->parameters.at("host");
        QVERIFY(sandbox.stop().ok());
        QVERIFY(!fs::exists(socketFolder));
    }

    void aFolderThatCannotBeMadeIsNamed()
    {
        std::ofstream(folder("file")) << "x";
        Sandbox sandbox({.directory = folder("file") + "/inside"});
        const auto refused = sandbox.start();
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().kind, ErrorKind::Io);
        QVERIFY(refused.error().message.find(folder("file") + "/inside") != std::string::npos);
    }

    void aFullDiskIsReportedInTheToolsWords()
    {
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
        const rlimit small{.rlim_cur = 100'000, .rlim_max = before.rlim_max}; // bytes a file; initdb inherits it
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
        Sandbox sandbox({.directory = folder("full")});
        const auto refused = sandbox.start();
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().kind, ErrorKind::Io);
        QVERIFY2(refused.error().message.find("initdb") != std::string::npos, refused.error().message.c_str());
        QVERIFY(!refused.error().details.empty() && !refused.error().hint.empty());
        QVERIFY(Sandbox({.directory = folder("full"), .accounts = 10}).start().ok()); // once there is space
    }

    void theNewestServerIsChosen()
    {
        QTemporaryDir directory;
        std::vector<std::string> directories;
        for (const char *version : {"9", "16", "15"}) {
            const auto bin = directory.path().toStdString() + "/" + version + "/bin";
            fs::create_directories(bin);
            for (const char *program : {"initdb", "pg_ctl", "postgres"}) {
                if (version == std::string("16") && program == std::string("postgres"))
                    continue; // not whole
                std::ofstream(bin + "/" + program) << "#!/bin/sh\n";
                ::chmod((bin + "/" + program).c_str(), 0755);
            }
            directories.push_back(bin);
        }
        const auto root = directory.path().toStdString();
        QCOMPARE(serversIn(directories), (std::vector<ServerPrograms>{{15, root + "/15/bin"}, {9, root + "/9/bin"}}));
        QVERIFY(serversIn({"/nowhere"}).empty());
        QCOMPARE(Sandbox::programDirectory(), installedServers().front().directory);
    }
};

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    if (argc == 3 && QByteArray(argv[1]) == "--hold")
        return holdSandbox(argv[2]);
    TestSandbox test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_sandbox.moc"
