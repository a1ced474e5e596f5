// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"

#include <string>
#include <string_view>
#include <vector>

namespace poolwart {

// A text to import, UTF-8, and its name in messages.
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

// Reads the file. Refuses, with the reason and the line if there is one, a missing file, one with more than 16 MiB, control
// characters, or invalid UTF-8.
Outcome<Source> readSource(const std::string &path);

// The same checks for dropped or pasted text.
Outcome<Source> checkedSource(std::string name, std::string text);

// Without line ends ("\n" or "\r\n").
std::vector<SourceLine> linesOf(const Source &source);

// "shop.ini:12: …"; a line of 0 is omitted.
Error faultAt(const Source &source, int line, const std::string &message, const std::string &hint = {});

std::string_view trimmed(std::string_view text);

} // namespace poolwart
