// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/server/process/actingas.h"

#include <QtGlobal>

#include <algorithm>

#include <sys/fsuid.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace poolwart {

namespace {

// The library's setgroups() is for all threads, the kernel's for the calling one.
bool setOwnGroups(const std::vector<gid_t> &groups)
{
    return ::syscall(SYS_setgroups, groups.size(), groups.data()) == 0;
}

std::vector<gid_t> ownGroups()
{
    std::vector<gid_t> groups(static_cast<std::size_t>(std::max(0, ::getgroups(0, nullptr))));
    ::getgroups(static_cast<int>(groups.size()), groups.data());
    return groups;
}

constexpr uid_t unchanged = static_cast<uid_t>(-1); // an impossible one: the call then only tells

} // namespace

bool ActingAs::isPossible(const UnixUser &user)
{
    ActingAs trial{std::nullopt};
    return trial.begin(user);
}

ActingAs::ActingAs(const std::optional<UnixUser> &user)
{
    if (user && !begin(*user))
        qFatal("Poolwart runs as root and may not act as %s.", user->name.c_str()); // as root it would follow any link
}

bool ActingAs::begin(const UnixUser &user)
{
    m_isDumpable = ::prctl(PR_GET_DUMPABLE);
    m_groups = ownGroups();
    if (!setOwnGroups(user.groups))
        return false;
    m_isActing = true;
    m_group = static_cast<gid_t>(::setfsgid(user.gid));
    m_user = static_cast<uid_t>(::setfsuid(user.uid)); // last: it takes the rights that the others need
    return static_cast<uid_t>(::setfsuid(unchanged)) == user.uid && static_cast<gid_t>(::setfsgid(unchanged)) == user.gid;
}

ActingAs::~ActingAs()
{
    if (!m_isActing)
        return;
    ::setfsuid(m_user);
    ::setfsgid(m_group);
    setOwnGroups(m_groups);
    ::prctl(PR_SET_DUMPABLE, m_isDumpable); // the kernel takes it away; debuggers and leak checkers need it
}

} // namespace poolwart
