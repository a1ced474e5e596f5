// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/workload/script.h"

namespace poolwart {

std::size_t Script::parameterCount() const
{
    std::size_t count = 0;
    for (const ScriptStatement &statement : m_statements)
        count += statement.parameters.size();
    return count;
}

} // namespace poolwart
