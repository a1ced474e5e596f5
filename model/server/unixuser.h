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

// What a child process does to itself between fork and exec; only async-signal-safe calls. It leaves the process if it fails.
struct ChildSetup
{
    std::optional<UnixUser> user; // becomes this user
    bool newSession = false;      // out of the reach of the terminal's Ctrl+C
    int keptDescriptor = -1;      // stays open over exec; −1: none

    void apply() const noexcept;
};

} // namespace poolwart
