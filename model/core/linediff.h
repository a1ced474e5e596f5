// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace poolwart {

// One line of a difference, including its "\n" if it has one.
struct DiffLine
{
    enum class Kind { Same, Removed, Added };

    Kind kind = Kind::Same;
    std::string text;

    bool operator==(const DiffLine &) const = default;
};

// Returns the fewest removed and added lines that turn `before` into `after` (Myers, "An O(ND) difference algorithm", 1986); at
// one place removed lines come first. Texts with almost nothing in common become one removed and one added block, so that time
// and memory stay bounded.
std::vector<DiffLine> lineDiff(std::string_view before, std::string_view after);

struct DiffCounts
{
    int removed = 0;
    int added = 0;

    bool operator==(const DiffCounts &) const = default;
};

DiffCounts countsOf(const std::vector<DiffLine> &diff);

// A section of a difference with unchanged lines around it. Line numbers count from 1.
struct DiffHunk
{
    int before = 1;
    int after = 1;
    std::vector<DiffLine> lines;

    bool operator==(const DiffHunk &) const = default;
};

// The changes with up to `context` unchanged lines before and after; adjacent sections are joined.
std::vector<DiffHunk> hunksOf(const std::vector<DiffLine> &diff, int context = 3);

} // namespace poolwart
