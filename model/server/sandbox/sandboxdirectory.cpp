// SPDX-License-Identifier: GPL-3.0-or-later
// Long: all that is done to the files of one sandbox, for no other class may know their names.
#include "model/server/sandbox/sandboxdirectory.h"

#include "model/core/text.h"
#include "model/files/descriptor.h"
#include "model/server/process/actingas.h"
#include "model/server/process/textfile.h"

#include <QRandomGenerator>
#include <QStandardPaths>

#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <thread>
#include <vector>

namespace poolwart {

namespace fs = std::filesystem;

namespace {

constexpr int maxSandboxes = 20;                             // consoles of one user with a sandbox each
constexpr std::chrono::milliseconds watchdogTimeout{12'000}; // it gives a fast stop 5 s, then an immediate one 5 s

std::optional<int> number(const std::string &text)
{
    int value = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc())
        return std::nullopt;
    return value;
}

// Missing parents can be entered by everyone, for the server may be another user.
bool makeFolders(const fs::path &path)
{
    std::error_code error;
    if (fs::is_directory(path, error))
        return true;
    if (path.has_parent_path() && path.parent_path() != path && !makeFolders(path.parent_path()))
        return false;
    return fs::create_directory(path, error) && ::chmod(path.c_str(), 0755) == 0;
}

bool isFree(int port)
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int reuse = 1; // as PostgreSQL does: connections of an earlier server that linger do not count
    ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &reuse, sizeof reuse);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const bool bound = ::bind(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
    ::close(descriptor);
    return bound;
}

// From the range that the kernel gives to nobody by itself, so that no outgoing connection takes it meanwhile.
int anyFreePort()
{
    for (int attempt = 0; attempt < 1'000; ++attempt) {
        const int port = QRandomGenerator::system()->bounded(20'000, 32'000);
        if (isFree(port))
            return port;
    }
    return 0;
}

std::string inQuotes(const std::string &value)
{
    std::string quoted;
    for (const char c : value)
        quoted += c == '\'' || c == '\\' ? std::string(2, c) : std::string(1, c);
    return "'" + quoted + "'";
}

// Of the server's user only: another's shell may stand in the folder too.
bool isAt(pid_t pid, uid_t owner, const fs::path &folder)
{
    const std::string process = "/proc/" + std::to_string(pid);
    struct stat found
    {
    };
    std::error_code error;
    return ::stat(process.c_str(), &found) == 0 && found.st_uid == owner && fs::read_symlink(process + "/cwd", error) == folder && !error;
}

Error unusable(const std::string &path)
{
    return {.kind = ErrorKind::Io,
            .message = text(QT_TRANSLATE_NOOP("core", "The sandbox's folder %1 cannot be created or written."), path),
            .hint = text(QT_TRANSLATE_NOOP("core", "Check its permissions and the free space."))};
}

Error notTheServers(const std::string &path, const UnixUser &user)
{
    return {.kind = ErrorKind::Io,
            .message = text(QT_TRANSLATE_NOOP("core", "The sandbox's folder %1 does not belong to %2, the user that runs the server."),
                            path, user.name),
            .hint = text(QT_TRANSLATE_NOOP("core", "Choose a folder that does not exist yet, or change its owner: chown %1 %2"), user.name,
                         path)};
}

// Makes the folder for the server's user, or finds that user's. As root we give away none that is there already: whoever
// planted its name may have meant another.
Done prepareFolder(const std::string &path, const std::optional<UnixUser> &user)
{
    if (user && !ActingAs::isPossible(*user))
        return Error{
            .kind = ErrorKind::Io,
            .message = text(
                QT_TRANSLATE_NOOP("core", "Poolwart runs as root and may not switch to %1, the user that would run the sandbox's server."),
                user->name),
            .hint = text(QT_TRANSLATE_NOOP("core", "Start it as an ordinary user."))};
    const bool isNew = makeFolders(fs::path(path).parent_path()) && ::mkdir(path.c_str(), 0700) == 0;
    const Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | (isNew ? O_NOFOLLOW : 0)));
    if (!user) {
        ::chmod(path.c_str(), 0700);
        return ::access(path.c_str(), W_OK | X_OK) == 0 ? done() : Done(unusable(path));
    }
    if (isNew)
        static_cast<void>(::fchown(folder.get(), user->uid, user->gid) == 0);
    struct stat found
    {
    };
    if (::fstat(folder.get(), &found) != 0)
        return unusable(path);
    if (found.st_uid != user->uid)
        return notTheServers(path, *user);
    const ActingAs server(user); // to whom the way there may be barred
    return ::chmod(path.c_str(), 0700) == 0 ? done() : Done(unusable(path));
}

} // namespace

std::string defaultSandboxDirectory()
{
    if (const auto chosen = qEnvironmentVariable("POOLWART_SANDBOX"); !chosen.isEmpty())
        return chosen.toStdString();
    if (::geteuid() == 0)
        return "/var/lib/poolwart/sandbox";
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation).toStdString() + "/poolwart/sandbox";
}

SandboxDirectory::SandboxDirectory(std::string path, FileLock lock, std::optional<UnixUser> user)
    : m_path(std::move(path))
    , m_lock(std::move(lock))
    , m_user(std::move(user))
    , m_port(number(read(m_path + "/port")).value_or(0))
{}

std::string SandboxDirectory::read(const std::string &path) const
{
    const ActingAs server(m_user);
    return readTextFile(path);
}

Done SandboxDirectory::write(const std::string &path, const std::string &content) const
{
    const ActingAs server(m_user);
    return writeTextFile(path, content);
}

uid_t SandboxDirectory::owner() const
{
    return m_user ? m_user->uid : ::geteuid();
}

std::optional<SandboxDirectory> SandboxDirectory::tryClaim(const std::string &path, const std::optional<UnixUser> &user)
{
    std::optional<FileLock> lock;
    {
        const ActingAs server(user);
        lock = FileLock::take(path + "/lock", watchdogTimeout);
    }
    if (!lock)
        return std::nullopt;
    return SandboxDirectory(path, std::move(*lock), user);
}

Outcome<SandboxDirectory> SandboxDirectory::claim(const std::string &wanted, std::optional<UnixUser> user)
{
    const std::string first = wanted.empty() ? defaultSandboxDirectory() : fs::absolute(wanted).lexically_normal().string();
    for (int number = 1; number <= (wanted.empty() ? maxSandboxes : 1); ++number) {
        const std::string path = number == 1 ? first : first + "-" + std::to_string(number);
        if (const Done made = prepareFolder(path, user); !made)
            return made.error();
        if (auto directory = tryClaim(fs::canonical(path).string(), user))
            return std::move(*directory);
        std::error_code fault;
        if (!fs::exists(path + "/lock", fault)) // it could not be made: nobody has it
            return unusable(path);
    }
    return Error{.kind = ErrorKind::Io,
                 .message = text(QT_TRANSLATE_NOOP("core", "The sandbox in %1 is in use by another console."), first),
                 .hint = text(QT_TRANSLATE_NOOP("core", "Close the other console, or choose another folder."))};
}

std::string SandboxDirectory::socketDirectory() const
{
    static const std::string longestName = "/.s.PGSQL.65535";
    const auto own = m_path + "/socket";
    if (own.size() + longestName.size() < sizeof(sockaddr_un::sun_path))
        return own;
    return "/tmp/poolwart-" + std::to_string(::geteuid()) + "-" + std::to_string(std::hash<std::string>()(m_path) % 1'000'000);
}

Done SandboxDirectory::makeSocketDirectory() const
{
    const auto path = socketDirectory();
    const ActingAs server(m_user);
    ::mkdir(path.c_str(), 0700);
    struct stat found
    {
    };
    if (::lstat(path.c_str(), &found) == 0 && S_ISDIR(found.st_mode) && found.st_uid == owner() && (found.st_mode & 077) == 0)
        return done();
    return Error{
        .kind = ErrorKind::Io,
        .message = text(
            QT_TRANSLATE_NOOP("core", "The folder %1 for the server's socket cannot be created or is accessible to other users."), path)};
}

void SandboxDirectory::removeSocketDirectory() const
{
    const ActingAs server(m_user);
    ::rmdir(socketDirectory().c_str()); // not if a socket is still in it
}

std::optional<int> SandboxDirectory::major() const
{
    return number(read(data() + "/PG_VERSION"));
}

std::optional<int> SandboxDirectory::accounts() const
{
    if (password().empty())
        return std::nullopt;
    return number(read(m_path + "/loaded"));
}

bool SandboxDirectory::setAccounts(std::optional<int> accounts)
{
    const auto path = m_path + "/loaded";
    if (accounts)
        return write(path, std::to_string(*accounts) + "\n").ok();
    const ActingAs server(m_user);
    std::error_code error;
    return fs::remove(path, error) || !error;
}

Outcome<std::string> SandboxDirectory::newPassword() const
{
    static constexpr std::string_view letters = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    std::string password;
    while (password.size() < 24)
        password += letters[QRandomGenerator::system()->bounded(static_cast<quint32>(letters.size()))];
    if (auto written = write(m_path + "/password", password + "\n"); !written)
        return written.error();
    return password;
}

std::string SandboxDirectory::password() const
{
    const auto written = read(m_path + "/password");
    return written.substr(0, written.find('\n'));
}

void SandboxDirectory::choosePort()
{
    if (m_port <= 0 || !isFree(m_port))
        m_port = anyFreePort();
    static_cast<void>(write(m_path + "/port", std::to_string(m_port) + "\n").ok()); // without it the next start has another
}

Done SandboxDirectory::writeSettings(const SandboxConfig &config) const
{
    // Nothing in it is worth a disk's flush.
    const std::string settings =
        "listen_addresses = '127.0.0.1'\nport = " + std::to_string(m_port)
        + "\nunix_socket_directories = " + inQuotes('"' + socketDirectory() + '"') + "\nunix_socket_permissions = 0700\nmax_connections = "
        + std::to_string(config.maxConnections) + "\nsuperuser_reserved_connections = " + std::to_string(config.superuserReserved)
        + "\nshared_buffers = 128MB\nfsync = off\nsynchronous_commit = off\nfull_page_writes = off\nwal_level = minimal\n"
          "max_wal_senders = 0\nmax_wal_size = 1GB\ntimezone = 'UTC'\nlog_timezone = 'UTC'\ncluster_name = 'poolwart sandbox'\n";
    const std::string access = "local all all trust\n" // the folder of the socket lets in only its owner and root
                               "host app app 127.0.0.1/32 scram-sha-256\n";
    for (const auto &[name, content] : {std::pair{"/poolwart.conf", settings}, {"/pg_hba.conf", access}}) {
        if (auto written = write(data() + name, content); !written)
            return written;
    }
    return done();
}

Done SandboxDirectory::includeSettings() const
{
    const auto path = data() + "/postgresql.conf";
    return write(path, read(path) + "\ninclude 'poolwart.conf'\n");
}

void SandboxDirectory::rotateLog() const
{
    const ActingAs server(m_user);
    std::error_code error;
    fs::rename(log(), log() + ".1", error);
}

std::string SandboxDirectory::logTail() const
{
    const auto all = read(log());
    return all.size() > 2'000 ? all.substr(all.find('\n', all.size() - 2'000) + 1) : all;
}

bool SandboxDirectory::clear() const
{
    const ActingAs server(m_user);
    std::error_code error;
    fs::remove(m_path + "/loaded", error);
    fs::remove_all(data(), error);
    return !error;
}

std::optional<pid_t> SandboxDirectory::postmaster() const
{
    const auto pid = number(read(data() + "/postmaster.pid"));
    if (pid && *pid > 0 && isAt(*pid, owner(), data()))
        return *pid;
    return std::nullopt;
}

void SandboxDirectory::endLeftovers() const
{
    std::error_code error;
    const auto leftovers = [&] {
        std::vector<pid_t> pids;
        for (const auto &entry : fs::directory_iterator("/proc", error)) {
            const auto pid = number(entry.path().filename().string());
            if (pid && isAt(*pid, owner(), data()))
                pids.push_back(*pid);
        }
        return pids;
    };
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    for (auto pids = leftovers(); !pids.empty() && std::chrono::steady_clock::now() < deadline; pids = leftovers()) {
        for (const auto pid : pids)
            ::kill(pid, SIGKILL);
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    const ActingAs server(m_user);
    fs::remove(data() + "/postmaster.pid", error);
    for (const auto &entry : fs::directory_iterator(socketDirectory(), error)) // its lock file names the dead one, too
        fs::remove(entry.path(), error);
}

} // namespace poolwart
