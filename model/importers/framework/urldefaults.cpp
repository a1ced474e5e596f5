// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/importers/framework/urldefaults.h"

#include <algorithm>
#include <array>

namespace poolwart {

namespace {

using enum Field;

constexpr std::int64_t unlimited = std::chrono::milliseconds(limits::maxTime).count(); // where a plan needs a time

// Prisma's documentation, "Connection pool" and "Upgrade to Prisma 7".
constexpr std::array prisma{ProgramDefault{MinimumIdle, 0},        ProgramDefault{AcquireTimeout, 10'000},
                            ProgramDefault{ConnectTimeout, 5'000}, ProgramDefault{IdleTimeout, 300'000},
                            ProgramDefault{MaxLifetime, {}},       ProgramDefault{StatementTimeout, {}}};

// pgxpool/pool.go; the largest of 4 and the number of processors is the number of connections.
constexpr std::array pgx{ProgramDefault{Slots, 4},
                         ProgramDefault{MinimumIdle, 0},
                         ProgramDefault{AcquireTimeout, unlimited},
                         ProgramDefault{IdleTimeout, 1'800'000},
                         ProgramDefault{MaxLifetime, 3'600'000},
                         ProgramDefault{StatementTimeout, {}}};

constexpr std::array<std::string_view, 8> prismaKeys{"connection_limit",
                                                     "pool_timeout",
                                                     "pgbouncer",
                                                     "schema",
                                                     "sslaccept",
                                                     "socket_timeout",
                                                     "statement_cache_size",
                                                     "max_idle_connection_lifetime"};

} // namespace

const char *const prismaName = "Prisma 6";

std::span<const ProgramDefault> prismaDefaults()
{
    return prisma;
}

void useDefaultsOfParameters(PlanDraft &draft, const Words &parameters)
{
    const auto isAny = [&parameters](auto is) { return std::ranges::any_of(parameters, is, &Words::value_type::first); };
    if (isAny([](const std::string &key) { return key.starts_with("pool_m") || key.starts_with("pool_health"); }))
        draft.useDefaultsOf("pgxpool", pgx);
    else if (isAny([](const std::string &key) { return std::ranges::find(prismaKeys, key) != prismaKeys.end(); }))
        draft.useDefaultsOf(prismaName, prisma);
    else
        draft.useDefaultsOf({}, {});
}

void useDefaultsOfUrl(PlanDraft &draft, const std::string &url)
{
    const auto parts = urlParts(url);
    useDefaultsOfParameters(draft, parts ? parts->parameters : Words());
}

} // namespace poolwart
