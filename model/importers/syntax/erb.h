// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/importers/framework/source.h"

#include <string>
#include <string_view>
#include <vector>

namespace poolwart {

// A piece of Ruby in a text: nothing of it is run.
struct RubyCode
{
    int line = 0;
    std::string text;     // in one line, shortened
    bool isAhead = false; // nothing but comments stands before it: it prepares what others use
};

// A template of ERB as the text that it would be, line by line, but for what Ruby makes of it.
struct RubyTemplate
{
    Source source;              // a value that Ruby computes is rubyValue
    std::vector<RubyCode> code; // what computes no value
};

constexpr std::string_view rubyValue = "<%=%>";

// Refused, with its line: a tag that is not closed.
Outcome<RubyTemplate> withoutRuby(const Source &source);

} // namespace poolwart
