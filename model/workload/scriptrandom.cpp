// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/workload/scriptrandom.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

namespace poolwart {

namespace {

// In (0, 1]: a logarithm of it is finite.
double positiveUniform(Random &random)
{
    return 1.0 - random.uniform();
}

// The value at `share` (0 … 1) of the range. Rounding must not lead out of it.
std::int64_t valueAt(ScriptRange range, double share)
{
    const double steps = std::floor(share * static_cast<double>(range.width()));
    const std::uint64_t last = range.width() - 1;
    const auto step = steps >= static_cast<double>(last) ? last : static_cast<std::uint64_t>(std::max(0.0, steps));
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(range.least) + step);
}

double drawNormal(Random &random)
{
    const double radius = std::sqrt(-2.0 * std::log(positiveUniform(random)));
    return radius * std::sin(2.0 * std::numbers::pi * random.uniform()); // Box and Muller, 1958
}

} // namespace

std::int64_t drawUniform(Random &random, ScriptRange range)
{
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(range.least) + random.below(range.width()));
}

std::int64_t drawExponential(Random &random, ScriptRange range, double parameter)
{
    const double tail = std::exp(-parameter);
    const double share = -std::log(tail + (1.0 - tail) * positiveUniform(random)) / parameter;
    return valueAt(range, share);
}

std::int64_t drawGaussian(Random &random, ScriptRange range, double parameter)
{
    double deviation = drawNormal(random);
    while (deviation < -parameter || deviation >= parameter)
        deviation = drawNormal(random);
    return valueAt(range, (deviation + parameter) / (2.0 * parameter));
}

std::int64_t drawZipfian(Random &random, ScriptRange range, double parameter)
{
    const auto count = static_cast<double>(range.width());
    const double power = parameter - 1.0;
    const double bound = std::exp2(power);
    while (true) {
        const double proposed = std::floor(std::pow(positiveUniform(random), -1.0 / power));
        const double height = random.uniform();
        if (!(proposed <= count))
            continue;
        const double ratio = std::pow(1.0 + 1.0 / proposed, power);
        if (height * proposed * (ratio - 1.0) / (bound - 1.0) <= ratio / bound)
            return valueAt(range, (proposed - 0.5) / count);
    }
}

std::int64_t hashFnv1a(std::int64_t value, std::int64_t seed)
{
    constexpr std::uint64_t basis = 0xcbf29ce484222325;
    constexpr std::uint64_t prime = 0x100000001b3;
    auto hash = basis ^ static_cast<std::uint64_t>(seed);
    for (int byte = 0; byte < 8; ++byte)
        hash = (hash ^ (static_cast<std::uint64_t>(value) >> (8 * byte) & 0xff)) * prime;
    return static_cast<std::int64_t>(hash);
}

std::int64_t hashMurmur2(std::int64_t value, std::int64_t seed)
{
    constexpr std::uint64_t factor = 0xc6a4a7935bd1e995;
    constexpr int shift = 47;
    std::uint64_t key = static_cast<std::uint64_t>(value) * factor;
    key = (key ^ key >> shift) * factor;
    std::uint64_t hash = static_cast<std::uint64_t>(seed) ^ (8 * factor);
    hash = (hash ^ key) * factor;
    hash = (hash ^ hash >> shift) * factor;
    return static_cast<std::int64_t>(hash ^ hash >> shift);
}

// Mixes the bits within the next power of two, each step of which can be undone, until the result lies in the range: the
// cycle of a permutation leads back into it (Black and Rogaway: Ciphers with Arbitrary Finite Domains, 2002).
std::int64_t permuted(std::int64_t value, std::int64_t size, std::int64_t seed)
{
    constexpr int rounds = 4;
    const auto count = static_cast<std::uint64_t>(size);
    const int bits = std::max(1, static_cast<int>(std::bit_width(count - 1)));
    const std::uint64_t mask = (std::uint64_t{1} << bits) - 1;
    auto place = static_cast<std::uint64_t>(value < 0 ? (value % size + size) % size : value % size);
    do {
        Random keys(static_cast<std::uint64_t>(seed));
        for (int round = 0; round < rounds; ++round) {
            place = (place * (keys.next() | 1) + keys.next()) & mask;
            place ^= place >> (bits + 1) / 2;
        }
        place = (place + keys.next()) & mask;
    } while (place >= count);
    return static_cast<std::int64_t>(place);
}

} // namespace poolwart
