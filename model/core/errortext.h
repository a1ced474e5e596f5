// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/error.h"

namespace poolwart {

// An error as one line of the event log: the message and the server's or system's own words.
inline std::string eventText(const Error &error)
{
    return error.details.empty() ? error.message : error.message + ' ' + error.details;
}

} // namespace poolwart
