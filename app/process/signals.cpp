// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/process/signals.h"

#include <QSocketNotifier>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include <sys/socket.h>
#include <unistd.h>

namespace poolwart {

namespace {

constexpr std::array watched{SIGTERM, SIGINT, SIGHUP};
std::array<struct sigaction, watched.size()> before;
std::array<int, 2> ends{-1, -1}; // 0: the handler's, 1: the notifier's

// Async-signal-safe, and errno is left as it was for whatever was interrupted.
extern "C" void passOn(int signal)
{
    const int error = errno;
    const char number = static_cast<char>(signal);
    [[maybe_unused]] const ssize_t written = write(ends[0], &number, 1);
    errno = error;
}

// nohup's promise: the end of the terminal is not the end of the program.
bool isLeftIgnored(int signal, const struct sigaction &inherited)
{
    return signal == SIGHUP && inherited.sa_handler == SIG_IGN;
}

} // namespace

TerminationSignals::TerminationSignals(QObject *parent)
    : QObject(parent)
{
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()) != 0)
        qFatal("socketpair: %s", strerror(errno));
    m_notifier = new QSocketNotifier(ends[1], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, &TerminationSignals::readOne);

    struct sigaction action = {};
    action.sa_handler = passOn;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    for (std::size_t i = 0; i < watched.size(); ++i) {
        sigaction(watched[i], nullptr, &before[i]);
        if (!isLeftIgnored(watched[i], before[i]))
            sigaction(watched[i], &action, nullptr);
    }
}

TerminationSignals::~TerminationSignals()
{
    for (std::size_t i = 0; i < watched.size(); ++i)
        sigaction(watched[i], &before[i], nullptr);
    delete m_notifier;
    close(ends[0]);
    close(ends[1]);
}

void TerminationSignals::readOne()
{
    char number = 0;
    if (read(ends[1], &number, 1) == 1)
        Q_EMIT received(number);
}

} // namespace poolwart
