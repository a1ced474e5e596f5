// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/pooler.h"
#include "model/core/secret.h"

#include <map>
#include <optional>
#include <string>

namespace poolwart {

// A PostgreSQL server to connect to, in libpq's own words. What is absent here is left to libpq's
// defaults: PG* variables, the service file, ~/.pgpass.
struct Target
{
    std::map<std::string, std::string> parameters; // libpq keyword → value; never "password"
    Secret password;
    std::optional<Pooler> pooler; // the pooler that a probe found; empty if there is no pooler or no probe
};

} // namespace poolwart
