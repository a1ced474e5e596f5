// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

namespace poolwart {

// The error probability that Holm's step-down procedure allows each of several effects. The probability that even one of them
// is shown by chance alone is then at most `error`: the effect with the smallest p of m gets error / m, the next one
// error / (m - 1), and so on up to the first that is not shown; the rest get what that one got. An interval of level 1 - the
// value excludes "no effect" exactly if Holm shows the effect. Such intervals do not all contain their true values at once
// with 1 - `error`; only Bonferroni's, error / m each, do. p values and error: 0 to 1. Source: S. Holm, A Simple Sequentially
// Rejective Multiple Test Procedure, 1979.
std::vector<double> holmErrors(std::span<const double> pValues, double error = 0.05);

} // namespace poolwart
