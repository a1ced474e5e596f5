// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/importers/javascript/scriptvalues.h"

#include "model/core/characters.h"
#include "model/importers/framework/words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace poolwart {

namespace {

constexpr int deepest = 16;
constexpr std::size_t farthest = 2'000; // tokens of a constant
constexpr double largestWhole = 9e15;

bool isOpening(const Token &token)
{
    return token.is("(") || token.is("[") || token.is("{");
}

bool isClosing(const Token &token)
{
    return token.is(")") || token.is("]") || token.is("}");
}

// Whether an expression goes on behind this sign, or before it on a new line.
bool joinsLines(const Token &token)
{
    return token.kind == Token::Kind::Sign && std::string_view("+-*/%.,?:|&=<>!([{").find(token.text) != std::string_view::npos;
}

// 5, 1e4, 2.5 or 0x10.
std::optional<double> numberOf(std::string_view written)
{
    const bool isHex = written.starts_with("0x") || written.starts_with("0X");
    const std::string_view digits = isHex ? written.substr(2) : written;
    const char *end = digits.data() + digits.size();
    unsigned long long whole = 0;
    double value = 0;
    const auto read = isHex ? std::from_chars(digits.data(), end, whole, 16) : std::from_chars(digits.data(), end, value);
    if (read.ec != std::errc() || read.ptr != end)
        return std::nullopt;
    return isHex ? static_cast<double>(whole) : value;
}

std::string written(double number)
{
    if (std::abs(number) < largestWhole && number == std::floor(number))
        return std::to_string(static_cast<long long>(number));
    std::array<char, 64> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number);
    return {text.data(), end.ptr};
}

} // namespace

ScriptValues::ScriptValues(const std::vector<Token> &tokens)
    : m_tokens(tokens)
{
    findConstants();
}

// const NAME = …, const NAME: Type = …; the first of each name.
void ScriptValues::findConstants()
{
    for (std::size_t i = 0; i + 3 < m_tokens.size(); ++i) {
        if (!is(i, "const") || m_tokens[i + 1].kind != Token::Kind::Word)
            continue;
        std::size_t equals = i + 2;
        if (is(equals, ":")) {
            while (equals < std::min(m_tokens.size(), i + farthest) && !is(equals, ";") && !(is(equals, "=") && !is(equals + 1, ">")))
                ++equals;
        }
        if (is(equals, "="))
            m_constants.try_emplace(m_tokens[i + 1].text, equals + 1);
    }
}

std::size_t ScriptValues::endOfStatement(std::size_t begin) const
{
    int open = 0;
    for (std::size_t i = begin; i < std::min(m_tokens.size(), begin + farthest); ++i) {
        const Token &token = m_tokens[i];
        const bool isNewLine = i > begin && token.line > m_tokens[i - 1].line && !joinsLines(m_tokens[i - 1]) && !joinsLines(token);
        if (open == 0 && (token.is(";") || token.is(",") || isClosing(token) || isNewLine))
            return i;
        open += isOpening(token) ? 1 : isClosing(token) ? -1 : 0;
    }
    return std::min(m_tokens.size(), begin + farthest);
}

std::size_t ScriptValues::closing(std::size_t opening, std::size_t end) const
{
    int open = 0;
    for (std::size_t i = opening; i < end; ++i) {
        open += isOpening(m_tokens[i]) ? 1 : isClosing(m_tokens[i]) ? -1 : 0;
        if (open == 0)
            return i;
    }
    return end;
}

// The first position outside brackets for which it holds.
template <class Is>
std::optional<std::size_t> ScriptValues::find(Range range, Is is) const
{
    int open = 0;
    for (std::size_t i = range.begin; i < range.end; ++i) {
        if (open == 0 && is(i))
            return i;
        open += isOpening(m_tokens[i]) ? 1 : isClosing(m_tokens[i]) ? -1 : 0;
    }
    return std::nullopt;
}

std::optional<LiteralMembers> ScriptValues::object(const std::string &name) const
{
    const auto found = m_constants.find(name);
    if (found == m_constants.end() || !is(found->second, "{"))
        return std::nullopt;
    return objectAt(m_tokens, found->second);
}

std::optional<LiteralMembers> ScriptValues::spread(const Literal &value) const
{
    const bool isName = value.end == value.begin + 4 && is(value.begin + 2, ".") && m_tokens[value.begin + 3].kind == Token::Kind::Word;
    return isName ? object(m_tokens[value.begin + 3].text) : std::nullopt;
}

std::optional<ScriptValue> ScriptValues::evaluate(Range range, int depth) const
{
    if (depth > deepest || range.begin >= range.end || range.end > m_tokens.size())
        return std::nullopt;
    if (const auto type = find(range, [this](std::size_t i) { return is(i, "as") || is(i, "satisfies"); }))
        range.end = *type;
    if (range.end > range.begin + 1 && is(range.end - 1, "!"))
        --range.end;
    if (is(range.begin, "(") && closing(range.begin, range.end) + 1 == range.end)
        return evaluate({range.begin + 1, range.end - 1}, depth + 1);
    if (const auto pair = find(range, [this](std::size_t i) { return isPair(i, "?") || isPair(i, "|"); }))
        return fallback({range.begin, *pair}, {*pair + 2, range.end}, depth + 1);
    if (is(range.begin, "+"))
        return evaluate({range.begin + 1, range.end}, depth + 1);
    if (range.end == range.begin + 1)
        return single(m_tokens[range.begin], depth);
    for (const std::string_view sign : {"+", "*"}) {
        if (const auto position = find(range, [&](std::size_t i) { return is(i, sign); }))
            return arithmetic(range, *position, depth + 1);
    }
    if (is(range.begin + 1, "("))
        return call(range, depth + 1);
    return path(range, depth + 1);
}

// a ?? b, a || b: what is known only at run time leaves the second, unless it is there.
std::optional<ScriptValue> ScriptValues::fallback(Range left, Range right, int depth) const
{
    const auto first = evaluate(left, depth);
    if (first && first->text.find(openPart) == std::string::npos)
        return first;
    auto second = evaluate(right, depth);
    if (second && second->defaulted.empty())
        second->defaulted = first && !first->defaulted.empty() ? first->defaulted : m_tokens[left.end - 1].text;
    return second;
}

// Of numbers; "+" also joins texts.
std::optional<ScriptValue> ScriptValues::arithmetic(Range range, std::size_t sign, int depth) const
{
    const auto left = evaluate({range.begin, sign}, depth);
    const auto right = evaluate({sign + 1, range.end}, depth);
    if (!left || !right)
        return std::nullopt;
    const auto a = numberOf(left->text);
    const auto b = numberOf(right->text);
    const bool isSum = is(sign, "+");
    if (!(a && b) && !isSum)
        return std::nullopt;
    return ScriptValue{.text = a && b ? written(isSum ? *a + *b : *a * *b) : left->text + right->text,
                       .defaulted = left->defaulted.empty() ? right->defaulted : left->defaulted};
}

// Number(x), parseInt(x, 10) and the like are what is in them.
std::optional<ScriptValue> ScriptValues::call(Range range, int depth) const
{
    constexpr std::array<std::string_view, 4> conversions{"Number", "parseInt", "parseFloat", "String"};
    if (std::ranges::find(conversions, m_tokens[range.begin].text) == conversions.end()
        || closing(range.begin + 1, range.end) + 1 != range.end)
        return std::nullopt;
    const Range inner{range.begin + 2, range.end - 1};
    const auto comma = find(inner, [this](std::size_t i) { return is(i, ","); });
    return evaluate({inner.begin, comma.value_or(inner.end)}, depth);
}

// process.env.NAME, Number.parseInt(…) and a member of a constant object.
std::optional<ScriptValue> ScriptValues::path(Range range, int depth) const
{
    if (is(range.begin, "process") && is(range.begin + 2, "env"))
        return ScriptValue{.text = std::string(1, openPart),
                           .defaulted = m_tokens[is(range.end - 1, "]") ? range.end - 2 : range.end - 1].text};
    if (is(range.begin, "Number") && is(range.begin + 1, ".") && is(range.begin + 3, "("))
        return call({range.begin + 2, range.end}, depth);
    if (range.end != range.begin + 3 || !is(range.begin + 1, "."))
        return std::nullopt;
    const auto members = object(m_tokens[range.begin].text);
    const auto member =
        members ? std::ranges::find(*members, m_tokens[range.begin + 2].text, &LiteralMember::name) : LiteralMembers::const_iterator();
    if (!members || member == members->end())
        return std::nullopt;
    return evaluate({member->value.begin, member->value.end}, depth);
}

std::optional<ScriptValue> ScriptValues::single(const Token &token, int depth) const
{
    if (token.kind == Token::Kind::Text)
        return ScriptValue{.text = token.text, .defaulted = {}};
    if (token.kind == Token::Kind::Number) {
        const auto number = numberOf(token.text);
        return ScriptValue{.text = number ? written(*number) : token.text, .defaulted = {}};
    }
    if (token.kind == Token::Kind::Expression && token.text.find("${") != std::string::npos)
        return ScriptValue{.text = withConstants(token.text, depth + 1), .defaulted = {}};
    const auto constant = token.kind == Token::Kind::Word ? m_constants.find(token.text) : m_constants.end();
    return constant == m_constants.end() ? std::nullopt : ofConstant(constant->second, depth + 1);
}

std::optional<ScriptValue> ScriptValues::ofConstant(std::size_t begin, int depth) const
{
    return evaluate({begin, endOfStatement(begin)}, depth);
}

// `…${name}…`: what is no constant becomes an openPart.
std::string ScriptValues::withConstants(const std::string &templateText, int depth) const
{
    std::string result;
    for (std::size_t at = 0; at < templateText.size();) {
        const std::size_t close = templateText.compare(at, 2, "${") == 0 ? templateText.find('}', at) : std::string::npos;
        if (close == std::string::npos) {
            result += templateText[at++];
            continue;
        }
        const auto constant = m_constants.find(std::string(trimmed(std::string_view(templateText).substr(at + 2, close - at - 2))));
        const auto known = constant == m_constants.end() ? std::nullopt : ofConstant(constant->second, depth);
        result += known ? known->text : std::string(1, openPart);
        at = close + 1;
    }
    return result;
}

} // namespace poolwart
