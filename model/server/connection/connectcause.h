// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/error.h"

#include <array>
#include <string_view>

namespace poolwart {

// The cause of a failed connect, recognised by the words of libpq, the server or the pooler, because there is no SQLSTATE for
// it.
struct ConnectCause
{
    std::array<std::string_view, 4> words;    // matches if any of them occurs; empty ones match nothing
    std::array<std::string_view, 2> unless{}; // none of them may occur, such as words of another attempt of the same connect
    ErrorKind kind = ErrorKind::CannotConnect;
    const char *reason; // follows "Cannot connect to app@db:5432/shop: "; to be translated, context "core"
    const char *hint;
    const char *sqlState = ""; // if the words belong to one
};

// Returns nothing if the words match no known cause.
const ConnectCause *findConnectCause(std::string_view words);

} // namespace poolwart
