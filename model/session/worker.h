// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaObject>
#include <QObject>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>

namespace poolwart {

// One background thread for what blocks: probing a server, making the sandbox. Jobs run one after another, in the order
// given; what they return is delivered on the thread of this object, unless it is gone or the job was cancelled.
class Worker : public QObject
{
public:
    Worker()
        : m_thread([this](const std::stop_token &stop) { run(stop); })
    {}

    ~Worker() override
    {
        cancelAll();
        m_thread.request_stop();
        m_changed.notify_all();
        m_thread.join();
    }

    // work(stop) on the worker thread, deliver(result) on this object's.
    template <class Work, class Deliver>
    void start(Work work, Deliver deliver)
    {
        const std::scoped_lock lock(m_mutex);
        const std::stop_token cancelled = m_cancel.get_token();
        m_jobs.push_back([this, cancelled, work = std::move(work), deliver = std::move(deliver)]() mutable {
            auto result = work(cancelled);
            QMetaObject::invokeMethod(
                this,
                [cancelled, deliver = std::move(deliver), result = std::move(result)]() mutable {
                    if (!cancelled.stop_requested())
                        deliver(std::move(result));
                },
                Qt::QueuedConnection);
        });
        m_changed.notify_all();
    }

    // What runs is asked to stop, what waits still runs but is told so; neither delivers.
    void cancelAll()
    {
        const std::scoped_lock lock(m_mutex);
        m_cancel.request_stop();
        m_cancel = std::stop_source();
    }

private:
    void run(const std::stop_token &stop)
    {
        std::unique_lock lock(m_mutex);
        while (m_changed.wait(lock, stop, [this] { return !m_jobs.empty(); })) {
            const std::function<void()> job = std::move(m_jobs.front());
            m_jobs.pop_front();
            lock.unlock();
            job();
            lock.lock();
        }
    }

    std::mutex m_mutex; // guards all below; not held while a job runs
    std::condition_variable_any m_changed;
    std::deque<std::function<void()>> m_jobs;
    std::stop_source m_cancel;
    std::jthread m_thread; // last
};

} // namespace poolwart
