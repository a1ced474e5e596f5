// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/arrivals/retrypolicy.h"
#include "model/core/clock.h"
#include "model/core/ids.h"
#include "model/core/random.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace poolwart {

// Requests between two attempts, and the retry budget: each request adds its share of a retry, each retry uses up one. An
// overloaded server therefore does not get twice the load. The saved budget is bounded too.
class Retries
{
public:
    static constexpr int maxSaved = 100; // retries

    explicit Retries(std::uint64_t seed)
        : m_random(seed)
    {}

    void setPolicy(const RetryPolicy &policy); // pending retries keep their time
    void deposit();                            // for each offered request

    static bool isRetryable(std::string_view sqlState); // empty: the connection was lost

    // Decides whether a request that has failed after `attempts` attempts gets another one, and if so, plans it. It does when the
    // policy allows one more, the attempt would begin before the deadline, and the retry budget is not used up.
    enum class Decision : std::uint8_t { Ended, OverBudget, Planned };
    Decision plan(RequestId request, int attempts, TimePoint deadline, TimePoint now);

    // Returns whether the policy allows another attempt after `attempts`.
    bool allowsAnother(int attempts) const { return attempts < m_policy.maxAttempts; }
    // Returns the time until the next attempt.
    Duration backoff(int attempts);
    bool takeFromBudget();
    void add(RequestId request, TimePoint due);

    // The next request whose retry is due at `now`, or nothing.
    std::optional<RequestId> take(TimePoint now);
    std::optional<TimePoint> nextDue() const;
    std::size_t size() const { return m_waiting.size(); }

private:
    struct Waiting
    {
        TimePoint due{};
        std::uint64_t number = 0; // first in, first out for equal times
        RequestId request{};
        bool operator>(const Waiting &other) const { return due != other.due ? due > other.due : number > other.number; }
    };

    RetryPolicy m_policy;
    Random m_random;
    std::vector<Waiting> m_waiting; // a heap, the next on top
    std::uint64_t m_number = 0;
    int m_saved = 0; // hundredths of a retry
};

} // namespace poolwart
