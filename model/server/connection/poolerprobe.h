// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/server/connection/connectionthread.h"

namespace poolwart {

// What tells of itself the pooler that `connection`, which is open and goes through it, was answered by: its admin console
// ("pgbouncer", with the target's user) where that lets us in, else how it behaves. Costs a second connection, and in statement mode
// the connection itself, which it ends. Nothing is left in any session.
Pooler lookAtPooler(const Target &target, ConnectionThread &connection, const WaitLimit &limit);

// The clients of the pooler whose application_name begins so, as its console lists them; an error where it does not let us in.
Outcome<int> clientsOfPooler(const Target &target, const std::string &applicationNamePrefix, const WaitLimit &limit);

} // namespace poolwart
