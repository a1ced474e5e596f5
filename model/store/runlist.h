// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/store/runfile.h"

#include <optional>
#include <string>
#include <vector>

namespace poolwart {

// What a list of runs shows of one, without its series.
struct RunEntry
{
    std::string path;
    std::optional<Error> fault; // it cannot be read; nothing below is known then
    std::chrono::sys_seconds startedAt{};
    Plan plan;
    TrafficPlan traffic;
    std::optional<RunReplay> replay;
    double elapsedSeconds = 0;
    double throughputPerSecond = 0;
    Duration responseP99{0};
    bool isInterrupted = false;
    HealthVerdict health;       // of its generator
    std::vector<double> course; // completed a second, by its stretches
    std::string notes;
    std::vector<std::string> tags;
    std::uint64_t bytes = 0;

    bool operator==(const RunEntry &) const = default;
};

// The runs in a folder and the recordings of interrupted ones, the latest first. Files of another kind are passed over, runs
// that cannot be read are listed with the reason. Reads each file whole: not for the GUI thread.
std::vector<RunEntry> listRuns(const std::string &folder);

// Notes and tags of a run, stored in its file; all else stays as it is. A recording becomes a run file by it.
Done annotateRun(const std::string &path, const std::string &notes, const std::vector<std::string> &tags);

// Into the folder's own trash, from where it can come back; returns where it is now.
Outcome<std::string> trashRun(const std::string &path);
Done restoreRun(const std::string &trashed, const std::string &path);

// How much a folder of recorded runs may hold.
struct RunsLimit
{
    std::uint64_t bytes = 512ULL * 1024 * 1024;
    std::size_t number = 200;
};

// Deletes the oldest runs beyond it, and what is in the trash; never one with notes or tags. Returns how many.
int trimRuns(const std::string &folder, const RunsLimit &limit);

} // namespace poolwart
