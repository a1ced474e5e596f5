// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>

namespace poolwart {

enum class ErrorKind {
    BadInput,           // an invalid file, field, option or statement
    NotFound,           // a missing file, program or service
    CannotConnect,      // no server, unknown host, wrong password, connection refused by the server
    TooManyConnections, // the server's, the role's or the database's limit is reached
    BudgetExceeded,     // the plan needs more than the server has available; refused in advance
    Statement,          // the server refused or failed a statement
    ConnectionLost,     // an open connection ended unexpectedly
    TimedOut,           // one of our deadlines passed
    Cancelled,          // ended on request
    Io,                 // a file or a process could not be read, written or started
    Internal,
};

// An error as a value that crosses threads and layers. All texts are UTF-8, translated, and contain no secrets.
struct Error
{
    ErrorKind kind = ErrorKind::Internal;
    std::string message;  // one sentence: what failed, where, with which figures
    std::string hint;     // what to do about it; may be empty
    std::string details;  // the server's or the system's own words, untranslated; may be empty
    std::string sqlState; // five characters; empty if the server gave none

    bool operator==(const Error &) const = default;
};

inline Error badInputError(std::string message, std::string hint = {})
{
    return {.kind = ErrorKind::BadInput, .message = std::move(message), .hint = std::move(hint)};
}

} // namespace poolwart
