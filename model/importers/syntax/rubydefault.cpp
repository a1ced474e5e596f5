// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/importers/syntax/rubydefault.h"

#include "model/core/characters.h"
#include "model/importers/framework/source.h"

#include <algorithm>
#include <array>

namespace poolwart {

namespace {

constexpr auto npos = std::string_view::npos;
constexpr int deepest = 8;

std::string_view withoutBlanks(std::string_view code)
{
    const std::size_t begin = std::min(code.find_first_not_of(whiteSpace), code.size());
    return code.substr(begin, code.find_last_not_of(whiteSpace) + 1 - begin);
}

bool take(std::string_view &code, std::string_view word)
{
    code = withoutBlanks(code);
    if (!code.starts_with(word))
        return false;
    code = withoutBlanks(code.substr(word.size()));
    return true;
}

// "…" or '…' without escapes or computed parts.
std::optional<std::string> takeText(std::string_view &code)
{
    const std::size_t end = code.empty() || (code.front() != '"' && code.front() != '\'') ? npos : code.find(code.front(), 1);
    if (end == npos)
        return std::nullopt;
    const std::string_view text = code.substr(1, end - 1);
    if (text.find_first_of("\\\n") != npos || text.find("#{") != npos)
        return std::nullopt;
    code = withoutBlanks(code.substr(end + 1));
    return std::string(text);
}

std::optional<std::string> takeNumber(std::string_view &code)
{
    const std::size_t end = std::min(code.find_first_not_of("0123456789_."), code.size());
    std::string digits(code.substr(0, end));
    if (digits.empty() || !isDigit(digits.front()) || digits.back() == '.')
        return std::nullopt;
    std::erase(digits, '_');
    code = withoutBlanks(code.substr(end));
    return digits;
}

class Reader
{
public:
    explicit Reader(std::string_view code)
        : m_code(withoutBlanks(code))
    {}

    std::optional<RubyDefault> read()
    {
        auto value = expression(0);
        if (!value || !m_code.empty() || m_variable.empty())
            return std::nullopt;
        return RubyDefault{.variable = m_variable, .value = *std::move(value)};
    }

private:
    // Alternatives; of these only the last may be a literal.
    std::optional<std::string> expression(int depth)
    {
        auto value = operand(depth);
        while (take(m_code, "||"))
            value = operand(depth);
        return value;
    }

    std::optional<std::string> operand(int depth)
    {
        if (depth > deepest)
            return std::nullopt;
        auto value = primary(depth);
        constexpr std::array calls{".to_i", ".to_s", ".to_f", ".presence", ".strip"};
        for (bool isCall = true; isCall;)
            isCall = std::ranges::any_of(calls, [this](const char *call) { return take(m_code, call); });
        return value;
    }

    std::optional<std::string> primary(int depth)
    {
        if (take(m_code, "ENV.fetch"))
            return fetch(depth);
        if (take(m_code, "ENV[")) {
            nameVariable();
            if (!take(m_code, "]"))
                m_code = "?";
            return std::nullopt;
        }
        for (const char *opening : {"Integer(", "Float(", "("}) {
            if (!take(m_code, opening))
                continue;
            auto inner = expression(depth + 1);
            return take(m_code, ")") ? inner : std::nullopt;
        }
        if (auto text = takeText(m_code))
            return text;
        return takeNumber(m_code);
    }

    // ("X"), ("X", 5) or ("X") { 5 }, with brackets or not.
    std::optional<std::string> fetch(int depth)
    {
        const bool hasBracket = take(m_code, "(");
        nameVariable();
        std::optional<std::string> value;
        if (take(m_code, ","))
            value = expression(depth + 1);
        if (hasBracket && !take(m_code, ")"))
            return std::nullopt;
        if (value || !take(m_code, "{"))
            return value;
        value = expression(depth + 1);
        return take(m_code, "}") ? value : std::nullopt;
    }

    void nameVariable()
    {
        const auto name = takeText(m_code);
        if (m_variable.empty() && name)
            m_variable = *name;
    }

    std::string_view m_code;
    std::string m_variable;
};

} // namespace

std::optional<RubyDefault> rubyDefault(std::string_view code)
{
    return Reader(code).read();
}

} // namespace poolwart
