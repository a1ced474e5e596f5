// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/importers/framework/importresult.h"
#include "model/importers/framework/source.h"

#include <string_view>

namespace poolwart {

// A plan's pools are on one server. Keeps those of the `server` ("HOST" or "HOST:PORT"; empty: that of the first pool), and names the
// others, and what the pools' targets differ in, in the remarks. Refuses a server that the file does not have.
Outcome<ImportResult> onOneServer(const Source &source, ImportResult result, std::string_view server);

} // namespace poolwart
