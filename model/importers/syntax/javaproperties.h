// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace poolwart {

// A value without its escapes, as java.util.Properties reads it; nothing for a \u without its digits, or a continued line.
std::optional<std::string> unescapedProperty(std::string_view value);

} // namespace poolwart
