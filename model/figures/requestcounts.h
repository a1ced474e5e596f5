// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace poolwart {

// Always: offered = completed + failed + timedOut + rejected + cancelled + dropped + in flight + waiting + awaiting a retry.
struct RequestCounts
{
    std::uint64_t offered = 0;
    std::uint64_t completed = 0;
    std::uint64_t failed = 0;    // the server answered with an error, or the connection was lost
    std::uint64_t timedOut = 0;  // waited for a slot until the acquire timeout, or not done at its class's deadline
    std::uint64_t rejected = 0;  // the queue was full, or no pool took requests
    std::uint64_t cancelled = 0; // ended on request: by the user or by a shutdown
    std::uint64_t dropped = 0;   // due, but the generator had too many outstanding to admit it

    std::uint64_t ended() const { return completed + failed + timedOut + rejected + cancelled + dropped; }
    bool operator==(const RequestCounts &) const = default;
};

// Attempts after a request's first one; not part of any count of requests.
struct RetryCounts
{
    std::uint64_t attempts = 0;
    std::uint64_t completed = 0; // requests that completed after a retry
    std::uint64_t refused = 0;   // that the policy allowed and its budget did not

    bool operator==(const RetryCounts &) const = default;
};

RequestCounts operator+(RequestCounts left, const RequestCounts &right);
RequestCounts operator-(RequestCounts left, const RequestCounts &right);
RetryCounts operator+(RetryCounts left, const RetryCounts &right);
RetryCounts operator-(RetryCounts left, const RetryCounts &right);

} // namespace poolwart
