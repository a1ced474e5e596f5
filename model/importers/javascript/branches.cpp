// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/importers/javascript/branches.h"

#include <algorithm>
#include <numeric>

namespace poolwart {

namespace {

constexpr std::size_t farthest = 10'000; // tokens of a statement
constexpr std::size_t chain = 100;       // branches of "else if"
constexpr std::size_t mostCalls = 200;   // more than a plan has pools

bool isOpening(const Token &token)
{
    return token.is("(") || token.is("[") || token.is("{");
}

bool isClosing(const Token &token)
{
    return token.is(")") || token.is("]") || token.is("}");
}

} // namespace

Branches::Branches(const std::vector<Token> &tokens)
    : m_tokens(tokens)
    , m_closings(tokens.size(), tokens.size())
    , m_enclosing(tokens.size(), tokens.size())
{
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        m_enclosing[i] = open.empty() ? tokens.size() : open.back();
        if (isOpening(tokens[i])) {
            open.push_back(i);
        } else if (isClosing(tokens[i]) && !open.empty()) {
            m_closings[open.back()] = i;
            open.pop_back();
        }
    }
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (is(i, "if") && is(i + 1, "("))
            findIf(i);
        else if (is(i, "switch") && is(i + 1, "("))
            findSwitch(i);
        else if (is(i, "?"))
            findTernary(i);
    }
}

std::size_t Branches::closing(std::size_t opening) const
{
    return m_closings[opening];
}

// Of a statement in braces, behind them; else where it or its line ends.
std::size_t Branches::endOfStatement(std::size_t begin) const
{
    if (is(begin, "{"))
        return std::min(closing(begin) + 1, m_tokens.size());
    for (std::size_t i = begin; i < std::min(m_tokens.size(), begin + farthest); ++i) {
        const bool isNewLine = i > begin && m_tokens[i].line > m_tokens[i - 1].line && !is(i, ".") && !is(i, "?") && !is(i, ":");
        if (is(i, ";") || is(i, "else") || isClosing(m_tokens[i]) || isNewLine)
            return i;
        if (isOpening(m_tokens[i]))
            i = closing(i);
    }
    return std::min(m_tokens.size(), begin + farthest);
}

void Branches::findIf(std::size_t position)
{
    const std::size_t condition = closing(position + 1);
    if (condition >= m_tokens.size())
        return;
    Choice choice{.begin = condition + 1, .prefersSecond = isNotProduction(position + 1, condition)};
    choice.middle = endOfStatement(choice.begin);
    choice.second = choice.middle + (is(choice.middle, ";") ? 1 : 0);
    if (!is(choice.second, "else")) {
        const std::size_t enclosing = m_enclosing[position];
        if (enclosing < m_tokens.size() && returns(choice.begin, choice.middle)) {
            choice.end = closing(enclosing);
            m_choices.push_back(choice);
        }
        return;
    }
    ++choice.second;
    // "else if (…) … else …" ends where its last branch does
    choice.end = choice.second;
    for (std::size_t i = 0; i < chain && is(choice.end, "if") && is(choice.end + 1, "(") && closing(choice.end + 1) < m_tokens.size();
         ++i) {
        choice.end = endOfStatement(closing(choice.end + 1) + 1);
        choice.end += is(choice.end, ";") ? 1 : 0;
        if (!is(choice.end, "else"))
            break;
        ++choice.end;
    }
    if (is(choice.end - 1, "else"))
        choice.end = endOfStatement(choice.end);
    m_choices.push_back(choice);
}

// Whether the branch itself, and no function in it, ends with a return.
bool Branches::returns(std::size_t begin, std::size_t end) const
{
    const std::size_t block = is(begin, "{") ? begin : m_enclosing[begin];
    for (std::size_t i = begin; i < std::min(end, begin + farthest); ++i) {
        if (is(i, "return") && m_enclosing[i] == block)
            return true;
    }
    return false;
}

// Each case, and all that follow it.
void Branches::findSwitch(std::size_t position)
{
    const std::size_t body = closing(position + 1) + 1;
    if (!is(body, "{"))
        return;
    const std::size_t end = closing(body);
    std::vector<std::size_t> labels;
    for (std::size_t i = body + 1; i < std::min(end, body + farthest); ++i) {
        if (m_enclosing[i] == body && (is(i, "case") || (is(i, "default") && is(i + 1, ":"))))
            labels.push_back(i);
    }
    for (std::size_t i = 1; i < labels.size(); ++i)
        m_choices.push_back({.begin = labels[i - 1],
                             .middle = labels[i],
                             .second = labels[i],
                             .end = end,
                             .prefersSecond = isNotProduction(labels[i - 1], labels[i - 1] + 2)});
}

// Not "?.", "??" nor TypeScript's "name?:".
void Branches::findTernary(std::size_t position)
{
    if (is(position + 1, ".") || is(position + 1, "?") || is(position + 1, ":") || (position > 0 && is(position - 1, "?")))
        return;
    int inner = 0;
    std::size_t colon = position + 1;
    for (; colon < std::min(m_tokens.size(), position + farthest); ++colon) {
        if (isClosing(m_tokens[colon]) || is(colon, ";") || (is(colon, ":") && inner-- == 0))
            break;
        if (isOpening(m_tokens[colon]))
            colon = closing(colon);
        else if (is(colon, "?") && !is(colon + 1, ".") && !is(colon + 1, "?") && !is(colon - 1, "?"))
            ++inner;
    }
    if (!is(colon, ":"))
        return;
    std::size_t begin = position;
    while (begin > 0 && position - begin < chain && m_tokens[begin - 1].line == m_tokens[position].line && !is(begin - 1, "=")
           && !is(begin - 1, "("))
        --begin;
    m_choices.push_back({.begin = position + 1,
                         .middle = colon,
                         .second = colon + 1,
                         .end = endOfStatement(colon + 1),
                         .prefersSecond = isNotProduction(begin, position)});
}

// NODE_ENV !== 'production'
bool Branches::isNotProduction(std::size_t begin, std::size_t end) const
{
    bool isNot = false;
    for (std::size_t i = begin; i < end; ++i) {
        isNot = isNot || is(i, "!");
        if (m_tokens[i].kind == Token::Kind::Text && m_tokens[i].text == "production")
            return isNot;
        if (m_tokens[i].kind == Token::Kind::Text && (m_tokens[i].text == "development" || m_tokens[i].text == "test"))
            return !isNot;
    }
    return false;
}

std::vector<std::size_t> Branches::chosen(const std::vector<std::size_t> &positions) const
{
    std::vector<std::size_t> in(positions.size());
    std::iota(in.begin(), in.end(), 0);
    if (positions.size() > mostCalls)
        return in;
    for (const Choice &choice : m_choices) {
        const auto first = std::ranges::lower_bound(positions, choice.begin);
        if (first == positions.end() || *first >= choice.end)
            continue;
        const auto isIn = [&](std::size_t i, bool isSecond) {
            return isSecond ? positions[i] >= choice.second && positions[i] < choice.end
                            : positions[i] >= choice.begin && positions[i] < choice.middle;
        };
        const bool prefers = choice.prefersSecond;
        std::size_t kept = positions.size();
        for (std::size_t i = 0; i < positions.size() && kept == positions.size(); ++i)
            kept = in[i] == i && isIn(i, prefers) ? i : kept;
        for (std::size_t i = 0; i < positions.size() && kept < positions.size(); ++i) {
            if (in[i] == i && isIn(i, !prefers))
                in[i] = kept;
        }
    }
    return in;
}

} // namespace poolwart
