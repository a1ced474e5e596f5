// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/workload/scriptvalue.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

namespace poolwart {

namespace {

constexpr int doubleDigits = 15; // as pgbench writes them

struct Writer
{
    std::string &target;

    void operator()(ScriptNull) const {}
    void operator()(bool value) const { target += value ? "true" : "false"; }
    void operator()(std::int64_t value) const
    {
        std::array<char, 24> digits{};
        target.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
    }
    void operator()(double value) const
    {
        if (std::isnan(value) || std::isinf(value)) {
            target += std::isnan(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity"; // as PostgreSQL reads them
            return;
        }
        std::array<char, 40> digits{};
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::general, doubleDigits).ptr;
        target.append(digits.data(), end);
    }
};

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool isBeginningOf(std::string_view word, std::string_view written)
{
    return written.size() <= word.size() && std::ranges::equal(written, word.substr(0, written.size()), {}, lower);
}

bool isWord(std::string_view word, std::string_view written)
{
    return written.size() == word.size() && isBeginningOf(word, written);
}

template <class Number>
std::optional<Number> numberOf(std::string_view written)
{
    Number number{};
    const auto [end, fault] = std::from_chars(written.data(), written.data() + written.size(), number);
    return fault == std::errc{} && end == written.data() + written.size() ? std::optional(number) : std::nullopt;
}

bool isPlainNumber(std::string_view written)
{
    return !written.empty() && written.find_first_not_of("0123456789.eE+-") == std::string_view::npos
        && numberOf<double>(written).has_value();
}

} // namespace

bool isTrue(const ScriptValue &value)
{
    if (const auto *boolean = std::get_if<bool>(&value))
        return *boolean;
    if (const auto *whole = std::get_if<std::int64_t>(&value))
        return *whole != 0;
    const auto *number = std::get_if<double>(&value);
    return number && *number != 0;
}

std::optional<ScriptValue> meaningOf(std::string_view written)
{
    if (written.empty())
        return std::nullopt;
    if (isWord("null", written))
        return ScriptValue();
    if (isBeginningOf("true", written) || isBeginningOf("yes", written) || isWord("on", written))
        return true;
    if (isBeginningOf("false", written) || isBeginningOf("no", written) || isWord("off", written) || isWord("of", written))
        return false;
    if (const auto whole = numberOf<std::int64_t>(written))
        return *whole;
    return numberOf<double>(written);
}

std::optional<ScriptValue> ScriptVariable::value() const
{
    switch (m_state) {
    case State::Value:
        return m_value;
    case State::Text:
        return meaningOf(m_text);
    case State::Unset:
        break;
    }
    return std::nullopt;
}

void ScriptVariable::write(std::string &target) const
{
    target.clear();
    if (m_state == State::Text)
        target = m_text;
    else
        std::visit(Writer{target}, m_value);
}

void ScriptVariable::appendLiteral(std::string &sql) const
{
    const auto *number = std::get_if<double>(&m_value);
    const bool isText = m_state == State::Text;
    if (isNull()) {
        sql += "NULL";
    } else if (isText ? !isPlainNumber(m_text) : number && !std::isfinite(*number)) {
        std::string written; // of an infinite number
        if (!isText)
            write(written);
        sql += '\'';
        for (const char c : isText ? m_text : written)
            sql.append(c == '\'' ? 2 : 1, c);
        sql += '\'';
    } else if (isText) {
        sql += m_text;
    } else {
        std::visit(Writer{sql}, m_value);
    }
}

} // namespace poolwart
