// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"
#include "model/workload/csvtable.h"

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
    std::vector<WorkloadData> data;     // the CSV files that scripts name
    std::optional<int> scale;           // what :scale stands for; unset: the number of pgbench's branches, else 1

    bool operator==(const Workload &) const = default;
};

// Of one script, without classes.
Workload soleWorkload(std::string script);

namespace limits {
inline constexpr int maxScripts = 100;
inline constexpr int maxClasses = 100;
inline constexpr int maxShare = 1'000'000; // also of a weight
inline constexpr int maxScale = 1'000'000;
inline constexpr std::size_t maxScriptBytes = 64 * 1024;
inline constexpr std::size_t maxWorkloadName = 100; // bytes, also of a script and a class
inline constexpr std::chrono::milliseconds maxDeadline = std::chrono::hours(24);
} // namespace limits

// The first rule that is broken, naming the field, or done(). The scripts are parsed too.
Done validate(const Workload &workload);

// The first script that writes, by the words of its statements, as a sentence for people; nothing: all of them only read. The
// scripts are valid.
std::optional<std::string> writingScript(const Workload &workload);

// The first statement that begins with no SQL command, in the same way: a slip of the pen, which the server will refuse.
std::optional<std::string> strangeScript(const Workload &workload);

// The CSV files that the scripts name, each once; scripts that are not valid name none.
std::vector<std::string> dataFilesOf(const Workload &workload);

// Whether a script asks for :scale. The scripts are valid.
bool usesScale(const Workload &workload);

} // namespace poolwart
