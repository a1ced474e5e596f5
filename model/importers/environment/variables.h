// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace poolwart {

class PlanDraft;

// A variable of the environment, from any kind of file.
struct Variable
{
    int line = 0;
    std::string name;
    std::string value;
};

// Whether pool names are percent-encoded, as in our .env files, whose readers handle quotes differently.
enum class VariableNames { PercentEncoded, Plain };

// Reads our own POOL_… variables, otherwise one pool per URL.
void readVariables(PlanDraft &draft, const std::vector<Variable> &variables, VariableNames names);

} // namespace poolwart
