// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/server/connection/boundedquery.h"

#include <atomic>
#include <functional>
#include <future>

namespace poolwart {

// A promise kept by the first of several threads; later attempts do nothing.
template <class T>
class Answer
{
public:
    std::future<Outcome<T>> future() { return m_promise.get_future(); }

    void give(Outcome<T> outcome)
    {
        if (!m_given.exchange(true))
            m_promise.set_value(std::move(outcome));
    }

private:
    std::atomic<bool> m_given{false};
    std::promise<Outcome<T>> m_promise;
};

// A question to the server. Both functions may be called from different threads; the first call counts.
struct Question
{
    std::chrono::steady_clock::time_point deadline;
    std::function<std::optional<Error>(pg_conn *, const WaitLimit &)> ask; // returns an error if the connection is no longer usable
    std::function<void(const Error &)> giveUp;
};

} // namespace poolwart
