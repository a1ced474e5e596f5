// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <vector>

namespace poolwart {

// One measurement. Nothing where a side completed nothing, as a peer may on a busy machine.
using Sample = std::optional<double>;
using Samples = std::vector<Sample>;

// The smallest sample that at least `share` of all samples do not exceed; 0 without samples.
inline double quantile(std::vector<double> samples, double share)
{
    if (samples.empty())
        return 0;
    std::ranges::sort(samples);
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(samples.size())));
    return samples[std::clamp<std::size_t>(rank, 1, samples.size()) - 1];
}

inline Sample median(std::vector<double> samples)
{
    if (samples.empty())
        return std::nullopt;
    std::ranges::sort(samples);
    const std::size_t middle = samples.size() / 2;
    return samples.size() % 2 ? samples[middle] : (samples[middle - 1] + samples[middle]) / 2;
}

inline Sample median(const Samples &samples)
{
    std::vector<double> measured;
    for (const Sample &sample : samples) {
        if (sample)
            measured.push_back(*sample);
    }
    return median(std::move(measured));
}

// The quotients of what was measured in the same round: a machine that is slow for a while slows both. A round in which one side
// completed nothing has none.
inline std::vector<double> ratios(const Samples &ours, const Samples &peer)
{
    std::vector<double> quotients;
    for (std::size_t i = 0; i < std::min(ours.size(), peer.size()); ++i) {
        if (ours[i] && peer[i] && *peer[i] > 0)
            quotients.push_back(*ours[i] / *peer[i]);
    }
    return quotients;
}

} // namespace poolwart
