// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"

#include <map>
#include <string>

namespace poolwart {

// libpq's own reading of parameters: with what the service, PG* variables and the defaults add. Holds no secrets, opens
// nothing. An error is what libpq refuses before it would connect, such as a service that is not there. The sslmode is
// left out.
Outcome<std::map<std::string, std::string>> resolveParameters(const std::map<std::string, std::string> &parameters);

} // namespace poolwart
