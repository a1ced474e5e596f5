// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/importers/syntax/literals.h"

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace poolwart {

// The value of an expression, as far as the file tells it.
struct ScriptValue
{
    std::string text;      // with an openPart for what is known at run time only
    std::string defaulted; // the variable of the environment whose default this is; empty: none
};

// The constants of a JavaScript or TypeScript file, and what expressions of them and of literals are: products and sums,
// process.env.X ?? 5, Number(…), `…${name}…`, members of constant objects. Nothing is executed.
class ScriptValues
{
public:
    explicit ScriptValues(const std::vector<Token> &tokens);

    // The expression of the tokens from `begin` to before `end`; nothing: it is not known.
    std::optional<ScriptValue> value(std::size_t begin, std::size_t end) const { return evaluate({begin, end}, 0); }

    // The members of the object that the constant is, or nothing.
    std::optional<LiteralMembers> object(const std::string &name) const;

    // The members of the constant that "...name" spreads, or nothing.
    std::optional<LiteralMembers> spread(const Literal &value) const;

private:
    struct Range
    {
        std::size_t begin = 0;
        std::size_t end = 0;
    };

    void findConstants();
    std::size_t endOfStatement(std::size_t begin) const;
    bool is(std::size_t position, std::string_view sign) const { return position < m_tokens.size() && m_tokens[position].is(sign); }
    bool isPair(std::size_t position, std::string_view sign) const { return is(position, sign) && is(position + 1, sign); }
    std::size_t closing(std::size_t opening, std::size_t end) const;
    template <class Is>
    std::optional<std::size_t> find(Range range, Is is) const;

    std::optional<ScriptValue> evaluate(Range range, int depth) const;
    std::optional<ScriptValue> fallback(Range left, Range right, int depth) const;
    std::optional<ScriptValue> arithmetic(Range range, std::size_t sign, int depth) const;
    std::optional<ScriptValue> call(Range range, int depth) const;
    std::optional<ScriptValue> path(Range range, int depth) const;
    std::optional<ScriptValue> single(const Token &token, int depth) const;
    std::optional<ScriptValue> ofConstant(std::size_t begin, int depth) const;
    std::string withConstants(const std::string &templateText, int depth) const;

    const std::vector<Token> &m_tokens;
    std::unordered_map<std::string, std::size_t> m_constants; // where the value of each begins
};

} // namespace poolwart
