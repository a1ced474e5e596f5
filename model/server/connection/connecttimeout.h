// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/target.h"

#include <chrono>
#include <string>

namespace poolwart {

// libpq's connect_timeout: the one of the target, of its service or of PGCONNECT_TIMEOUT, else `otherwise`. libpq counts it in
// whole seconds, at least 2, for each address; 0, which would wait forever, counts as not set.
std::chrono::seconds connectTimeoutOf(const Target &target, std::chrono::milliseconds otherwise);

// How long it takes at most until all addresses of the target have been tried, one after the other.
std::chrono::milliseconds longestConnect(const Target &target, std::chrono::milliseconds otherwise);

} // namespace poolwart
