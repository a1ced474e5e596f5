// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/importers/framework/source.h"

namespace poolwart {

class PlanDraft;

// Reads a pgbouncer.ini: each alias of [databases] is a pool, with as many slots as PgBouncer may open server connections for it.
// Of a text that is a part of the imported file, `line` is its place there.
void readPgBouncer(PlanDraft &draft, const Source &source, int line = 0);

} // namespace poolwart
