// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace poolwart {

// Whether and when a failed request is tried again: on a serialization failure (40001), a deadlock (40P01) and a lost
// connection (class 08, or no SQLSTATE). Whether a lost connection's transaction was committed is not known; one that is
// tried again may be done twice.
struct RetryPolicy
{
    int maxAttempts = 1;                          // the first one included; 1: none is tried again
    std::chrono::milliseconds initialBackoff{10}; // doubles with each attempt
    std::chrono::milliseconds maxBackoff{1'000};
    int jitter = 50; // per cent of a backoff, at most, by which chance shortens it
    int budget = 10; // retries are at most so many per cent of the requests

    bool operator==(const RetryPolicy &) const = default;
};

namespace limits {
inline constexpr int maxAttempts = 20;
inline constexpr std::chrono::milliseconds maxBackoff = std::chrono::minutes(1);
} // namespace limits

} // namespace poolwart
