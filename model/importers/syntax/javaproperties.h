// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/importers/syntax/settings.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace poolwart {

// A key or value without its escapes, as java.util.Properties reads it; nothing for a \u without its digits.
std::optional<std::string> unescapedProperty(std::string_view value);

// The properties of a file, with the key as the only name of the path. A line that ends in "\" continues; a line "#---" or "!---"
// begins a document (Spring Boot 2.4). Refuses a \u without its digits, with its line.
Outcome<std::vector<Settings>> javaProperties(const Source &source);

} // namespace poolwart
