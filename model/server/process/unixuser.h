// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

namespace poolwart {

// A user of the operating system, looked up before a fork, because lookups are not allowed after it.
struct UnixUser
{
    std::string name;
    uid_t uid = 0;
    gid_t gid = 0;
    std::vector<gid_t> groups;
};

// The user for the server, because PostgreSQL refuses to run as root: for root "postgres", otherwise "nobody"; for other users
// none.
std::optional<UnixUser> userForServer();

} // namespace poolwart
