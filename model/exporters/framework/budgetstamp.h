// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/exporters/framework/fileheader.h"

#include <string>

namespace poolwart {

// The budget verdict shown beside an export. Translated; the files have their own line, in English.
struct BudgetStamp
{
    BudgetVerdict verdict = BudgetVerdict::Unknown;
    std::string title;    // "Over the budget"
    std::string sentence; // with the figures

    bool operator==(const BudgetStamp &) const = default;
};

BudgetStamp budgetStamp(const ExportContext &context);

} // namespace poolwart
