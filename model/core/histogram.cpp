// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/histogram.h"

#include <array>
#include <cassert>
#include <cmath>

namespace poolwart {

Duration Histogram::mean() const
{
    return m_count == 0 ? Duration(0) : Duration(static_cast<Duration::rep>(m_sum / m_count));
}

std::uint64_t Histogram::rankOf(double share) const
{
    const auto wanted = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(m_count)));
    return std::clamp<std::uint64_t>(wanted, 1, m_count);
}

Duration Histogram::durationAt(std::size_t index) const
{
    return Duration(static_cast<Duration::rep>(std::min(largestOf(index), m_max)));
}

void Histogram::quantiles(std::span<const double> shares, std::span<Duration> values) const
{
    assert(shares.size() == values.size());
    std::ranges::fill(values, Duration(0));
    if (m_count == 0)
        return;
    std::uint64_t seen = 0;
    std::size_t index = m_lowest;
    for (std::size_t next = 0; next < shares.size(); ++next) {
        for (const std::uint64_t rank = rankOf(shares[next]); seen < rank; ++index)
            seen += m_counts[index];
        values[next] = durationAt(index - 1);
    }
}

Duration Histogram::quantile(double share) const
{
    Duration value{0};
    quantiles({&share, 1}, {&value, 1});
    return value;
}

LatencySummary Histogram::summary() const
{
    constexpr std::array shares{0.50, 0.95, 0.99, 0.999};
    std::array<Duration, shares.size()> values{};
    quantiles(shares, values);
    return {.count = m_count,
            .mean = mean(),
            .p50 = values[0],
            .p95 = values[1],
            .p99 = values[2],
            .p999 = values[3],
            .max = max()};
}

void Histogram::add(const Histogram &other)
{
    assert(m_bits == other.m_bits);
    if (other.m_counts.size() > m_counts.size())
        m_counts.resize(other.m_counts.size());
    for (std::size_t index = 0; index < other.m_counts.size(); ++index)
        m_counts[index] += other.m_counts[index];
    m_lowest = std::min(m_lowest, other.m_lowest);
    m_highest = std::max(m_highest, other.m_highest);
    m_count += other.m_count;
    m_sum += other.m_sum;
    m_max = std::max(m_max, other.m_max);
}

void Histogram::reset()
{
    std::ranges::fill(m_counts, 0);
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

void Histogram::grow(std::size_t index)
{
    const std::size_t block = std::size_t(1) << m_bits; // a whole doubling at a time
    m_counts.resize((index / block + 1) * block);
}

} // namespace poolwart
