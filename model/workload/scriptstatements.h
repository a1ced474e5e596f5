// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/workload/script.h"
#include "model/workload/sqltoken.h"

namespace poolwart {

// The SQL at the start of a script, up to its semicolon, the backslash of a meta-command, or the end.
struct FoundStatement
{
    struct Fault
    {
        int linesBefore = 0;
        std::string message;
        std::string hint;
    };

    std::optional<ScriptStatement> statement; // empty: only white space, comments and a semicolon
    std::size_t length = 0;                   // in bytes, including the semicolon but not the backslash
    int linesBefore = 0;                      // lines before the first word
    std::optional<Fault> fault;
};

FoundStatement nextStatement(std::string_view written, const ScriptExpression::IndexOf &indexOf);

} // namespace poolwart
