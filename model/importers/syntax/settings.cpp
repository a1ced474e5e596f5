// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/importers/syntax/settings.h"

#include <algorithm>

namespace poolwart {

std::string Setting::key(std::size_t first) const
{
    std::string joined;
    for (std::size_t i = first; i < path.size(); ++i)
        joined += (i == first ? "" : ".") + path[i];
    return joined;
}

bool Setting::isUnder(std::initializer_list<std::string_view> names) const
{
    return path.size() > names.size() && std::equal(names.begin(), names.end(), path.begin());
}

} // namespace poolwart
