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

// A target with where it came from and what of the text it came from means nothing to PostgreSQL.
struct ParsedTarget
{
    Target target;
    std::string origin;               // "DATABASE_URL" or "PG* variables", to show
    std::vector<std::string> ignored; // Prisma's own keys that were left out: "schema", "connection_limit", …
};

// A URI ("postgresql://…") or libpq's "key=value" form. A key that libpq does not know is an error that names
// it. No text of an error here quotes the input, for it may hold a password.
Outcome<Target> targetFromText(std::string_view uriOrConninfo);

// As targetFromText, for a DATABASE_URL as applications have it: exactly the keys that Prisma adds to the URL are
// left out and reported.
Outcome<ParsedTarget> targetFromApplicationUrl(std::string_view url);

// An entry of the connection service file (PGSERVICEFILE, ~/.pg_service.conf, the system's). One that is
// not there is ErrorKind::NotFound.
Outcome<Target> targetFromService(const std::string &name);

// DATABASE_URL; else, where any of PGHOST, PGSERVICE, PGDATABASE, … is set, a target without parameters, which leaves all
// to libpq; else an error that names every way to say it. Reads the environment: call before threads start.
Outcome<ParsedTarget> targetFromEnvironment();

// The parameters with which libpq would connect now: the target's, then the service's, PG* variables, defaults. Opens
// nothing, holds no password.
std::map<std::string, std::string> effectiveParameters(const Target &target);

// Why parameters cannot name a server, or hold what may be a password where it would be shown; none: they can.
std::optional<Error> faultOf(const std::map<std::string, std::string> &parameters);

// "app@db:5432/shop", "app@[local]:5432/shop", "app@[local:/tmp/s]:5433/shop" (as psql's %M), "app@a:1,b:2/shop".
std::string describeTarget(const Target &target);

} // namespace poolwart
