// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace poolwart {

// Small syntaxes that are part of several formats.

using Words = std::vector<std::pair<std::string, std::string>>;

struct UrlParts
{
    std::map<std::string, std::string> target; // host, port, dbname, user, if present; decoded
    bool hasPassword = false;
    Words parameters; // decoded, in their order
};

// Stands in a URL for a part that is known only when the application runs. No file contains it: sources are valid UTF-8,
// which has no such byte.
inline constexpr char openPart = '\xff';

// Returns the scheme of a URL without "jdbc:", a wrapper of a driver and "+driver": "postgresql", "mysql". Empty: it is no URL.
std::string urlScheme(std::string_view url);

// Returns whether it is postgres or postgresql.
bool isPostgresUrl(std::string_view url);

// A postgres:// or postgresql:// URL; its scheme may have "jdbc:" or "+driver". An error never repeats it.
Outcome<UrlParts> urlParts(const std::string &url);

// Parses "-c statement_timeout=30000 --work_mem=4MB" of libpq's options; "\ " is a space.
Words serverOptions(std::string_view options);

// host=db user='a b' … : libpq's conninfo ('…' with \' and \\) and PgBouncer's ('…' with '') alike.
enum class ConnstrQuotes { Backslash, Doubled };
Outcome<Words> connstrWords(std::string_view text, ConnstrQuotes quotes);

} // namespace poolwart
