// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/figures/histogram.h"

#include <array>
#include <cassert>
#include <cmath>
#include <new>
#include <utility>

#include <sys/mman.h>

namespace poolwart {

namespace {
__extension__ using Wide = unsigned __int128;
}

Histogram::Histogram(int precisionBits)
    : m_bits(precisionBits)
{
    void *const pages = mmap(nullptr, bytes(), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED)
        throw std::bad_alloc();
    m_counts = std::unique_ptr<std::uint64_t[], Unmap>(static_cast<std::uint64_t *>(pages), Unmap{bytes()});
}

void Histogram::Unmap::operator()(std::uint64_t *counts) const
{
    munmap(counts, bytes);
}

Histogram::Histogram(const Histogram &other)
    : Histogram(other.m_bits)
{
    add(other);
}

Histogram &Histogram::operator=(const Histogram &other)
{
    if (this == &other)
        return *this;
    if (m_bits != other.m_bits || !m_counts)
        *this = Histogram(other.m_bits);
    reset();
    add(other);
    return *this;
}

Histogram::Histogram(Histogram &&other) noexcept
    : m_bits(other.m_bits)
    , m_counts(nullptr, Unmap{0})
{
    swap(other);
}

Histogram &Histogram::operator=(Histogram &&other) noexcept
{
    Histogram taken(std::move(other));
    swap(taken);
    return *this;
}

void Histogram::swap(Histogram &other) noexcept
{
    std::swap(m_bits, other.m_bits);
    std::swap(m_counts, other.m_counts);
    std::swap(m_lowest, other.m_lowest);
    std::swap(m_highest, other.m_highest);
    std::swap(m_count, other.m_count);
    std::swap(m_sum, other.m_sum);
    std::swap(m_max, other.m_max);
}

std::optional<Histogram> Histogram::fromCounts(std::span<const std::uint64_t> counts, int precisionBits)
{
    Histogram histogram(precisionBits);
    if (counts.size() > histogram.size())
        return std::nullopt;
    for (std::size_t index = 0; index < counts.size(); ++index) {
        const std::uint64_t count = counts[index];
        if (count == 0)
            continue;
        if (count > UINT64_MAX / 2 - histogram.m_count)
            return std::nullopt;
        histogram.m_counts[index] = count;
        histogram.m_count += count;
        histogram.m_lowest = std::min(histogram.m_lowest, index);
        histogram.m_highest = index;
        histogram.m_max = std::min<std::uint64_t>(histogram.largestOf(index), static_cast<std::uint64_t>(longest.count()));
        histogram.m_sum += static_cast<Wide>(histogram.middleOf(index)) * count;
    }
    return histogram;
}

bool Histogram::operator==(const Histogram &other) const
{
    return m_bits == other.m_bits && m_count == other.m_count && m_sum == other.m_sum && m_max == other.m_max
        && std::ranges::equal(counts(), other.counts());
}

Duration Histogram::mean() const
{
    return m_count == 0 ? Duration(0) : Duration(static_cast<Duration::rep>(m_sum / m_count));
}

std::uint64_t Histogram::rankOf(double share, std::uint64_t count)
{
    // A little less, as the reference does: 0.999 × 50,000 is a little more than 49,950, and would be the next value's.
    const auto wanted = static_cast<std::uint64_t>(std::ceil(std::nextafter(share, 0.0) * static_cast<double>(count)));
    return std::clamp<std::uint64_t>(wanted, 1, count);
}

const Histogram &Histogram::none()
{
    static const Histogram empty;
    return empty;
}

Duration Histogram::durationAt(std::size_t index) const
{
    return Duration(static_cast<Duration::rep>(std::min(largestOf(index), m_max)));
}

std::uint64_t Histogram::countIn(std::size_t from, std::size_t to) const
{
    std::uint64_t count = 0;
    for (std::size_t index = std::max(from, m_lowest), end = std::min(to, m_highest + 1); index < end; ++index)
        count += m_counts[index];
    return count;
}

// Whole blocks are passed over, for most of the buckets between the least and the largest value are empty.
template <class Found>
void Histogram::findBuckets(const Histogram &first, const Histogram &second, std::span<const double> shares, Found found)
{
    constexpr std::size_t block = 64;
    const auto countIn = [&](std::size_t from, std::size_t to) { return first.countIn(from, to) + second.countIn(from, to); };
    std::uint64_t before = 0; // the values below `from`
    std::size_t from = std::min(first.m_lowest, second.m_lowest);
    for (std::size_t next = 0; next < shares.size(); ++next) {
        const std::uint64_t rank = rankOf(shares[next], first.m_count + second.m_count);
        for (std::uint64_t count = countIn(from, from + block); before + count < rank; count = countIn(from, from + block)) {
            before += count;
            from += block;
        }
        std::size_t bucket = from;
        for (std::uint64_t seen = before + countIn(bucket, bucket + 1); seen < rank; seen += countIn(bucket, bucket + 1))
            ++bucket;
        found(next, bucket);
    }
}

void Histogram::quantiles(std::span<const double> shares, std::span<Duration> values) const
{
    assert(shares.size() == values.size());
    std::ranges::fill(values, Duration(0));
    if (m_count > 0)
        findBuckets(*this, none(), shares, [&](std::size_t next, std::size_t bucket) { values[next] = durationAt(bucket); });
}

Duration Histogram::quantile(double share) const
{
    Duration value{0};
    quantiles({&share, 1}, {&value, 1});
    return value;
}

LatencySummary Histogram::summaryOf(const Histogram &first, const Histogram &second)
{
    assert(first.m_bits == second.m_bits || second.m_count == 0);
    constexpr std::array shares{0.50, 0.95, 0.99, 0.999, 0.9999};
    std::array<Duration, shares.size()> values{};
    LatencySummary summary{.count = first.m_count + second.m_count};
    if (summary.count == 0)
        return summary;
    const std::uint64_t largest = std::max(first.m_max, second.m_max);
    findBuckets(first, second, shares, [&](std::size_t next, std::size_t bucket) {
        values[next] = Duration(static_cast<Duration::rep>(std::min(first.largestOf(bucket), largest)));
    });
    summary.mean = Duration(static_cast<Duration::rep>((first.m_sum + second.m_sum) / summary.count));
    summary.p50 = values[0];
    summary.p95 = values[1];
    summary.p99 = values[2];
    summary.p999 = values[3];
    summary.p9999 = values[4];
    summary.max = Duration(static_cast<Duration::rep>(largest));
    return summary;
}

void Histogram::add(const Histogram &other)
{
    assert(m_bits == other.m_bits);
    if (other.m_count == 0)
        return;
    for (std::size_t index = other.m_lowest; index <= other.m_highest; ++index)
        m_counts[index] += other.m_counts[index];
    m_lowest = std::min(m_lowest, other.m_lowest);
    m_highest = std::max(m_highest, other.m_highest);
    m_count += other.m_count;
    m_sum += other.m_sum;
    m_max = std::max(m_max, other.m_max);
}

void Histogram::reset()
{
    if (!m_counts)
        *this = Histogram(m_bits);
    else if (m_count > 0)
        std::fill(m_counts.get() + m_lowest, m_counts.get() + m_highest + 1, 0);
    m_lowest = SIZE_MAX;
    m_highest = 0;
    m_count = m_max = 0;
    m_sum = 0;
}

std::uint64_t Histogram::largestOf(std::size_t index) const
{
    const std::uint64_t half = std::uint64_t(1) << m_bits;
    if (index < 2 * half)
        return index;
    const std::uint64_t shift = index / half - 1;
    const std::uint64_t top = index - shift * half;
    return ((top + 1) << shift) - 1;
}

// Between the bucket's least value and its largest.
std::uint64_t Histogram::middleOf(std::size_t index) const
{
    const std::uint64_t least = index == 0 ? 0 : largestOf(index - 1) + 1;
    return least + (largestOf(index) - least) / 2;
}

} // namespace poolwart
