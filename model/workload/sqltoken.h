// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace poolwart {

// The part of PostgreSQL's lexical structure that is needed to recognise pgbench variables.
struct SqlToken
{
    enum class Kind {
        Space,
        Comment,   // -- … to the end of the line, /* … */ nested
        Quoted,    // '…', E'…\'…', "…", $tag$…$tag$
        Word,      // a name or key word; may contain dollar signs and non-ASCII letters
        Variable,  // :name, but not after another colon
        Parameter, // $1
        Semicolon,
        Other,
    };
    Kind kind = Kind::Other;
    std::size_t length = 0; // in bytes, at least 1; an unclosed token ends with the text

    bool operator==(const SqlToken &) const = default;
};

// The token at the start of `sql`, which must not be empty or start inside a token.
SqlToken firstToken(std::string_view sql);

// A letter, an underscore or a non-ASCII byte; after the first character a digit too.
bool isNameStart(char c);
bool isNamePart(char c);

} // namespace poolwart
