// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/server/lentconnection.h"

#include "model/core/text.h"
#include "model/server/target.h"

#include <atomic>
#include <condition_variable>
#include <mutex>

namespace poolwart {

namespace {

constexpr std::chrono::milliseconds closePatience{250};

std::string freeName()
{
    static std::atomic<unsigned> count{0};
    return "lent-" + std::to_string(++count);
}

} // namespace

// Shared with the thread, which may outlive the object.
struct LentConnection::State
{
    std::mutex mutex; // guards all below; nothing waits for the server under it
    std::condition_variable_any changed;
    bool opened = false; // the try is over: handle or error is set
    bool closing = false;
    bool closed = false;
    pg_conn *handle = nullptr;
    std::optional<Error> error;
    std::string description;
};

LentConnection::LentConnection(Target target, ConnectionRequest request)
    : m_state(std::make_shared<State>())
{
    request.connectionName = freeName();
    m_state->description = describeTarget(target);
    m_thread = std::thread([state = m_state, target = std::move(target), request = std::move(request)] { run(state, target, request); });
}

LentConnection::~LentConnection()
{
    std::unique_lock lock(m_state->mutex);
    m_state->closing = true;
    m_state->changed.notify_all();
    const bool closed = m_state->changed.wait_for(lock, closePatience, [this] { return m_state->closed; });
    lock.unlock();
    if (closed)
        m_thread.join();
    else
        m_thread.detach();
}

void LentConnection::run(const std::shared_ptr<State> &state, const Target &target, const ConnectionRequest &request)
{
    auto error = openConnection(target, request);
    auto *handle = error ? nullptr : nativeHandle(request.connectionName);

    std::unique_lock lock(state->mutex);
    state->opened = true;
    state->handle = handle;
    state->error = std::move(error);
    state->changed.notify_all();
    state->changed.wait(lock, [&] { return state->closing; });
    lock.unlock();

    closeConnection(request.connectionName);

    lock.lock();
    state->closed = true;
    state->changed.notify_all();
}

Outcome<pg_conn *> LentConnection::wait(const WaitLimit &limit)
{
    std::unique_lock lock(m_state->mutex);
    m_state->changed.wait_until(lock, limit.stop, limit.deadline, [this] { return m_state->opened; });
    if (m_state->error)
        return *m_state->error;
    if (m_state->opened)
        return m_state->handle;
    if (limit.stop.stop_requested())
        return Error{.kind = ErrorKind::Cancelled, .message = text(QT_TRANSLATE_NOOP("core", "Connecting was given up."))};
    return Error{.kind = ErrorKind::TimedOut,
                 .message = text(QT_TRANSLATE_NOOP("core", "Cannot connect to %1: %2"),
                                 m_state->description,
                                 text(QT_TRANSLATE_NOOP("core", "the server did not answer in time.")))};
}

} // namespace poolwart
