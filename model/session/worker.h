// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"
#include "model/threads/jobthreads.h"

#include <QMetaObject>
#include <QObject>

#include <memory>
#include <stop_token>
#include <type_traits>
#include <utility>

namespace poolwart {

// One background thread for blocking work: probing a server, creating the sandbox. Jobs run one after another in order; their
// results are delivered on the thread of this object, unless it was destroyed or the job was cancelled.
class Worker : public QObject
{
public:
    ~Worker() override // runs what waits
    {
        cancelAll();
        m_thread.finish();
        m_thread.join();
    }

    // work(stop) on the worker thread, deliver(result) on this object's. What the work throws is delivered as its error; a
    // result that cannot be one is then not delivered.
    template <class Work, class Deliver>
    void start(Work work, Deliver deliver)
    {
        using Result = std::invoke_result_t<Work &, const std::stop_token &>;
        const std::stop_token cancelled = m_cancel.get_token();
        const auto sharedDeliver = std::make_shared<Deliver>(std::move(deliver));
        m_thread.add([this, cancelled, work = std::move(work),
                      sharedDeliver](const std::stop_token &) mutable { hand(cancelled, sharedDeliver, work(cancelled)); },
                     [this, cancelled, sharedDeliver](const Error &error) {
                         if constexpr (std::is_constructible_v<Result, Error>)
                             hand(cancelled, sharedDeliver, Result(error));
                         else
                             qWarning("%s", error.message.c_str());
                     });
    }

    // Asks the running job to stop; waiting jobs still run with a stop request. None delivers a result.
    void cancelAll()
    {
        m_cancel.request_stop();
        m_cancel = std::stop_source();
    }

private:
    template <class Deliver, class Result>
    void hand(const std::stop_token &cancelled, const std::shared_ptr<Deliver> &deliver, Result result)
    {
        QMetaObject::invokeMethod(
            this,
            [cancelled, deliver, result = std::move(result)]() mutable {
                if (!cancelled.stop_requested())
                    (*deliver)(std::move(result));
            },
            Qt::QueuedConnection);
    }

    std::stop_source m_cancel; // of the jobs that are started now; this object's thread
    JobThreads m_thread;       // last
};

} // namespace poolwart
