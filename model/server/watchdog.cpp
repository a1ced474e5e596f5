// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/server/watchdog.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

namespace poolwart {

namespace {

constexpr const char *script = "trap '' HUP INT TERM\n"
                               "read -r nothing\n"
                               "\"$0\" stop -D \"$1\" -m fast -t 5 || \"$0\" stop -D \"$1\" -m immediate -t 5\n";

} // namespace

bool Watchdog::watch(const std::string &programDirectory, const std::string &dataDirectory, ChildSetup setup)
{
    dismiss();
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return false;
    const std::string control = programDirectory + "/pg_ctl";
    const char *const arguments[] = {"sh", "-c", script, control.c_str(), dataDirectory.c_str(), nullptr};
    const int nothing = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    setup.newSession = true;

    m_pid = ::fork();
    if (m_pid == 0) { // only async-signal-safe calls from here
        ::dup2(ends[0], STDIN_FILENO);
        ::dup2(nothing, STDOUT_FILENO);
        ::dup2(nothing, STDERR_FILENO);
        if (::chdir("/") == 0) {
            setup.apply();
            ::execv("/bin/sh", const_cast<char *const *>(arguments));
        }
        ::_exit(127);
    }
    ::close(nothing);
    ::close(ends[0]);
    m_pipe = ends[1];
    if (m_pid > 0)
        return true;
    m_pid = 0;
    dismiss();
    return false;
}

void Watchdog::dismiss()
{
    if (m_pid > 0) {
        ::kill(m_pid, SIGKILL);
        ::waitpid(m_pid, nullptr, 0);
        m_pid = 0;
    }
    if (m_pipe >= 0)
        ::close(m_pipe);
    m_pipe = -1;
}

} // namespace poolwart
