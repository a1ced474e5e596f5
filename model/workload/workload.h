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

// A pgbench script, run as a whole on one slot.
struct WorkloadScript
{
    std::string name;
    std::string text;
    int weight = 1;        // relative to the other scripts of its class
    std::string className; // a class of the workload; empty if it has none

    bool operator==(const WorkloadScript &) const = default;
};

// A kind of requests: short ones, long ones, those of a cache.
struct WorkloadClass
{
    std::string name;
    int share = 1;                                     // relative to the other classes
    std::optional<std::chrono::milliseconds> deadline; // from the intended start to the end; unset: no deadline
    std::optional<std::string> pool;                   // pool for its requests; unset: chosen by the plan's policy

    bool operator==(const WorkloadClass &) const = default;
};

// The work of the requests. Each request draws a class by the shares and a script of it by the weights.
struct Workload
{
    std::string name;
    std::vector<WorkloadScript> scripts;
    std::vector<WorkloadClass> classes; // empty: no classes
    std::vector<WorkloadData> data;     // the CSV files that scripts name
    std::optional<int> scale;           // value of :scale; unset: the number of pgbench's branches, otherwise 1

    bool operator==(const Workload &) const = default;
};

// A workload of one script, without classes.
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

// Returns the first broken rule, naming the field, or done(). Parses the scripts too.
Done validate(const Workload &workload);

// The first script that writes, by the words of its statements, as a sentence for the user; empty if all only read. The scripts
// must be valid.
std::optional<std::string> writingScript(const Workload &workload);

// The first statement that begins with no SQL command, in the same form: probably a typing error, which the server will reject.
std::optional<std::string> strangeScript(const Workload &workload);

// The CSV files that the scripts name, each once; invalid scripts name none.
std::vector<std::string> dataFilesOf(const Workload &workload);

// Returns whether a script uses :scale. The scripts must be valid.
bool usesScale(const Workload &workload);

} // namespace poolwart
