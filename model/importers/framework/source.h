// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace poolwart {

inline constexpr std::size_t largestSource = 16UL * 1'024 * 1'024; // bytes

// A text to import, UTF-8, and its name in messages.
struct Source
{
    std::string name; // "shop.ini"; its end tells formats apart
    std::string text;
    std::string folder; // where the files are that it may include; empty: nowhere
};

struct SourceLine
{
    int number = 0; // from 1
    std::string_view text;
};

// Reads the file, or the standard input if the path is "-". Pipes and devices are read as far as the limit. Refuses, with the
// reason and the line if there is one, a folder, a missing file, one with more than 16 MiB, control characters, or invalid UTF-8.
Outcome<Source> readSource(const std::string &path);

// A file that another one includes. If it was not read, `reason` says why: English, marked with QT_TRANSLATE_NOOP("core", …).
struct IncludedSource
{
    std::optional<Source> source;
    const char *reason = "";
};

// Reads an included file if it is in the folder of `source` or below it, symbolic links resolved. A relative path begins there.
// Refuses what readSource() refuses, but for a missing file.
Outcome<IncludedSource> readIncluded(const Source &source, const std::string &path);

// The same checks for dropped or pasted text.
Outcome<Source> checkedSource(std::string name, std::string text);

// Without line ends ("\n" or "\r\n").
std::vector<SourceLine> linesOf(const Source &source);

// "shop.ini:12: …"; a line of 0 is omitted.
Error faultAt(const Source &source, int line, const std::string &message, const std::string &hint = {});

std::string_view trimmed(std::string_view text);

} // namespace poolwart
