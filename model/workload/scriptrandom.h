// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/random.h"

#include <cstdint>

namespace poolwart {

// A range of whole numbers, both ends included. Its width is 1 … 2^63.
struct ScriptRange
{
    std::int64_t least = 0;
    std::int64_t most = 0;

    std::uint64_t width() const { return static_cast<std::uint64_t>(most) - static_cast<std::uint64_t>(least) + 1; }
};

// pgbench's distributions, as its documentation defines them.

std::int64_t drawUniform(Random &random, ScriptRange range);

// Decreases from the smallest value on: value k+1 of n has the share (exp(-p·k/n) - exp(-p·(k+1)/n)) / (1 - exp(-p)). p > 0.
std::int64_t drawExponential(Random &random, ScriptRange range, double parameter);

// A normal distribution around the middle of the range, cut off at p standard deviations on each side. p ≥ 2.
std::int64_t drawGaussian(Random &random, ScriptRange range, double parameter);

// The share of the k-th value is proportional to k^-s. 1.001 ≤ s ≤ 1000. By rejection (Devroye: Non-Uniform Random Variate
// Generation, 1986, X.6), which needs no table but several tries: 15 on average for s = 1.001 and a hundred values.
std::int64_t drawZipfian(Random &random, ScriptRange range, double parameter);

// FNV-1a (Fowler, Noll, Vo) and MurmurHash2 (Appleby) of the eight bytes of `value`, lowest first.
std::int64_t hashFnv1a(std::int64_t value, std::int64_t seed);
std::int64_t hashMurmur2(std::int64_t value, std::int64_t seed);

// The image of `value` (modulo size) in the seed's permutation of 0 … size-1. size > 0. The permutations differ from pgbench's.
std::int64_t permuted(std::int64_t value, std::int64_t size, std::int64_t seed);

} // namespace poolwart
