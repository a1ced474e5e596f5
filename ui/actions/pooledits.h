// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/plan.h"

#include <functional>
#include <span>
#include <string>

namespace poolwart {

// Edits of a plan as values; the session decides whether the result is accepted.

// Appends a pool with the settings of the last one and the first free name "pool-N".
void appendPool(Plan &plan, PoolId id);

// Inserts a copy after its original, named "pool-1 copy", "pool-1 copy 2", …; a long name is shortened.
void duplicatePool(Plan &plan, PoolId original, PoolId copy);

void removePools(Plan &plan, std::span<const PoolId> pools);

// `count` pools of `slots` slots each. Existing pools keep their ids, so that nothing is opened twice; new ones get new ids.
Plan reshaped(Plan plan, int count, int slots, const std::function<PoolId()> &newId);

} // namespace poolwart
