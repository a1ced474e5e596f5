// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>

namespace poolwart {

// How many of a test's `all` seeded cases are tried. The plain build tries all of them. Under a sanitizer each takes ten times as long,
// and what it looks for stands in the code that all of them run: an eighth is enough there.
constexpr int seededCases(int all)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return std::max(1, all / 8);
#else
    return all;
#endif
}

} // namespace poolwart
