// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/plan.h"

#include <map>
#include <string>

namespace poolwart {

// Which pool is which, for as long as a session lives: the name tells. A pool that comes back, in another plan too, is
// the one it was, with its connections if they are still there, its colour and its history. A pool that is renamed stays what it
// is, and its old name is free again.
class PoolIdentities
{
public:
    PoolId next() { return PoolId(++m_last); } // never given before
    // Of a plan that replaces another: each pool gets the identity of its name, or a new one.
    void identify(Plan &plan);
    // Of an edited plan: pools that were added by it, under a name that is known, get that name's identity.
    void identifyAdded(Plan &edited, const Plan &before);
    void remember(const Plan &plan); // it is the session's now
    void forgetAll() { *this = {}; } // before anything was opened, no server and no log knows an identity

private:
    bool isKnownFor(const std::string &name, const Plan &plan) const;

    std::map<std::string, PoolId> m_known;
    std::uint32_t m_last = 0;
};

} // namespace poolwart
