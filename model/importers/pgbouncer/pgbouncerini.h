// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/importers/framework/source.h"

#include <string>
#include <vector>

namespace poolwart {

class PlanDraft;

// key = value in a section of a pgbouncer.ini or of a file that it includes.
struct IniEntry
{
    std::string section;
    std::string key; // without its quotes
    std::string value;
    int line = 0;      // in the imported file; of an included one, its %include
    std::string place; // "pools.ini:4" in an included file
};

// Reads PgBouncer's syntax (its config.md: sections, comments, quoted names, %include). Of a key that a section has twice, the last
// one counts, as in PgBouncer, and the others are named in the remarks. An included file that is not read is one as well.
// Of a text that is a part of the imported file, `line` is its place there.
std::vector<IniEntry> pgbouncerEntries(PlanDraft &draft, const Source &source, int line = 0);

} // namespace poolwart
