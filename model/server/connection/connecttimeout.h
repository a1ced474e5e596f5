// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/target.h"

#include <chrono>
#include <string>

namespace poolwart {

// libpq's connect_timeout: from the target, its service or PGCONNECT_TIMEOUT, otherwise `otherwise`. libpq counts whole
// seconds, at least 2, per address; 0, which would wait forever, counts as not set.
std::chrono::seconds connectTimeoutOf(const Target &target, std::chrono::milliseconds otherwise);

// The longest time for trying all addresses of the target, one after another.
std::chrono::milliseconds longestConnect(const Target &target, std::chrono::milliseconds otherwise);

} // namespace poolwart
