// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/budget.h"

#include <QString>

#include <vector>

namespace poolwart {

// One row of the budget table: an amount that is subtracted, or the remaining number.
struct BudgetLine
{
    enum class Kind { Start, Less, Sum };

    Kind kind = Kind::Less;
    QString text;
    long long connections = 0; // as shown: a subtracted amount is negative
    QString explanation;       // one sentence

    bool operator==(const BudgetLine &) const = default;
};

// max_connections minus both reserves and a role's or database's limit is usable; minus others, the monitor and the plan is
// left.
std::vector<BudgetLine> budgetLines(const Budget &budget);

} // namespace poolwart
