// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

namespace poolwart {

// A user of the operating system, looked up before a fork, because that is not allowed after it.
struct UnixUser
{
    std::string name;
    uid_t uid = 0;
    gid_t gid = 0;
    std::vector<gid_t> groups;
};

// PostgreSQL refuses to run as root: for root the user "postgres", else "nobody"; for anyone else none.
std::optional<UnixUser> userForServer();

} // namespace poolwart
