// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/plan.h"

#include <map>
#include <string>

namespace poolwart {

// Identities of pools during a session, by name. A pool that returns, also in another plan, keeps its identity, with its
// connections if they still exist, its colour and its history. A renamed pool keeps its identity, and its old name is free
// again.
class PoolIdentities
{
public:
    PoolId next() { return PoolId(++m_last); } // never used before
    // For a plan that replaces another: each pool gets the identity of its name, or a new one.
    void identify(Plan &plan);
    // For an edited plan: added pools with a known name get that name's identity.
    void identifyAdded(Plan &edited, const Plan &before);
    void remember(const Plan &plan); // it is the session's plan now
    void forgetAll() { *this = {}; } // allowed only before anything was opened or logged

private:
    bool isKnownFor(const std::string &name, const Plan &plan) const;

    std::map<std::string, PoolId> m_known;
    std::uint32_t m_last = 0;
};

} // namespace poolwart
