// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/target.h"

namespace poolwart {

// Transactions a second of `pgbench -S -M prepared`, without the time that connecting takes. It has no pools: each
// client has its own connection.
double runPgbench(const Target &target, int clients, int threads, int seconds);

struct PgbenchLatency
{
    double p50 = 0; // microseconds, from the intended start to the end, as in the log of each transaction
    double p99 = 0;
};

// `pgbench -S -M prepared -R` on one thread; its first second is left out.
PgbenchLatency runPgbenchAtRate(const Target &target, int clients, int rate, int seconds);

} // namespace poolwart
