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
    std::mutex mutex; // guards all below; nothing waits for the server under it
    std::condition_variable_any changed;
    bool opened = false; // the try is over: connection or error is set
    bool closing = false;
    PlainConnection connection;
    std::optional<Error> error;
    std::stop_source stop; // of the opening
    std::string description;
};

ConnectionThread::ConnectionThread(Target target, PlainRequest request)
    : m_state(std::make_shared<State>())
{
    request.stop = m_state->stop.get_token();
    m_state->description = describeTarget(target);
    m_thread = BoundedThread([state = m_state, target = std::move(target), request = std::move(request)] { run(state, target, request); });
}

ConnectionThread::~ConnectionThread()
{
    m_state->stop.request_stop();
    {
        const std::scoped_lock lock(m_state->mutex);
        m_state->closing = true;
        m_state->changed.notify_all();
    }
    m_thread.join(closeTimeout);
}

void ConnectionThread::run(const std::shared_ptr<State> &state, const Target &target, const PlainRequest &request)
{
    auto opened = openPlain(target, request);

    std::unique_lock lock(state->mutex);
    state->opened = true;
    if (opened)
        state->connection = std::move(*opened);
    else
        state->error = opened.error();
    state->changed.notify_all();
    state->changed.wait(lock, [&] { return state->closing; });
    lock.unlock();

    state->connection.handle.reset();
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
        return Error{.kind = ErrorKind::Cancelled, .message = text(QT_TRANSLATE_NOOP("core", "Connecting was given up."))};
    return Error{.kind = ErrorKind::TimedOut,
                 .message = text(QT_TRANSLATE_NOOP("core", "Cannot connect to %1: %2"), m_state->description,
                                 text(QT_TRANSLATE_NOOP("core", "the server did not answer in time.")))};
}

} // namespace poolwart
