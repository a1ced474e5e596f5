// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/clock.h"
#include "model/figures/snapshot.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

namespace poolwart {

// Counts of durations in log-linear buckets with HdrHistogram's arrangement (Tene, hdrhistogram.org). The unit is 1 ns; a value
// is exact to 1/2^precisionBits. More than an hour counts as an hour. Merging is addition. The memory is fixed and reserved
// once, 270 KiB for results; only pages with values are allocated.
class Histogram
{
public:
    static constexpr int runPrecision = 10; // 2^-10: three significant digits
    static constexpr Duration longest = std::chrono::hours(1);

    explicit Histogram(int precisionBits = runPrecision);
    Histogram(const Histogram &other);
    // What was moved from is empty, and holds values again once it is assigned or reset.
    Histogram(Histogram &&other) noexcept;
    Histogram &operator=(const Histogram &other);
    Histogram &operator=(Histogram &&other) noexcept;

    // Creates a histogram from the values of counts(), as read from a file. Returns nothing if there are more of them than an
    // hour needs, or if their sum overflows. Sum and maximum are estimated from the buckets.
    static std::optional<Histogram> fromCounts(std::span<const std::uint64_t> counts, int precisionBits = runPrecision);

    void record(Duration value)
    {
        const auto bounded = static_cast<std::uint64_t>(std::clamp(value, Duration(0), longest).count());
        const std::size_t index = indexOf(bounded);
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
    // The largest value of the bucket that contains the given share (0 … 1) of all values; zero if empty.
    Duration quantile(double share) const;
    void quantiles(std::span<const double> shares, std::span<Duration> values) const; // increasing shares, in one pass
    LatencySummary summary() const { return summaryOf(*this, Histogram::none()); }
    // The summary of both together, as if added; both must have the same precision.
    static LatencySummary summaryOf(const Histogram &first, const Histogram &second);

    void add(const Histogram &other); // of the same precision
    void reset();

    int precisionBits() const { return m_bits; }
    // By bucket, up to the last non-empty one.
    std::span<const std::uint64_t> counts() const { return {m_counts.get(), m_count == 0 ? 0 : m_highest + 1}; }
    std::size_t bytes() const { return size() * sizeof(std::uint64_t); }
    bool operator==(const Histogram &other) const;

private:
    // Below 2^(bits+1) each bucket is one value; above, each doubling of the value has 2^bits buckets.
    std::size_t indexOf(std::uint64_t value) const
    {
        const int shift = std::max(0, static_cast<int>(std::bit_width(value)) - (m_bits + 1));
        return (static_cast<std::size_t>(shift) << m_bits) + (value >> shift);
    }
    std::uint64_t largestOf(std::size_t index) const;
    std::uint64_t middleOf(std::size_t index) const;
    static std::uint64_t rankOf(double share, std::uint64_t count);
    static const Histogram &none();
    std::uint64_t countIn(std::size_t from, std::size_t to) const; // in the buckets `from` … `to` - 1
    // Calls found(i, bucket) for each share with the bucket of its rank in both together. Shares must increase; at least one
    // histogram must not be empty.
    template <class Found>
    static void findBuckets(const Histogram &first, const Histogram &second, std::span<const double> shares, Found found);
    Duration durationAt(std::size_t index) const;
    void swap(Histogram &other) noexcept;
    std::size_t size() const { return indexOf(static_cast<std::uint64_t>(longest.count())) + 1; }

    struct Unmap
    {
        std::size_t bytes;
        void operator()(std::uint64_t *counts) const;
    };

    int m_bits;
    // Mapped pages: the heap would clear, and thereby allocate, all memory that it reuses.
    std::unique_ptr<std::uint64_t[], Unmap> m_counts;
    std::size_t m_lowest = SIZE_MAX; // index; only buckets in between are searched
    std::size_t m_highest = 0;
    std::uint64_t m_count = 0;
    __extension__ unsigned __int128 m_sum = 0; // 64 bits overflow at five million hours, which a fleet reaches in two weeks
    std::uint64_t m_max = 0;
};

} // namespace poolwart
