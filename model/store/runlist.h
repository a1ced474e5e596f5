// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/store/runfile.h"

#include <optional>
#include <string>
#include <vector>

namespace poolwart {

// A run in a list, without its series.
struct RunEntry
{
    std::string path;
    std::optional<Error> fault; // it cannot be read; the other fields are unset
    std::chrono::sys_seconds startedAt{};
    Plan plan;
    TrafficPlan traffic;
    std::optional<RunReplay> replay;
    double elapsedSeconds = 0;
    double throughputPerSecond = 0;
    Duration responseP99{0};
    bool isInterrupted = false;
    HealthVerdict health;       // of its generator
    std::vector<double> course; // completed per second, over time
    std::string notes;
    std::vector<std::string> tags;
    std::uint64_t bytes = 0;

    bool operator==(const RunEntry &) const = default;
};

// The runs in a folder and the recordings of interrupted ones, latest first. Ignores other files; runs that cannot be read are
// listed with the reason. Reads each file completely: not for the GUI thread.
std::vector<RunEntry> listRuns(const std::string &folder);

// Stores notes and tags in the run's file and changes nothing else. A recording becomes a run file.
Done annotateRun(const std::string &path, const std::string &notes, const std::vector<std::string> &tags);

// Moves the run to the folder's own trash, from which it can be restored; returns its new path.
Outcome<std::string> trashRun(const std::string &path);
Done restoreRun(const std::string &trashed, const std::string &path);

// Limits of a folder of recorded runs.
struct RunsLimit
{
    std::uint64_t bytes = 512ULL * 1024 * 1024;
    std::size_t number = 200;
};

// Deletes the oldest runs beyond the limits, and the trash, but no run with notes or tags. Returns the number of deleted runs.
int trimRuns(const std::string &folder, const RunsLimit &limit);

} // namespace poolwart
