// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options/serverchoice.h"

#include <chrono>
#include <optional>
#include <string>

namespace poolwart {

// Options of the window, which is started without a command.
struct WindowOptions
{
    std::optional<ServerChoice> server; // empty: the window asks
    std::optional<std::string> planFile;
    std::chrono::milliseconds drain{10'000};
};

} // namespace poolwart
