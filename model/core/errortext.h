// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/error.h"

namespace poolwart {

// An error in one line of the event log: what failed, and the server's or the system's own words.
inline std::string eventText(const Error &error)
{
    return error.details.empty() ? error.message : error.message + ' ' + error.details;
}

} // namespace poolwart
