// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/importers/environment/variables.h"

namespace poolwart {

// Reads the pools of an environment without our own POOL_… variables: the URLs of the application, Spring's and Quarkus' datasources
// (SPRING_DATASOURCE_URL …), or else libpq's PGHOST and its like. URLs for migrations, shadow databases and tests, and further URLs of
// the same database, are named and left out. Names whose meaning the ecosystems document: Prisma (DIRECT_URL, SHADOW_DATABASE_URL),
// Vercel and Neon (POSTGRES_URL, POSTGRES_PRISMA_URL, POSTGRES_URL_NON_POOLING, DATABASE_URL_UNPOOLED).
void readUrlVariables(PlanDraft &draft, const std::vector<Variable> &variables);

// Whether it is one of those: a URL of PostgreSQL, a datasource's, or libpq's.
bool isUrlVariable(const Variable &variable);

// Of those, whether it makes a pool, and is not a further setting of one.
bool makesPool(const Variable &variable);

} // namespace poolwart
