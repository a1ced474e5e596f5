// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace poolwart {

// A value of Spring or Quarkus with its placeholders replaced.
struct ResolvedValue
{
    std::string text;                   // with an openPart for what is known at run time only
    std::vector<std::string> defaulted; // names whose default in the value was used
};

// Replaces ${NAME} by the file's property of that name, ${NAME:default} by that or else the default. "\$" is the character, and
// "${poolwart.text:$}", which our own export writes for it, too.
ResolvedValue resolvedPlaceholders(std::string_view value, const std::unordered_map<std::string, std::string> &properties);

} // namespace poolwart
