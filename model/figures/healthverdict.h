// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/figures/snapshot.h"

#include <optional>
#include <string>
#include <string_view>

namespace poolwart {

// Health of the load generator: whether the figures show the server or may show Poolwart itself.
enum class HealthGrade : std::uint8_t { Good, Degraded, Invalid };

std::string_view healthGradeId(HealthGrade grade); // as run files have always had it: "good", "doubtful", "unfit"
std::optional<HealthGrade> healthGradeFromId(std::string_view id);

struct HealthVerdict
{
    HealthGrade grade = HealthGrade::Good;
    std::string reason; // translated sentences with their figures, the worst first; empty: none

    bool operator==(const HealthVerdict &) const = default;
};

// Limits above which the health is degraded or invalid. The manual's topic “health” lists them.
namespace healthlimits {
using namespace std::chrono_literals;
inline constexpr double busyCpu = 0.75; // of a core, by the engine
inline constexpr double fullCpu = 0.9;
inline constexpr double starved = 0.1; // of the time, ready but without a processor
inline constexpr double mostlyStarved = 0.5;
inline constexpr Duration lateLagP99 = 1ms;
inline constexpr Duration hopelessLagP99 = 100ms;
inline constexpr double lagOfResponse = 0.1; // the medians' ratio
inline constexpr double maxLagOfResponse = 0.5;
inline constexpr Duration smallestLag = 20us; // below it the ratio is ignored
inline constexpr Duration lateWakeP99 = 2ms;
inline constexpr Duration stall = 100ms;
inline constexpr Duration longTurn = 20ms;
inline constexpr double busyWindow = 0.9; // of a core, by the window's thread
inline constexpr double unsent = 0.01;    // of the requests offered
} // namespace healthlimits

// The connections of a run at the start of its measurement.
struct OpeningFigures
{
    int wanted = 0; // kept open by the plan; 0: unknown
    int open = 0;   // number of those that are open

    bool operator==(const OpeningFigures &) const = default;
};

// For a run: from its health, its response times, the outcome of its requests and the connections at its start.
HealthVerdict judge(const GeneratorHealth &health, const LatencySummary &response, const RequestCounts &requests,
                    const OpeningFigures &opening = {});

// For the last full second of a running run.
HealthVerdict judgeRecent(const GeneratorHealth &health);

} // namespace poolwart
