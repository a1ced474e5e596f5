// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/importers/framework/source.h"

#include <string>
#include <vector>

namespace poolwart {

// One value of a tree, with the names and indexes that lead to it.
struct Setting
{
    std::vector<std::string> path;
    std::string value; // as it is written, without its quotes; nothing where the file has null
    int line = 0;

    // "a.b.c" of the path from `first` on.
    std::string key(std::size_t first = 0) const;

    // Whether the path has more names than these, and begins with them.
    bool isUnder(std::initializer_list<std::string_view> names) const;
};

using Settings = std::vector<Setting>; // in the order of the file

Outcome<Settings> tomlSettings(const Source &source);

// A list for each document. Merge keys are followed; a key that is there twice is refused.
Outcome<std::vector<Settings>> yamlDocuments(const Source &source);

} // namespace poolwart
