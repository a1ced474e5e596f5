// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/server/process/unixuser.h"

#include <grp.h>
#include <pwd.h>
#include <unistd.h>

#include <array>

namespace poolwart {

namespace {

std::optional<UnixUser> findUser(const char *name)
{
    passwd entry{};
    passwd *found = nullptr;
    std::array<char, 16'384> buffer{};
    if (::getpwnam_r(name, &entry, buffer.data(), buffer.size(), &found) != 0 || !found)
        return std::nullopt;
    UnixUser user{.name = name, .uid = found->pw_uid, .gid = found->pw_gid, .groups = {}};
    int count = 64;
    user.groups.resize(static_cast<std::size_t>(count));
    if (::getgrouplist(name, user.gid, user.groups.data(), &count) < 0)
        user.groups = {user.gid};
    else
        user.groups.resize(static_cast<std::size_t>(count));
    return user;
}

} // namespace

std::optional<UnixUser> userForServer()
{
    if (::geteuid() != 0)
        return std::nullopt;
    for (const char *name : {"postgres", "nobody"}) {
        if (auto user = findUser(name))
            return user;
    }
    return std::nullopt;
}

} // namespace poolwart
