// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/clock.h"
#include "model/core/snapshot.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

namespace poolwart {

// Counts of durations in log-linear buckets, as HdrHistogram arranges them (Tene, hdrhistogram.org): the unit is 1 ns, and
// a value is known to within 1/2^precisionBits of itself. Longer than an hour counts as an hour. Merging is adding.
class Histogram
{
public:
    static constexpr int runPrecision = 10;   // 2^-10: three significant digits, for results
    static constexpr int recentPrecision = 6; // 1.6 %, for what is only looked at and gone in a second
    static constexpr Duration longest = std::chrono::hours(1);

    explicit Histogram(int precisionBits = runPrecision)
        : m_bits(precisionBits)
    {}

    void record(Duration value)
    {
        const auto bounded = static_cast<std::uint64_t>(std::clamp(value, Duration(0), longest).count());
        const std::size_t index = indexOf(bounded);
        if (index >= m_counts.size())
            grow(index);
        ++m_counts[index];
        m_lowest = std::min(m_lowest, index);
        m_highest = std::max(m_highest, index);
        ++m_count;
        m_sum += bounded;
        m_max = std::max(m_max, bounded);
    }

    std::uint64_t count() const { return m_count; }
    Duration max() const { return Duration(static_cast<Duration::rep>(m_max)); }
    Duration mean() const;
    // The largest value of the bucket that holds the given share (0 … 1) of all values; zero when empty.
    Duration quantile(double share) const;
    void quantiles(std::span<const double> shares, std::span<Duration> values) const; // rising shares, one pass
    LatencySummary summary() const;

    void add(const Histogram &other); // of the same precision
    void reset(); // keeps the memory

private:
    // Below 2^(bits+1) a bucket is one value; from there on each doubling of the value has 2^bits buckets.
    std::size_t indexOf(std::uint64_t value) const
    {
        const int shift = std::max(0, static_cast<int>(std::bit_width(value)) - (m_bits + 1));
        return (static_cast<std::size_t>(shift) << m_bits) + (value >> shift);
    }
    std::uint64_t largestOf(std::size_t index) const;
    std::uint64_t rankOf(double share) const;
    Duration durationAt(std::size_t index) const;
    void grow(std::size_t index);

    int m_bits;
    std::vector<std::uint64_t> m_counts; // as long as the largest value so far asks for
    std::size_t m_lowest = SIZE_MAX; // index; what is looked through lies between
    std::size_t m_highest = 0;
    std::uint64_t m_count = 0;
    __extension__ unsigned __int128 m_sum = 0; // 64 bits end at five million hours, which a fleet has in two weeks
    std::uint64_t m_max = 0;
};

} // namespace poolwart
