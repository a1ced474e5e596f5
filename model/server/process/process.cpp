// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/server/process/process.h"

#include "model/core/text.h"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <thread>

namespace poolwart {

namespace {

using Clock = std::chrono::steady_clock;

std::string name(const ProcessCall &call)
{
    return call.program.substr(call.program.rfind('/') + 1);
}

// What is there to read; closes at the end of the stream.
void readSome(Descriptor &stream, std::string &text)
{
    std::array<char, 4'096> buffer{};
    const auto got = ::read(stream.get(), buffer.data(), buffer.size());
    if (got > 0)
        text.append(buffer.data(), static_cast<std::size_t>(got));
    else
        stream = Descriptor();
}

// Both streams to their ends, or until the deadline.
void collect(ChildProcess &child, std::string &output, std::string &errors, Clock::time_point deadline)
{
    while (child.output.isOpen() || child.errors.isOpen()) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
        if (left <= 0)
            return;
        std::array watched = {pollfd{child.output.get(), POLLIN, 0}, pollfd{child.errors.get(), POLLIN, 0}}; // −1 is passed over
        ::poll(watched.data(), watched.size(), static_cast<int>(std::min<long long>(left, 60'000)));
        if (watched[0].revents)
            readSome(child.output, output);
        if (watched[1].revents)
            readSome(child.errors, errors);
    }
}

// The status as waitpid() gives it; none at the deadline.
std::optional<int> waitForEnd(pid_t pid, Clock::time_point deadline)
{
    int status = 0;
    while (::waitpid(pid, &status, WNOHANG) == 0) {
        if (Clock::now() >= deadline)
            return std::nullopt;
        std::this_thread::sleep_for(std::chrono::milliseconds(1)); // its streams are closed: it is about to end
    }
    return status;
}

Error cannotStart(const ProcessCall &call)
{
    return {.kind = ErrorKind::Io,
            .message = text(QT_TRANSLATE_NOOP("core", "“%1” could not be started."), name(call)),
            .details = call.program};
}

} // namespace

Outcome<std::string> runProcess(const ProcessCall &call)
{
    std::vector<std::string> command{call.program};
    command.insert(command.end(), call.arguments.begin(), call.arguments.end());
    auto child = startChild(command, call.setup);
    if (!child)
        return cannotStart(call);
    child->input = Descriptor();

    const auto deadline = Clock::now() + call.deadline;
    std::string output;
    std::string errors;
    collect(*child, output, errors, deadline);
    const auto status = waitForEnd(child->pid, deadline);
    if (!status) {
        ::kill(child->pid, SIGKILL);
        ::waitpid(child->pid, nullptr, 0);
        return Error{.kind = ErrorKind::TimedOut,
                     .message = text(QT_TRANSLATE_NOOP("core", "“%1” did not end within %2 s and was stopped."), name(call),
                                     call.deadline.count() / 1'000),
                     .details = errors};
    }
    if (WIFEXITED(*status) && WEXITSTATUS(*status) == 0)
        return output;
    if (WIFEXITED(*status) && WEXITSTATUS(*status) >= 126)
        return cannotStart(call);
    return Error{.kind = ErrorKind::Io, .message = text(QT_TRANSLATE_NOOP("core", "“%1” failed."), name(call)), .details = errors};
}

} // namespace poolwart
