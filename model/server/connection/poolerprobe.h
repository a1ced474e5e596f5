// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/server/connection/connectionthread.h"

namespace poolwart {

// Identifies the pooler of the open `connection`: by its admin console ("pgbouncer", with the target's user) if it admits us,
// otherwise by its behaviour. Needs a second connection; in statement mode it ends `connection`. Changes no session.
Pooler lookAtPooler(const Target &target, ConnectionThread &connection, const WaitLimit &limit);

// The number of the pooler's clients whose application_name has this prefix, from its console; an error if it does not admit
// us.
Outcome<int> clientsOfPooler(const Target &target, const std::string &applicationNamePrefix, const WaitLimit &limit);

} // namespace poolwart
