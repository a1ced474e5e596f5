// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/exporters/escape/escape.h"

namespace poolwart {

// Escapes of Java formats; findEscape() finds them by these names. The last two prevent the expansion of "${".

Outcome<std::string> propertiesValue(std::string_view value); // "properties": java.util.Properties, in ASCII
Outcome<std::string> javaComment(std::string_view value);     // "javacomment": javac reads \u… in comments too
Outcome<std::string> springText(std::string_view value);      // "spring": YAML's "…" with Spring's placeholders
Outcome<std::string> quarkusValue(std::string_view value);    // "quarkus": properties with SmallRye's expressions

// Null if unknown.
Escape findJvmEscape(std::string_view name);

} // namespace poolwart
