// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/importers/framework/plandraft.h"
#include "model/importers/framework/words.h"

#include <span>

namespace poolwart {

// What Prisma up to version 6 does where its URL is silent. Its number of connections depends on the machine's processors.
std::span<const ProgramDefault> prismaDefaults();
extern const char *const prismaName;

// Sets the defaults of the program whose pool the parameters of a URL or connection string set, for the pool that begins next:
// Prisma up to version 6, pgxpool, or none.
void useDefaultsOfParameters(PlanDraft &draft, const Words &parameters);
void useDefaultsOfUrl(PlanDraft &draft, const std::string &url);

} // namespace poolwart
