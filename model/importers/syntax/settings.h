// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/importers/framework/source.h"

#include <string>
#include <vector>

namespace poolwart {

// One value of a tree, with the names and indexes of its path.
struct Setting
{
    std::vector<std::string> path;
    std::string value; // without its quotes; nothing for null
    int line = 0;

    // The path from `first` on, as "a.b.c".
    std::string key(std::size_t first = 0) const;

    // Returns whether the path is longer than these names and begins with them.
    bool isUnder(std::initializer_list<std::string_view> names) const;
};

using Settings = std::vector<Setting>; // in the order of the file

Outcome<Settings> tomlSettings(const Source &source);

// One list per document. Merge keys are followed; a duplicate key is refused.
Outcome<std::vector<Settings>> yamlDocuments(const Source &source);

} // namespace poolwart
