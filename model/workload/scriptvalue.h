// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace poolwart {

struct ScriptNull
{
    std::int64_t filler = 0; // avoids a false warning of GCC 12 about copies

    bool operator==(const ScriptNull &) const = default;
};

// The value of a pgbench expression: NULL, a boolean, an integer or a double.
using ScriptValue = std::variant<ScriptNull, bool, std::int64_t, double>;

inline bool isNull(const ScriptValue &value)
{
    return std::holds_alternative<ScriptNull>(value);
}

// As in \if: NULL and zero are false.
bool isTrue(const ScriptValue &value);

// The value of a text in an expression: null, true, yes, on, false, no, off (and prefixes of true, yes, false, no), a whole
// number or a number; otherwise nothing.
std::optional<ScriptValue> meaningOf(std::string_view written);

// A variable of a script: unset, a value, or a text from a query's result or a CSV column.
class ScriptVariable
{
public:
    void clear() { m_state = State::Unset; }
    void set(ScriptValue value)
    {
        m_state = State::Value;
        m_value = value;
    }
    void setText(std::string_view written)
    {
        m_state = State::Text;
        m_text = written;
    }

    bool isSet() const { return m_state != State::Unset; }
    bool isNull() const { return m_state == State::Value && poolwart::isNull(m_value); }
    // Nothing if it is unset, or its text is not a value.
    std::optional<ScriptValue> value() const;
    const std::string &text() const { return m_text; }

    // Sets `target` to the value as a statement's parameter: 42, 0.5 (15 digits), true; empty for NULL.
    void write(std::string &target) const;
    // Appends the value as SQL text: numbers and booleans bare, NULL, texts as a literal unless they are numbers.
    void appendLiteral(std::string &sql) const;

private:
    enum class State : std::uint8_t { Unset, Value, Text };

    State m_state = State::Unset;
    ScriptValue m_value;
    std::string m_text; // reuses its memory across requests
};

} // namespace poolwart
