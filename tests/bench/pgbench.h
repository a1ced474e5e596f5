// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/target.h"

#include <optional>

namespace poolwart {

struct PgbenchLoad
{
    int clients = 60; // each with its own connection: it has no pools
    int threads = 1;
    int warmup = 0; // seconds that do not count: fresh backends are slow until they have touched their memory
    int seconds = 5;
};

struct PgbenchFigures
{
    double perSecond = 0;
    double cpuMicrosPerRequest = 0; // of the whole process, in the seconds that count
};

// `pgbench -S -M prepared`; nothing if it completed nothing.
std::optional<PgbenchFigures> runPgbench(const Target &target, const PgbenchLoad &load);

struct PgbenchLatency
{
    double p50 = 0; // microseconds, from the intended start to the end, as in the log of each transaction
    double p99 = 0;
};

// `pgbench -S -M prepared -R`; nothing if it completed nothing.
std::optional<PgbenchLatency> runPgbenchAtRate(const Target &target, const PgbenchLoad &load, int rate);

} // namespace poolwart
