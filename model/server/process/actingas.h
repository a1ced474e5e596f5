// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/server/process/unixuser.h"

#include <optional>
#include <vector>

namespace poolwart {

// While an object lives, the calling thread accesses files as another user of the system: links planted by that user lead
// nowhere that the user could not go, and new files belong to the user. For root only; without a user nothing changes. No
// process may be started meanwhile.
class ActingAs
{
public:
    // Returns whether this process may do that: root in some containers may not.
    static bool isPossible(const UnixUser &user);

    // `user` must be possible, see isPossible().
    explicit ActingAs(const std::optional<UnixUser> &user);
    ~ActingAs();
    ActingAs(const ActingAs &) = delete;
    ActingAs &operator=(const ActingAs &) = delete;

private:
    bool begin(const UnixUser &user);

    bool m_isActing = false;
    int m_isDumpable = 1;
    uid_t m_user = 0; // our own
    gid_t m_group = 0;
    std::vector<gid_t> m_groups;
};

} // namespace poolwart
