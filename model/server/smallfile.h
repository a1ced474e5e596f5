// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"

#include <string>

namespace poolwart {

// The whole file; "" if it is not there.
std::string readSmallFile(const std::string &path);

// Replaces the file by a new one with these permissions (as 0600), or leaves the old one.
Done writeSmallFile(const std::string &path, const std::string &content, unsigned mode = 0600);

} // namespace poolwart
