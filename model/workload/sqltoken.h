// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace poolwart {

// As much of PostgreSQL's lexical structure as it takes to tell a pgbench variable from what only looks like one.
struct SqlToken
{
    enum class Kind {
        Space,
        Comment,   // -- … to the end of the line, /* … */ nested
        Quoted,    // '…', E'…\'…', "…", $tag$…$tag$
        Word,      // a name or key word; may hold dollar signs and letters that are not ASCII
        Variable,  // :name, but not behind another colon
        Parameter, // $1
        Semicolon,
        Other,
    };
    Kind kind = Kind::Other;
    std::size_t length = 0; // in bytes, at least 1; what is not closed goes to the end

    bool operator==(const SqlToken &) const = default;
};

// The token at the beginning of `sql`, which is not empty and does not begin inside a token.
SqlToken firstToken(std::string_view sql);

// A letter, an underscore or a byte that is not ASCII; behind the first one a digit too.
bool isNameStart(char c);
bool isNamePart(char c);

} // namespace poolwart
