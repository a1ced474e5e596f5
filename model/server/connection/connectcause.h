// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/error.h"

#include <array>
#include <string_view>

namespace poolwart {

// Why a connection could not be opened, known by the words of libpq, the server or the pooler: there is no SQLSTATE for it.
struct ConnectCause
{
    std::array<std::string_view, 4> words;    // any of them; empty ones match nothing
    std::array<std::string_view, 2> unless{}; // none of them; as where another try of the same connect says something else
    ErrorKind kind = ErrorKind::CannotConnect;
    const char *reason; // follows "Cannot connect to app@db:5432/shop: "; to be translated, context "core"
    const char *hint;
    const char *sqlState = ""; // where the words are those of one
};

// Nothing: the words are of no known cause.
const ConnectCause *findConnectCause(std::string_view words);

} // namespace poolwart
