// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/budget.h"

#include <QString>

#include <vector>

namespace poolwart {

// One line of the budget as a bill: what is taken off, or what is left by then.
struct BudgetLine
{
    enum class Kind { Start, Less, Sum };

    Kind kind = Kind::Less;
    QString text;
    long long connections = 0; // as written: what is taken off is negative
    QString explanation;       // one sentence

    bool operator==(const BudgetLine &) const = default;
};

// max_connections, less both reserves and a role's or database's limit, is usable; less others, the monitor and the
// plan, is left.
std::vector<BudgetLine> budgetLines(const Budget &budget);

} // namespace poolwart
