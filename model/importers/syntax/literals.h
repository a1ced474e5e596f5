// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"
#include "model/importers/framework/source.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace poolwart {

// The literals in a program of JavaScript, TypeScript or Python. Nothing is computed: what is no literal is an Expression,
// a sum ("a + 'b'") with its operands.
enum class Language { JavaScript, Python };

struct Token
{
    enum class Kind { Word, Text, Number, Sign, Expression, Unclosed }; // Expression: `a${b}`, f"…", a regular expression

    Kind kind = Kind::Sign;
    std::string text;
    int line = 0;

    bool is(std::string_view sign) const { return (kind == Kind::Sign || kind == Kind::Word) && text == sign; }
};

struct Literal
{
    enum class Kind { Text, Number, Word, Object, Array, Expression }; // Word: true, null, None …

    Kind kind = Kind::Expression;
    std::string text;
    int line = 0;
    std::vector<std::pair<std::string, Literal>> members; // of an object by key; of an array or a sum without

    const Literal *member(std::string_view key) const;
};

// Refused, with its line: a quote that is not closed.
Outcome<std::vector<Token>> tokensOf(const Source &source, Language language);

// What stands between the bracket at `position`, of a call or an array, and its closing one, behind which that is moved:
// by name (Python), or without.
std::vector<std::pair<std::string, Literal>> argumentsAt(const std::vector<Token> &tokens, std::size_t &position);

// The members of the object that begins at `position`. What another one adds, "**other", is a member of that name.
std::vector<std::pair<std::string, Literal>> objectAt(const std::vector<Token> &tokens, std::size_t position);

} // namespace poolwart
