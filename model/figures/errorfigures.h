// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/figures/snapshot.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace poolwart {

// Errors by SQLSTATE and class. There are about 250 SQLSTATEs, but a statement may raise any: beyond so many kinds the rest
// is counted as "other", of no class.
class ErrorFigures
{
public:
    static constexpr std::size_t maxKinds = 256;

    void count(std::string_view sqlState, std::string_view className, std::string_view text, TimePoint now);
    void endSecond();
    void reset() { m_kinds.clear(); }

    std::vector<ErrorFigure> figures() const; // by SQLSTATE, then by class
    // Of the second that goes on, by SQLSTATE: all, those of one class, and the first texts of those that came up in it.
    std::map<std::string, std::uint64_t> second() const;
    std::map<std::string, std::uint64_t> secondOf(std::string_view className) const;
    std::map<std::string, std::string> newTexts() const;

private:
    struct Kind
    {
        ErrorFigure figure;
        std::uint64_t thisSecond = 0;
    };

    Kind *find(std::string_view sqlState, std::string_view className);

    std::vector<Kind> m_kinds; // in the order in which they came
};

} // namespace poolwart
