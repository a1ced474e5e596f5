// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"

#include <QMetaObject>
#include <QObject>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <system_error>
#include <thread>
#include <type_traits>
#include <utility>

namespace poolwart {

// Runs work that cannot be stopped, such as parsing a large file, on a thread that nobody waits for. The work owns all that it uses
// and ends on its own, also after this object is destroyed. One task at a time: starting another one cancels the one before.
class DetachedTask : public QObject
{
public:
    DetachedTask() = default;
    ~DetachedTask() override { cancel(); } // does not wait for the work

    enum class AtExit {
        Abandon, // the process may end meanwhile: the work only reads
        Await,   // awaitWritten() waits for it: the work writes what may not be left half done
    };

    // Calls work() on a thread of its own, then deliver(result) on this object's thread, unless the task was cancelled. `work` returns
    // an Outcome; an exception that leaves it becomes an internal error.
    template <class Work, class Deliver>
    void start(Work work, Deliver deliver, AtExit atExit = AtExit::Abandon)
    {
        using Result = std::invoke_result_t<Work &>;
        cancel();
        m_address = std::make_shared<Address>(this);
        auto job = [address = m_address, work = std::move(work), deliver = std::move(deliver)]() mutable {
            auto result = guarded<Result>(work);
            address->send([address, deliver = std::move(deliver), result = std::move(result)](DetachedTask *task) mutable {
                if (task->m_address != address)
                    return;
                task->m_address.reset(); // before: `deliver` may start the next one
                deliver(std::move(result));
            });
        };
        detach(std::move(job), atExit);
    }

    void cancel() // the result will not be delivered
    {
        if (m_address)
            m_address->forget();
        m_address.reset();
    }

    bool isRunning() const { return m_address != nullptr; }

    // Whether any task's work has not ended, cancelled ones included. The process must not run its static destructors then.
    static bool isAnyRunning() { return s_running > 0; }

    // Before the process ends: waits for the work of all tasks with AtExit::Await, cancelled ones included. Returns whether all of it
    // has ended; a disk that no longer answers holds the process no longer than `atMost`.
    static bool awaitWritten(std::chrono::milliseconds atMost)
    {
        std::unique_lock lock(s_mutex);
        return s_written.wait_for(lock, atMost, [] { return s_writing == 0; });
    }

private:
    // Where a result is to go. The thread and the task share it.
    class Address
    {
    public:
        explicit Address(DetachedTask *task)
            : m_task(task)
        {}

        template <class Letter>
        void send(Letter letter)
        {
            const std::scoped_lock lock(m_mutex); // so that the task is not destroyed meanwhile
            if (m_task)
                QMetaObject::invokeMethod(
                    m_task, [task = m_task, letter = std::move(letter)]() mutable { letter(task); }, Qt::QueuedConnection);
        }

        void forget()
        {
            const std::scoped_lock lock(m_mutex);
            m_task = nullptr;
        }

    private:
        std::mutex m_mutex;
        DetachedTask *m_task; // null: nobody wants the result
    };

    template <class Job>
    static void detach(Job job, AtExit atExit)
    {
        const int writes = atExit == AtExit::Await ? 1 : 0;
        ++s_running;
        countWriting(writes);
        const auto shared = std::make_shared<Job>(std::move(job));
        const auto perform = [shared, writes] {
            (*shared)();
            countWriting(-writes);
            --s_running;
        };
        try {
            std::thread(perform).detach();
        } catch (const std::system_error &) {
            perform(); // the system has no thread left: better late than not at all
        }
    }

    static void countWriting(int more)
    {
        const std::scoped_lock lock(s_mutex);
        s_writing += more;
        s_written.notify_all();
    }

    template <class Result, class Work>
    static Result guarded(Work &work)
    {
        try {
            return work();
        } catch (const std::exception &fault) {
            return Error{.kind = ErrorKind::Internal, .message = fault.what()};
        }
    }

    static inline std::atomic<int> s_running = 0;
    static inline std::mutex s_mutex; // guards s_writing
    static inline std::condition_variable s_written;
    static inline int s_writing = 0;    // of those that run: the ones with AtExit::Await
    std::shared_ptr<Address> m_address; // of the task that runs; null: none does
};

} // namespace poolwart
