// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/linediff.h"

#include <algorithm>
#include <cstddef>
#include <span>

namespace poolwart {

namespace {

using Kind = DiffLine::Kind;
using Lines = std::span<const std::string_view>;

constexpr int maxEdits = 1'000; // one step of the trace holds as many numbers; all of it, 4 MB

std::vector<std::string_view> linesOf(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        lines.push_back(text.substr(0, end == std::string_view::npos ? end : end + 1));
        text.remove_prefix(lines.back().size());
    }
    return lines;
}

void add(std::vector<DiffLine> &diff, Kind kind, Lines lines)
{
    for (const std::string_view line : lines)
        diff.push_back({.kind = kind, .text = std::string(line)});
}

// Myers' greedy walk: furthest[k] is how far into `before` one comes on the diagonal k = before − after with as many edits
// as there were rounds.
class Walk
{
public:
    Walk(Lines before, Lines after)
        : m_before(before)
        , m_after(after)
        , m_furthest(2 * static_cast<std::size_t>(maxEdits) + 3)
    {}

    // False: more than maxEdits edits.
    bool find()
    {
        for (int edits = 0; edits <= maxEdits; ++edits) {
            m_trace.emplace_back(at(-edits - 1), at(edits + 1) + 1);
            for (int k = -edits; k <= edits; k += 2) {
                if (advance(k, edits))
                    return true;
            }
        }
        return false;
    }

    std::vector<DiffLine> path() const
    {
        std::vector<DiffLine> backwards;
        int x = static_cast<int>(m_before.size());
        int y = static_cast<int>(m_after.size());
        for (int edits = static_cast<int>(m_trace.size()) - 1; edits > 0; --edits) {
            const auto seen = [this, edits](int k) {
                const int column = k + edits + 1;
                return m_trace[static_cast<std::size_t>(edits)][static_cast<std::size_t>(column)];
            };
            const int k = x - y;
            const bool isAdded = k == -edits || (k != edits && seen(k - 1) < seen(k + 1));
            const int fromX = isAdded ? seen(k + 1) : seen(k - 1);
            const int fromY = fromX - (isAdded ? k + 1 : k - 1);
            goBack(backwards, x, y, isAdded ? fromX : fromX + 1);
            backwards.push_back(isAdded ? line(Kind::Added, m_after, fromY) : line(Kind::Removed, m_before, fromX));
            x = fromX;
            y = fromY;
        }
        goBack(backwards, x, y, 0);
        std::ranges::reverse(backwards);
        return backwards;
    }

private:
    using Place = std::vector<int>::iterator;

    Place at(int k) { return m_furthest.begin() + maxEdits + 1 + k; }

    bool advance(int k, int edits)
    {
        const bool isAdded = k == -edits || (k != edits && *at(k - 1) < *at(k + 1));
        int x = isAdded ? *at(k + 1) : *at(k - 1) + 1;
        const int width = static_cast<int>(m_before.size());
        const int height = static_cast<int>(m_after.size());
        while (x < width && x - k < height && m_before[static_cast<std::size_t>(x)] == m_after[static_cast<std::size_t>(x - k)])
            ++x;
        *at(k) = x;
        return x >= width && x - k >= height;
    }

    void goBack(std::vector<DiffLine> &backwards, int &x, int &y, int untilX) const
    {
        for (; x > untilX; --x, --y)
            backwards.push_back(line(Kind::Same, m_before, x - 1));
    }

    static DiffLine line(Kind kind, Lines lines, int index)
    {
        return {.kind = kind, .text = std::string(lines[static_cast<std::size_t>(index)])};
    }

    Lines m_before;
    Lines m_after;
    std::vector<int> m_furthest;
    std::vector<std::vector<int>> m_trace; // before each round, diagonals −edits−1 … edits+1
};

} // namespace

std::vector<DiffLine> lineDiff(std::string_view before, std::string_view after)
{
    const auto beforeLines = linesOf(before);
    const auto afterLines = linesOf(after);
    Lines olds = beforeLines;
    Lines news = afterLines;
    const auto first = static_cast<std::size_t>(std::ranges::mismatch(olds, news).in1 - olds.begin());
    std::vector<DiffLine> diff;
    add(diff, Kind::Same, olds.first(first));
    olds = olds.subspan(first);
    news = news.subspan(first);
    std::size_t last = 0;
    while (last < std::min(olds.size(), news.size()) && olds[olds.size() - 1 - last] == news[news.size() - 1 - last])
        ++last;

    const Lines tail = olds.last(last);
    Walk walk(olds.first(olds.size() - last), news.first(news.size() - last));
    if (walk.find()) {
        for (DiffLine &line : walk.path())
            diff.push_back(std::move(line));
    } else {
        add(diff, Kind::Removed, olds.first(olds.size() - last));
        add(diff, Kind::Added, news.first(news.size() - last));
    }
    add(diff, Kind::Same, tail);
    return diff;
}

DiffCounts countsOf(const std::vector<DiffLine> &diff)
{
    return {.removed = static_cast<int>(std::ranges::count(diff, Kind::Removed, &DiffLine::kind)),
            .added = static_cast<int>(std::ranges::count(diff, Kind::Added, &DiffLine::kind))};
}

std::vector<DiffHunk> hunksOf(const std::vector<DiffLine> &diff, int context)
{
    std::vector<DiffHunk> hunks;
    int before = 1;
    int after = 1;
    const auto around = static_cast<std::size_t>(context);
    std::size_t end = 0; // of the last hunk
    for (std::size_t i = 0; i < diff.size(); ++i) {
        const std::size_t until = std::min(diff.size(), i + around + 1);
        const bool isNear =
            std::any_of(diff.begin() + static_cast<std::ptrdiff_t>(i > around ? i - around : 0),
                        diff.begin() + static_cast<std::ptrdiff_t>(until), [](const DiffLine &line) { return line.kind != Kind::Same; });
        if (isNear) {
            if (hunks.empty() || end != i)
                hunks.push_back({.before = before, .after = after, .lines = {}});
            hunks.back().lines.push_back(diff[i]);
            end = i + 1;
        }
        before += diff[i].kind == Kind::Added ? 0 : 1;
        after += diff[i].kind == Kind::Removed ? 0 : 1;
    }
    return hunks;
}

} // namespace poolwart
