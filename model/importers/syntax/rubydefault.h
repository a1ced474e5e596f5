// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace poolwart {

// The literal that a Ruby expression has if none of its variables of the environment is set.
struct RubyDefault
{
    std::string variable; // the first of them
    std::string value;
};

// Reads ENV.fetch("X") { 5 }, ENV.fetch("X", 5), ENV["X"] || 5 and what nests or converts these (.to_i, Integer(…)). Nothing: the
// expression is none of these, or has no literal at its end.
std::optional<RubyDefault> rubyDefault(std::string_view code);

} // namespace poolwart
