// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace poolwart {

// The places in a database URL that a rewrite needs. Nothing is decoded: each is a range of the URL's own bytes.
struct DatabaseUrlParts
{
    std::string_view base;     // scheme, user, host, path: all before the query's "?"
    bool hasQuery = false;     // true also for an empty query ("…/db?")
    std::string_view query;    // without the "?"
    std::string_view fragment; // with the "#", or empty

    bool operator==(const DatabaseUrlParts &) const = default;
};

// Refuses what is no postgres:// or postgresql:// URL. The message never repeats the URL, which may hold a password.
//
// A "?", "#" or "@" that should have been percent-encoded may stand in the password: the user part ends at the last
// "@" before the first "/". An "@" in the query of a URL without a path ("postgres://u@host?options=a@b") is told
// apart by what precedes it: a host with a numeric port, if any, and a key with "=".
Outcome<DatabaseUrlParts> splitDatabaseUrl(std::string_view url);

// Gives each parameter its value: where the key stands in the query, every occurrence of it is replaced (a reader
// may take the first or the last), else key=value is appended. All other bytes stay as they are, in their order.
// Keys are compared percent-decoded; `key` and `value` must be percent-encoded already.
Outcome<std::string> setUrlParameters(std::string_view url, const std::vector<std::pair<std::string, std::string>> &parameters);

// DATABASE_URL for one pool, as Prisma up to 6 reads it: connection_limit and pool_timeout (whole seconds, 0 waits
// for ever).
Outcome<std::string> rewriteDatabaseUrl(std::string_view url, int connectionLimit, std::chrono::seconds poolTimeout);

// Percent-encodes all but letters, digits and "-._~", so that the result may stand in any part of a URL.
// A blank becomes %20, never "+", which libpq does not decode.
std::string percentEncoded(std::string_view text);

// Reverses percent-encoding; a "%" that no two hexadecimal digits follow stays as it is.
std::string percentDecoded(std::string_view text);

} // namespace poolwart
