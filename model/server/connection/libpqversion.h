// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace poolwart {

// Version of the loaded client library, not of the headers: "15.18".
std::string libpqVersion();

} // namespace poolwart
