// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/process/processsetup.h"

#include "model/server/process/openfiles.h"

#include <cerrno>
#include <csignal>
#include <initializer_list>

#include <fcntl.h>
#include <unistd.h>

namespace poolwart {

namespace {

void occupy(int stream)
{
    if (::fcntl(stream, F_GETFD) != -1 || errno != EBADF)
        return;
    const int mode = stream == STDIN_FILENO ? O_WRONLY : O_RDONLY; // the wrong way round
    static_cast<void>(::open("/dev/null", mode));                  // takes the lowest number, which is the stream's
}

} // namespace

void prepareProcess()
{
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        occupy(stream);
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    raiseOpenFiles();
}

} // namespace poolwart
