// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace poolwart {

class PlanDraft;

// A variable of the environment, wherever it is written.
struct Variable
{
    int line = 0;
    std::string name;
    std::string value;
};

// Whether names of pools are percent-encoded, as in our .env, whose readers do not agree on how to quote.
enum class VariableNames { PercentEncoded, Plain };

// Our own POOL_… variables, or else the URLs among the variables, each a pool.
void readVariables(PlanDraft &draft, const std::vector<Variable> &variables, VariableNames names);

} // namespace poolwart
