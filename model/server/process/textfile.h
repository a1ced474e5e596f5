// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"

#include <string>

namespace poolwart {

// Returns the whole file, or "" if the file does not exist.
std::string readTextFile(const std::string &path);

// Replaces the file, or a link at that path, by a file for its owner only (0600), or leaves it unchanged.
Done writeTextFile(const std::string &path, const std::string &content);

} // namespace poolwart
