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

// The positions in a database URL that a rewrite needs. Nothing is decoded: each is a range of the URL's bytes.
struct DatabaseUrlParts
{
    std::string_view base;     // scheme, user, host, path: all before the query's "?"
    bool hasQuery = false;     // true also for an empty query ("…/db?")
    std::string_view query;    // without the "?"
    std::string_view fragment; // with the "#", or empty

    bool operator==(const DatabaseUrlParts &) const = default;
};

// Refuses a URL that is not postgres:// or postgresql://. The message never repeats the URL, which may contain a password.
//
// A "?", "#" or "@" that should have been percent-encoded may be in the password: the user part ends at the last "@" before the
// first "/". An "@" in the query of a URL without a path ("postgres://u@host?options=a@b") is recognised by the text before it:
// a host with an optional numeric port, and a key with "=".
Outcome<DatabaseUrlParts> splitDatabaseUrl(std::string_view url);

// Sets each parameter: every occurrence of an existing key is replaced (readers may use the first or the last), otherwise
// key=value is appended. All other bytes keep their values and order. Keys are compared percent-decoded; `key` and `value` must
// be percent-encoded.
Outcome<std::string> setUrlParameters(std::string_view url, const std::vector<std::pair<std::string, std::string>> &parameters);

// DATABASE_URL for one pool, as Prisma up to 6 reads it: connection_limit and pool_timeout (whole seconds, 0 waits
// for ever).
Outcome<std::string> rewriteDatabaseUrl(std::string_view url, int connectionLimit, std::chrono::seconds poolTimeout);

// Percent-encodes all but letters, digits and "-._~", so that the result is valid in any part of a URL. A space becomes %20,
// never "+", which libpq does not decode.
std::string percentEncoded(std::string_view text);

// Reverses percent-encoding; a "%" not followed by two hexadecimal digits is kept.
std::string percentDecoded(std::string_view text);

} // namespace poolwart
