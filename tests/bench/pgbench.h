// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/target.h"

namespace poolwart {

// Transactions a second of `pgbench -S -M prepared`, without the time that connecting takes. It has no pools: each
// client has its own connection.
double runPgbench(const Target &target, int clients, int threads, int seconds);

} // namespace poolwart
