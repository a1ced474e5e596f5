// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace poolwart {

// How "none" is written for a program that has no word for it; importers read a time from here on as none again.
inline constexpr std::chrono::milliseconds tenYears = std::chrono::hours(24 * 365 * 10);

} // namespace poolwart
