// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/histogram.h"

#include <cassert>
#include <cmath>

namespace poolwart {

Duration Histogram::mean() const
{
    return m_count == 0 ? Duration(0) : Duration(static_cast<Duration::rep>(m_sum / m_count));
}

Duration Histogram::quantile(double share) const
{
    if (m_count == 0)
        return Duration(0);
    const auto wanted = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(m_count)));
    const std::uint64_t rank = std::clamp<std::uint64_t>(wanted, 1, m_count);
    std::uint64_t seen = 0;
    for (std::size_t index = 0; index < m_counts.size(); ++index) {
        seen += m_counts[index];
        if (seen >= rank)
            return Duration(static_cast<Duration::rep>(std::min(largestOf(index), m_max)));
    }
    return max();
}

LatencySummary Histogram::summary() const
{
    return {.count = m_count,
            .mean = mean(),
            .p50 = quantile(0.50),
            .p95 = quantile(0.95),
            .p99 = quantile(0.99),
            .p999 = quantile(0.999),
            .max = max()};
}

void Histogram::add(const Histogram &other)
{
    assert(m_bits == other.m_bits);
    if (other.m_counts.size() > m_counts.size())
        m_counts.resize(other.m_counts.size());
    for (std::size_t index = 0; index < other.m_counts.size(); ++index)
        m_counts[index] += other.m_counts[index];
    m_count += other.m_count;
    m_sum += other.m_sum;
    m_max = std::max(m_max, other.m_max);
}

void Histogram::reset()
{
    std::ranges::fill(m_counts, 0);
    m_count = m_sum = m_max = 0;
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
