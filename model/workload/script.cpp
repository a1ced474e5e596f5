// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/workload/script.h"

#include <algorithm>

namespace poolwart {

std::size_t Script::parameterCount() const
{
    std::size_t count = 0;
    for (const ScriptStatement &statement : m_statements)
        count += statement.parameters.size();
    return count;
}

std::optional<int> Script::firstWrite() const
{
    const auto found = std::ranges::find(m_statements, false, &ScriptStatement::isReading);
    return found == m_statements.end() ? std::nullopt : std::optional(found->line);
}

} // namespace poolwart
