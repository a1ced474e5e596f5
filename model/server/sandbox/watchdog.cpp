// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/server/sandbox/watchdog.h"

#include <signal.h>
#include <sys/wait.h>

namespace poolwart {

namespace {

// pg_ctl has nobody left to tell.
constexpr const char *script = "trap '' HUP INT TERM\n"
                               "exec >/dev/null 2>&1\n"
                               "read -r nothing\n"
                               "\"$0\" stop -D \"$1\" -m fast -t 5 || \"$0\" stop -D \"$1\" -m immediate -t 5\n";

} // namespace

bool Watchdog::watch(const std::string &programDirectory, const std::string &dataDirectory, ChildSetup setup)
{
    dismiss();
    setup.newSession = true;
    m_shell = startChild({"/bin/sh", "-c", script, programDirectory + "/pg_ctl", dataDirectory}, setup);
    return m_shell.has_value();
}

void Watchdog::dismiss()
{
    if (!m_shell)
        return;
    ::kill(m_shell->pid, SIGKILL);
    ::waitpid(m_shell->pid, nullptr, 0);
    m_shell.reset();
}

} // namespace poolwart
