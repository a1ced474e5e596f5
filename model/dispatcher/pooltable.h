// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/dispatcher/poolentry.h"

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace poolwart {

// All pools in the plan's order, removed ones last, by id and by position.
class PoolTable
{
public:
    using Entries = std::vector<std::unique_ptr<PoolEntry>>;

    PoolEntry *find(PoolId pool) const // null: unknown
    {
        const auto index = static_cast<std::size_t>(pool);
        return index < m_byId.size() ? m_byId[index] : nullptr;
    }
    PoolEntry &at(std::size_t position) const { return *m_entries[position]; }
    Entries::const_iterator begin() const { return m_entries.begin(); }
    Entries::const_iterator end() const { return m_entries.end(); }
    std::size_t size() const { return m_entries.size(); }

    // The entries in their old order, to be put into the new one and given to set(). Until then find() still knows them.
    Entries take() { return std::exchange(m_entries, {}); }
    void set(Entries entries);

    // Removes the entries for which `isGone` returns true. False: there were none.
    template <class IsGone>
    bool removeIf(IsGone isGone)
    {
        if (std::erase_if(m_entries, [&](const auto &entry) { return isGone(*entry); }) == 0)
            return false;
        set(take());
        return true;
    }

private:
    Entries m_entries;
    std::vector<PoolEntry *> m_byId; // index: PoolId
};

} // namespace poolwart
