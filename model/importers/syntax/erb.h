// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/importers/framework/source.h"

#include <string>
#include <string_view>
#include <vector>

namespace poolwart {

// A piece of Ruby in a text; it is not executed.
struct RubyCode
{
    int line = 0;
    std::string text;     // in one line, shortened
    bool isAhead = false; // only comments precede it: it prepares values for the rest
};

// A value for which the literal at the end of its expression stands, as long as the variable of the environment is not set.
struct RubyAssumption
{
    int line = 0;
    std::string variable;
};

// An ERB template as the text it would produce, line by line, except for values computed by Ruby.
struct RubyTemplate
{
    Source source;                           // rubyValue replaces a value computed by Ruby
    std::vector<RubyCode> code;              // code that computes no value
    std::vector<RubyAssumption> assumptions; // by line
};

constexpr std::string_view rubyValue = "<%=%>";

// Refuses a tag that is not closed, with its line.
Outcome<RubyTemplate> withoutRuby(const Source &source);

} // namespace poolwart
