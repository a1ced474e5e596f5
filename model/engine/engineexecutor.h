// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <asio/io_context.hpp>
#include <asio/post.hpp>

#include <mutex>
#include <utility>

namespace poolwart {

// Posts to the engine thread from threads that may outlive it. After close() posted tasks are dropped.
class EngineExecutor
{
public:
    explicit EngineExecutor(asio::io_context &context)
        : m_context(&context)
    {}

    // Any thread; does not block beyond the mutex.
    template <class Task>
    void post(Task &&task)
    {
        const std::scoped_lock lock(m_mutex);
        if (m_context)
            asio::post(*m_context, std::forward<Task>(task));
    }

    void close()
    {
        const std::scoped_lock lock(m_mutex);
        m_context = nullptr;
    }

private:
    std::mutex m_mutex; // guards m_context; held for one push onto the context's queue
    asio::io_context *m_context;
};

} // namespace poolwart
