// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"

#include <map>
#include <string>

namespace poolwart {

// The parameters as libpq resolves them, with those of the service, the PG* variables and the defaults. Contains no secrets and
// opens nothing. Returns an error if libpq refuses them before connecting, such as an unknown service. Omits sslmode.
Outcome<std::map<std::string, std::string>> resolveParameters(const std::map<std::string, std::string> &parameters);

} // namespace poolwart
