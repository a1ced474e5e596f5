// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"
#include "model/core/plan.h"

namespace poolwart {

// Open files of a process besides its slots: the monitor, cancel requests, files, timers, the window and its fonts.
inline constexpr int openFilesBesideSlots = 64;

// Returns the number of slots for a limit of `openFiles` open files; 0 if not even one fits.
int slotsWithin(long long openFiles);

// done(), or the refusal: each slot is a socket and therefore an open file. `limit`: open files allowed for this process.
Done checkOpenFiles(const Plan &plan, long long limit);

} // namespace poolwart
