// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/server/process/childprocess.h"

#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

namespace poolwart {

namespace {

struct Pipe
{
    Descriptor readEnd;
    Descriptor writeEnd;

    bool open()
    {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0)
            return false;
        readEnd = Descriptor(ends[0]);
        writeEnd = Descriptor(ends[1]);
        return true;
    }
};

// Nothing but this: the child may be of another user, who reads its environment, and ours may hold passwords
// (DATABASE_URL, PGPASSWORD, anything). The child may not allocate, so what exec needs is made before the fork.
std::vector<std::string> cleanEnvironment()
{
    std::vector<std::string> variables{"LC_ALL=C"};
    for (const char *name : {"PATH", "TMPDIR", "TZ", "LD_LIBRARY_PATH"}) {
        if (const char *value = ::getenv(name))
            variables.push_back(std::string(name) + '=' + value);
    }
    return variables;
}

std::vector<char *> pointersTo(std::vector<std::string> &texts)
{
    std::vector<char *> pointers;
    for (auto &text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

bool become(const UnixUser &user)
{
    return ::setgroups(user.groups.size(), user.groups.data()) == 0 && ::setgid(user.gid) == 0 && ::setuid(user.uid) == 0;
}

// Between fork and exec, in the child: only async-signal-safe calls.
[[noreturn]] void runChild(char *const *arguments, char *const *environment, const ChildSetup &setup, const std::array<int, 3> &streams)
{
    for (int i = 0; i < 3; ++i)
        ::dup2(streams[static_cast<std::size_t>(i)], i);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);  // ours may block the signals of a shutdown
    for (const int ignored : {SIGPIPE, SIGXFSZ}) // by us
        ::signal(ignored, SIG_DFL);
    if (setup.newSession)
        ::setsid();
    if (setup.keptDescriptor >= 0)
        ::fcntl(setup.keptDescriptor, F_SETFD, 0);
    if (::chdir("/") != 0 || (setup.user && !become(*setup.user)))
        ::_exit(126);
    ::execve(arguments[0], arguments, environment);
    ::_exit(127);
}

} // namespace

std::optional<ChildProcess> startChild(const std::vector<std::string> &command, const ChildSetup &setup)
{
    Pipe input;
    Pipe output;
    Pipe errors;
    if (!input.open() || !output.open() || !errors.open())
        return std::nullopt;
    auto arguments = command;
    auto environment = cleanEnvironment();
    const auto argumentPointers = pointersTo(arguments);
    const auto environmentPointers = pointersTo(environment);

    const pid_t pid = ::fork();
    if (pid < 0)
        return std::nullopt;
    if (pid == 0)
        runChild(argumentPointers.data(), environmentPointers.data(), setup,
                 {input.readEnd.get(), output.writeEnd.get(), errors.writeEnd.get()});
    return ChildProcess{
        .pid = pid, .input = std::move(input.writeEnd), .output = std::move(output.readEnd), .errors = std::move(errors.readEnd)};
}

} // namespace poolwart
