// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/figures/snapshot.h"

#include <optional>
#include <string>
#include <string_view>

namespace poolwart {

// Whether what was measured is the server, or may be ourselves.
enum class HealthGrade : std::uint8_t { Good, Doubtful, Unfit };

std::string_view healthGradeId(HealthGrade grade); // "good", "doubtful", "unfit"
std::optional<HealthGrade> healthGradeFromId(std::string_view id);

struct HealthVerdict
{
    HealthGrade grade = HealthGrade::Good;
    std::string reason; // translated sentences with their figures, the worst first; empty: nothing to say

    bool operator==(const HealthVerdict &) const = default;
};

// Where doubt begins, and where the figures are no longer the server's. The README lists them.
namespace healthlimits {
using namespace std::chrono_literals;
inline constexpr double busyCpu = 0.75; // of a core, by the engine
inline constexpr double fullCpu = 0.9;
inline constexpr double starved = 0.1; // of the time, ready and without a processor
inline constexpr double mostlyStarved = 0.5;
inline constexpr Duration lateLagP99 = 1ms;
inline constexpr Duration hopelessLagP99 = 100ms;
inline constexpr double lagOfResponse = 0.1; // the medians' ratio
inline constexpr double maxLagOfResponse = 0.5;
inline constexpr Duration smallestLag = 20us; // below it a ratio says nothing
inline constexpr Duration lateWakeP99 = 2ms;
inline constexpr Duration stall = 100ms;
inline constexpr Duration longTurn = 20ms;
inline constexpr double busyWindow = 0.9; // of a core, by the window's thread
inline constexpr double unsent = 0.01;    // of the requests offered
} // namespace healthlimits

// The connections of a run as its measuring began.
struct OpeningFigures
{
    int wanted = 0; // that the plan keeps open; 0: not known
    int open = 0;   // of those

    bool operator==(const OpeningFigures &) const = default;
};

// Of a run: its health, the response times it measured, what became of its requests and what it began with.
HealthVerdict judge(const GeneratorHealth &health, const LatencySummary &response, const RequestCounts &requests,
                    const OpeningFigures &opening = {});

// Of the last full second, while it runs.
HealthVerdict judgeRecent(const GeneratorHealth &health);

} // namespace poolwart
