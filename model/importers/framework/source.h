// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"

#include <string>
#include <string_view>
#include <vector>

namespace poolwart {

// A text to be imported, UTF-8, and what it is called in messages.
struct Source
{
    std::string name; // "shop.ini"; its end tells formats apart
    std::string text;
};

struct SourceLine
{
    int number = 0; // from 1
    std::string_view text;
};

// Reads the file. Refused with the reason and, where there is one, the line: what is missing, has more than 16 MiB, holds
// bytes that no text has, or is not UTF-8.
Outcome<Source> readSource(const std::string &path);

// The same checks for a text that was dropped or pasted.
Outcome<Source> checkedSource(std::string name, std::string text);

// Without their ends, "\n" or "\r\n".
std::vector<SourceLine> linesOf(const Source &source);

// "shop.ini:12: …"; a line of 0 is none.
Error faultAt(const Source &source, int line, const std::string &message, const std::string &hint = {});

std::string_view trimmed(std::string_view text);

} // namespace poolwart
