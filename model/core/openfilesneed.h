// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"
#include "model/core/plan.h"

namespace poolwart {

// What a process has open beside its slots: the monitor, cancel requests, files, timers, the window and its fonts.
inline constexpr int openFilesBesideSlots = 64;

// Returns how many slots a process can have whose limit of open files is `openFiles`; 0 if not even one.
int slotsWithin(long long openFiles);

// done(), or the refusal: a slot is a socket, and so an open file. `limit`: those that this process may have.
Done checkOpenFiles(const Plan &plan, long long limit);

} // namespace poolwart
