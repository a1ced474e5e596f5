// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/dispatcher/pooltable.h"

#include <algorithm>

namespace poolwart {

void PoolTable::set(Entries entries)
{
    m_entries = std::move(entries);
    std::ranges::fill(m_byId, nullptr);
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        PoolEntry &entry = *m_entries[i];
        const auto id = static_cast<std::size_t>(entry.pool.id());
        if (m_byId.size() <= id)
            m_byId.resize(id + 1);
        m_byId[id] = &entry;
        entry.position = i;
    }
}

} // namespace poolwart
