// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace poolwart {

// Of the client library that runs, not of the headers: "15.18".
std::string libpqVersion();

} // namespace poolwart
