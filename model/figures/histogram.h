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

// Counts of durations in log-linear buckets, as HdrHistogram arranges them (Tene, hdrhistogram.org): the unit is 1 ns, and
// a value is known to within 1/2^precisionBits of itself. Longer than an hour counts as an hour. Merging is adding.
// The memory is fixed, taken once from the system, 270 KiB for results; only the pages that values fall on are ever there.
class Histogram
{
public:
    static constexpr int runPrecision = 10; // 2^-10: three significant digits
    static constexpr Duration longest = std::chrono::hours(1);

    explicit Histogram(int precisionBits = runPrecision);
    Histogram(const Histogram &other);
    Histogram(Histogram &&other) noexcept = default;
    Histogram &operator=(const Histogram &other);
    Histogram &operator=(Histogram &&other) noexcept = default;

    // One whose counts are known, as from a file: value by value of counts(), or nothing where there are more of them than an
    // hour needs, or their sum overflows. Sum and largest value are estimated from the buckets.
    static std::optional<Histogram> fromCounts(std::span<const std::uint64_t> counts, int precisionBits = runPrecision);
    // The exact ones, where they are known beside the counts.
    void correct(Duration mean, Duration max);

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
    // The largest value of the bucket that holds the given share (0 … 1) of all values; zero when empty.
    Duration quantile(double share) const;
    void quantiles(std::span<const double> shares, std::span<Duration> values) const; // rising shares, one pass
    LatencySummary summary() const { return summaryOf(*this, Histogram::none()); }
    // Of both together, as if they had been added; of the same precision.
    static LatencySummary summaryOf(const Histogram &first, const Histogram &second);

    void add(const Histogram &other); // of the same precision
    void reset();

    int precisionBits() const { return m_bits; }
    // By bucket, up to the last one that is not empty.
    std::span<const std::uint64_t> counts() const { return {m_counts.get(), m_count == 0 ? 0 : m_highest + 1}; }
    std::size_t bytes() const { return size() * sizeof(std::uint64_t); }
    bool operator==(const Histogram &other) const;

private:
    // Below 2^(bits+1) a bucket is one value; from there on each doubling of the value has 2^bits buckets.
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
    // found(i, bucket) for each share: where the value of its rank is, of both together. Rising shares; not both are empty.
    template <class Found>
    static void findBuckets(const Histogram &first, const Histogram &second, std::span<const double> shares, Found found);
    Duration durationAt(std::size_t index) const;
    std::size_t size() const { return indexOf(static_cast<std::uint64_t>(longest.count())) + 1; }

    struct Unmap
    {
        std::size_t bytes;
        void operator()(std::uint64_t *counts) const;
    };

    int m_bits;
    // Pages of its own: the heap clears by hand, and so touches, whatever it hands out again.
    std::unique_ptr<std::uint64_t[], Unmap> m_counts;
    std::size_t m_lowest = SIZE_MAX; // index; what is looked through lies between
    std::size_t m_highest = 0;
    std::uint64_t m_count = 0;
    __extension__ unsigned __int128 m_sum = 0; // 64 bits end at five million hours, which a fleet has in two weeks
    std::uint64_t m_max = 0;
};

} // namespace poolwart
