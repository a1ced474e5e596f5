// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"
#include "model/core/target.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace poolwart {

// A target with its origin and the parameters that are not PostgreSQL's.
struct ParsedTarget
{
    Target target;
    std::string origin;               // "DATABASE_URL" or "PG* variables", to show
    std::vector<std::string> ignored; // Prisma's own keys that were left out: "schema", "connection_limit", …
};

// Parses a URI ("postgresql://…") or libpq's "key=value" form. A key unknown to libpq is an error that names it. No error
// quotes the input, because it may contain a password.
Outcome<Target> targetFromText(std::string_view uriOrConninfo);

// Like targetFromText, for an application's DATABASE_URL: exactly the keys that Prisma adds are removed and reported.
Outcome<ParsedTarget> targetFromApplicationUrl(std::string_view url);

// An entry of the connection service file (PGSERVICEFILE, ~/.pg_service.conf, the system's). ErrorKind::NotFound if it does not
// exist.
Outcome<Target> targetFromService(const std::string &name);

// From DATABASE_URL; otherwise, if any of PGHOST, PGSERVICE, PGDATABASE, … is set, a target without parameters, which leaves
// all to libpq; otherwise an error that lists all ways to name a server. Reads the environment: call before threads start.
Outcome<ParsedTarget> targetFromEnvironment();

// The parameters that libpq would use now: the target's, then the service's, PG* variables, defaults. Opens nothing and
// contains no password.
std::map<std::string, std::string> effectiveParameters(const Target &target);

// Returns why parameters cannot name a server, or contain a possible password in a field that is shown; nothing if they are
// valid.
std::optional<Error> faultOf(const std::map<std::string, std::string> &parameters);

// "app@db:5432/shop", "app@[local]:5432/shop", "app@[local:/tmp/s]:5433/shop" (as psql's %M), "app@a:1,b:2/shop".
std::string describeTarget(const Target &target);

} // namespace poolwart
