// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/figures/errorfigures.h"

#include <algorithm>
#include <tuple>

namespace poolwart {

void ErrorFigures::count(std::string_view sqlState, std::string_view className, std::string_view text, TimePoint now)
{
    const bool isFull = m_kinds.size() >= maxKinds;
    Kind *kind = find(sqlState, className);
    if (!kind && isFull) {
        sqlState = "other";
        className = {};
        kind = find(sqlState, className);
    }
    if (!kind) {
        kind = &m_kinds.emplace_back();
        kind->figure = {
            .sqlState = std::string(sqlState), .className = std::string(className), .firstText = std::string(text), .firstAt = now};
    }
    ++kind->figure.count;
    ++kind->thisSecond;
}

ErrorFigures::Kind *ErrorFigures::find(std::string_view sqlState, std::string_view className)
{
    const auto found = std::ranges::find_if(
        m_kinds, [&](const Kind &kind) { return kind.figure.sqlState == sqlState && kind.figure.className == className; });
    return found == m_kinds.end() ? nullptr : &*found;
}

void ErrorFigures::endSecond()
{
    for (Kind &kind : m_kinds) {
        kind.figure.recentPerSecond = kind.thisSecond;
        kind.thisSecond = 0;
    }
}

std::map<std::string, std::uint64_t> ErrorFigures::second() const
{
    std::map<std::string, std::uint64_t> counts;
    for (const Kind &kind : m_kinds) {
        if (kind.thisSecond > 0)
            counts[kind.figure.sqlState] += kind.thisSecond;
    }
    return counts;
}

std::map<std::string, std::uint64_t> ErrorFigures::secondOf(std::string_view className) const
{
    std::map<std::string, std::uint64_t> counts;
    for (const Kind &kind : m_kinds) {
        if (kind.thisSecond > 0 && kind.figure.className == className)
            counts[kind.figure.sqlState] += kind.thisSecond;
    }
    return counts;
}

std::map<std::string, std::string> ErrorFigures::newTexts() const
{
    std::map<std::string, std::string> texts;
    for (const Kind &kind : m_kinds) {
        if (kind.thisSecond == kind.figure.count)
            texts.try_emplace(kind.figure.sqlState, kind.figure.firstText);
    }
    return texts;
}

std::vector<ErrorFigure> ErrorFigures::figures() const
{
    std::vector<ErrorFigure> shown;
    shown.reserve(m_kinds.size());
    for (const Kind &kind : m_kinds)
        shown.push_back(kind.figure);
    std::ranges::sort(shown, {}, [](const ErrorFigure &figure) { return std::tie(figure.sqlState, figure.className); });
    return shown;
}

} // namespace poolwart
