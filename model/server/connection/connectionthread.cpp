// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/server/connection/connectionthread.h"

#include "model/core/text.h"
#include "model/server/connection/target.h"

#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace poolwart {

namespace {

constexpr std::chrono::milliseconds closeTimeout{250};

} // namespace

// Shared with the thread, which may outlive the object.
struct ConnectionThread::State
{
    std::mutex mutex; // guards all below but the description; nothing waits for the server under it
    std::condition_variable_any changed;
    bool opened = false; // the try is over: connection or error is set
    PlainConnection connection;
    std::optional<Error> error;
    std::string description;

    void set(Outcome<PlainConnection> result)
    {
        const std::scoped_lock lock(mutex);
        opened = true;
        if (result)
            connection = std::move(*result);
        else
            error = result.error();
        changed.notify_all();
    }
};

ConnectionThread::ConnectionThread(Target target, PlainRequest request)
    : m_state(std::make_shared<State>())
    , m_thread({.maxThreads = 1, .atEnd = [state = m_state] { state->connection.handle.reset(); }})
{
    m_state->description = describeTarget(target);
    m_thread.add(
        [state = m_state, target = std::move(target), request = std::move(request)](const std::stop_token &stop) {
            PlainRequest stoppable = request;
            stoppable.stop = stop;
            state->set(openPlain(target, stoppable));
        },
        [state = m_state](const Error &error) { state->set(error); });
}

ConnectionThread::~ConnectionThread()
{
    m_thread.stop();
    m_thread.join(std::chrono::steady_clock::now() + closeTimeout);
}

bool ConnectionThread::isPooled() const
{
    const std::scoped_lock lock(m_state->mutex);
    return m_state->connection.isPooled;
}

int ConnectionThread::serverPid() const
{
    const std::scoped_lock lock(m_state->mutex);
    return m_state->connection.serverPid;
}

Outcome<pg_conn *> ConnectionThread::wait(const WaitLimit &limit)
{
    std::unique_lock lock(m_state->mutex);
    m_state->changed.wait_until(lock, limit.stop, limit.deadline, [this] { return m_state->opened; });
    if (m_state->error)
        return *m_state->error;
    if (m_state->opened)
        return m_state->connection.handle.get();
    if (limit.stop.stop_requested())
        return Error{.kind = ErrorKind::Cancelled, .message = text(QT_TRANSLATE_NOOP("core", "Connecting was cancelled."))};
    return Error{.kind = ErrorKind::TimedOut,
                 .message = text(QT_TRANSLATE_NOOP("core", "Cannot connect to %1: %2"), m_state->description,
                                 text(QT_TRANSLATE_NOOP("core", "the server did not answer in time.")))};
}

} // namespace poolwart
