// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/workload/script.h"
#include "model/workload/sqltoken.h"

namespace poolwart {

// The SQL at the front of a script, up to its semicolon, to the backslash of a meta command, or to the end.
struct FoundStatement
{
    struct Fault
    {
        int linesBefore = 0;
        std::string message;
        std::string hint;
    };

    std::optional<ScriptStatement> statement; // nothing: only white space, comments and a semicolon
    std::size_t length = 0;                   // in bytes, the semicolon included and the backslash not
    int linesBefore = 0;                      // the first word
    std::optional<Fault> fault;
};

FoundStatement nextStatement(std::string_view written, const ScriptExpression::IndexOf &indexOf);

} // namespace poolwart
