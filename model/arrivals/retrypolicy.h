// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace poolwart {

// Whether and when a failed request is retried: after a serialization failure (40001), a deadlock (40P01) or a lost connection
// (class 08, or no SQLSTATE). It is unknown whether a lost connection's transaction was committed, so a retried one may be done
// twice.
struct RetryPolicy
{
    int maxAttempts = 1;                          // including the first one; 1: no retries
    std::chrono::milliseconds initialBackoff{10}; // doubles with each attempt
    std::chrono::milliseconds maxBackoff{1'000};
    int jitter = 50; // at most this percentage of a backoff is subtracted at random
    int budget = 10; // retries, as a maximum percentage of the requests

    bool operator==(const RetryPolicy &) const = default;
};

namespace limits {
inline constexpr int maxAttempts = 20;
inline constexpr std::chrono::milliseconds maxBackoff = std::chrono::minutes(1);
} // namespace limits

} // namespace poolwart
