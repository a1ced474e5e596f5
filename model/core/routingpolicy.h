// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace poolwart {

// Routing policy for requests whose class names no pool; a class that names a pool uses that pool under every policy.
enum class RoutingPolicy {
    RoundRobin,  // each accepting pool in turn
    LeastLoaded, // smallest (in use + waiting) / slots; ties rotate
    PowerOfTwo,  // the less loaded of two pools drawn at random
    Random,      // uniform
    Single,      // all requests to the default pool
    Weighted,    // each accepting pool as often as its weight among theirs says, evenly mixed
    ByClass,     // round robin over the accepting pools without an assigned class; if all have one, over all
};

// Describes one policy. How it chooses is in Router; a new policy is a row here and a function there.
struct PolicyFacts
{
    RoutingPolicy policy;
    std::string_view id; // as on the command line and in files
    const char *name;    // English, of the context "core", as the next one
    const char *explanation;
    const char *flag;      // of exported programs' templates: the branch that chooses as it does
    bool usesLoad = false; // so a program has to count what each pool has in use
};

// In the order of menus.
inline constexpr std::array policyFacts{
    PolicyFacts{RoutingPolicy::RoundRobin, "round-robin", QT_TRANSLATE_NOOP("core", "Round robin"),
                QT_TRANSLATE_NOOP("core", "Each pool in turn, regardless of its load."), "roundRobin"},
    PolicyFacts{RoutingPolicy::LeastLoaded, "least-loaded", QT_TRANSLATE_NOOP("core", "Least loaded"),
                QT_TRANSLATE_NOOP("core", "The pool with the smallest share of slots in use or requested."), "leastLoaded", true},
    PolicyFacts{RoutingPolicy::PowerOfTwo, "power-of-two", QT_TRANSLATE_NOOP("core", "Power of two"),
                QT_TRANSLATE_NOOP("core", "The less loaded of two pools drawn at random."), "powerOfTwo", true},
    PolicyFacts{RoutingPolicy::Random, "random", QT_TRANSLATE_NOOP("core", "Random"),
                QT_TRANSLATE_NOOP("core", "Any pool, all with equal probability."), "random"},
    PolicyFacts{RoutingPolicy::Weighted, "weighted", QT_TRANSLATE_NOOP("core", "Weighted"),
                QT_TRANSLATE_NOOP("core", "Each pool in proportion to its weight, evenly mixed."), "weighted"},
    PolicyFacts{RoutingPolicy::ByClass, "by-class", QT_TRANSLATE_NOOP("core", "By class"),
                QT_TRANSLATE_NOOP("core", "Each class uses its own pool; other requests use the remaining pools in turn."), "roundRobin"},
    PolicyFacts{RoutingPolicy::Single, "single", QT_TRANSLATE_NOOP("core", "Single pool"),
                QT_TRANSLATE_NOOP("core", "All requests go to the default pool."), "single"},
};

inline constexpr auto routingPolicies = [] {
    std::array<RoutingPolicy, policyFacts.size()> policies{};
    for (std::size_t i = 0; i < policies.size(); ++i)
        policies[i] = policyFacts[i].policy;
    return policies;
}();

const PolicyFacts &factsOf(RoutingPolicy policy);
std::string_view policyId(RoutingPolicy policy);
std::optional<RoutingPolicy> policyFromId(std::string_view id);
std::string policyIds(); // all, with commas between them

} // namespace poolwart
