// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace poolwart {

// Index into Workload::scripts.
using ScriptIndex = std::uint16_t;

// Something that requests do: a pgbench script, run as a whole on one slot.
struct WorkloadScript
{
    std::string name;
    std::string text;
    int weight = 1;        // against the other scripts of its class
    std::string className; // of one of the workload's classes; empty where it has none

    bool operator==(const WorkloadScript &) const = default;
};

// Requests of one kind: short ones, long ones, those of a cache.
struct WorkloadClass
{
    std::string name;
    int share = 1;                                     // against the other classes
    std::optional<std::chrono::milliseconds> deadline; // from the intended start to the end; unset: none
    std::optional<std::string> pool;                   // the pool that takes it; unset: as the plan's policy says

    bool operator==(const WorkloadClass &) const = default;
};

// What is asked of the server. Each request draws a class by the shares and a script of it by the weights.
struct Workload
{
    std::string name;
    std::vector<WorkloadScript> scripts;
    std::vector<WorkloadClass> classes; // empty: all scripts are of one kind

    bool operator==(const Workload &) const = default;
};

// Of one script, without classes.
Workload soleWorkload(std::string script);

} // namespace poolwart
