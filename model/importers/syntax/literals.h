// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"
#include "model/importers/framework/source.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace poolwart {

// The literals of a JavaScript, TypeScript or Python program. Nothing is computed: other values are Expressions, and a sum ("a
// + 'b'") keeps its operands.
enum class Language { JavaScript, Python };

struct Token
{
    enum class Kind { Word, Text, Number, Sign, Expression, Unclosed }; // Expression: `a${b}`, f"…", a regular expression

    Kind kind = Kind::Sign;
    std::string text;
    int line = 0;

    bool is(std::string_view sign) const { return (kind == Kind::Sign || kind == Kind::Word) && text == sign; }
};

struct LiteralMember;
using LiteralMembers = std::vector<LiteralMember>;

struct Literal
{
    enum class Kind { Text, Number, Word, Object, Array, Expression }; // Word: true, null, None …

    Kind kind = Kind::Expression;
    std::string text;
    int line = 0;
    LiteralMembers members; // of an object with keys; of an array or a sum without
    std::size_t begin = 0;  // its tokens, to before `end`
    std::size_t end = 0;

    const Literal *member(std::string_view key) const;
};

// Of an object, or an argument.
struct LiteralMember
{
    std::string name; // empty: it has none
    Literal value;
};

// Refuses a quote that is not closed, with its line.
Outcome<std::vector<Token>> tokensOf(const Source &source, Language language);

// The arguments of the call or array whose bracket is at `position`, which is moved behind the closing bracket: with names
// (Python) or without.
LiteralMembers argumentsAt(const std::vector<Token> &tokens, std::size_t &position);

// The members of the object at `position`. A spread "**other" is a member of that name.
LiteralMembers objectAt(const std::vector<Token> &tokens, std::size_t position);

} // namespace poolwart
