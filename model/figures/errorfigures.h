// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/figures/snapshot.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace poolwart {

// Errors by SQLSTATE and class. There are about 250 SQLSTATEs, but a statement may raise any: beyond a fixed number of kinds
// further ones are counted as "other", without a class.
class ErrorFigures
{
public:
    static constexpr std::size_t maxKinds = 256;

    void count(std::string_view sqlState, std::string_view className, std::string_view text, TimePoint now);
    void endSecond();
    void reset() { m_kinds.clear(); }

    std::vector<ErrorFigure> figures() const; // by SQLSTATE, then by class
    // Of the current second, by SQLSTATE: all errors, those of one class, and the first message of each new kind.
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

    std::vector<Kind> m_kinds; // in order of occurrence
};

} // namespace poolwart
