// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/pooler.h"
#include "model/core/secret.h"

#include <map>
#include <optional>
#include <string>

namespace poolwart {

// A PostgreSQL server to connect to, in libpq's terms. libpq's defaults apply to absent values: PG* variables, the service
// file, ~/.pgpass.
struct Target
{
    std::map<std::string, std::string> parameters; // libpq keyword → value; never "password"
    Secret password;
    std::optional<Pooler> pooler; // found by a probe; empty if there is no pooler or no probe
};

} // namespace poolwart
