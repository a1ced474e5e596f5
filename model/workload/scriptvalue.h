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
    std::int64_t filler = 0; // or GCC 12 warns of what is copied

    bool operator==(const ScriptNull &) const = default;
};

// What a pgbench expression yields: NULL, a boolean, an integer or a double.
using ScriptValue = std::variant<ScriptNull, bool, std::int64_t, double>;

inline bool isNull(const ScriptValue &value)
{
    return std::holds_alternative<ScriptNull>(value);
}

// As \if takes it: NULL and zero are false.
bool isTrue(const ScriptValue &value);

// What a text means in an expression: null, true, yes, on, false, no, off (and beginnings of true, yes, false, no), a whole
// number or a number; nothing: none of these.
std::optional<ScriptValue> meaningOf(std::string_view written);

// A variable of a script: not set, a value, or a text, which only a query's result and a CSV column give.
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
    // Nothing: it is not set, or a text that means none.
    std::optional<ScriptValue> value() const;
    const std::string &text() const { return m_text; }

    // Replaces `target` by the value as a statement's parameter: 42, 0.5 (15 digits), true; nothing for NULL.
    void write(std::string &target) const;
    // The value as SQL text, behind `sql`: numbers and booleans bare, NULL, texts as a literal unless they are numbers.
    void appendLiteral(std::string &sql) const;

private:
    enum class State : std::uint8_t { Unset, Value, Text };

    State m_state = State::Unset;
    ScriptValue m_value;
    std::string m_text; // keeps its memory from one request to the next
};

} // namespace poolwart
