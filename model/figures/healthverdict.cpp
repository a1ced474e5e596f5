// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/figures/healthverdict.h"

#include "model/core/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

namespace poolwart {

namespace {

using namespace healthlimits;

constexpr std::array grades{
    std::pair{HealthGrade::Good, std::string_view("good")},
    std::pair{HealthGrade::Degraded, std::string_view("doubtful")},
    std::pair{HealthGrade::Invalid, std::string_view("unfit")},
};

struct Finding
{
    HealthGrade grade;
    std::string sentence;
};
using Findings = std::vector<Finding>;

long long percent(double share)
{
    return std::llround(100 * share);
}

std::string timeText(Duration time)
{
    using namespace std::chrono;
    return time < 10ms ? std::to_string(duration_cast<microseconds>(time).count()) + " µs"
                       : std::to_string(duration_cast<milliseconds>(time).count()) + " ms";
}

// The grade of a figure that is good up to `degraded` and invalid above `invalid`, with the limit that it passed.
template <class T>
std::optional<std::pair<HealthGrade, T>> graded(T value, T degraded, T invalid)
{
    if (value > invalid)
        return std::pair(HealthGrade::Invalid, invalid);
    if (value > degraded)
        return std::pair(HealthGrade::Degraded, degraded);
    return std::nullopt;
}

void lookAtCpu(double share, Findings &findings)
{
    if (const auto grade = graded(share, busyCpu, fullCpu))
        findings.push_back(
            {grade->first,
             text(QT_TRANSLATE_NOOP("core",
                                    "The engine used %1 % of a core, above %2 %: the figures may show Poolwart instead of the server."),
                  percent(share), percent(grade->second))});
}

void lookAtStarving(std::optional<double> share, Findings &findings)
{
    if (const auto grade = graded(share.value_or(0), starved, mostlyStarved))
        findings.push_back(
            {grade->first, text(QT_TRANSLATE_NOOP("core", "The engine waited %1 % of the time for a processor used by others, above %2 %."),
                                percent(*share), percent(grade->second))});
}

void lookAtLag(Duration p99, Findings &findings)
{
    if (const auto grade = graded(p99, lateLagP99, hopelessLagP99))
        findings.push_back({grade->first, text(QT_TRANSLATE_NOOP("core", "Requests were sent %1 late at p99, above %2."), timeText(p99),
                                               timeText(grade->second))});
}

void lookAtLagOfResponse(Duration lag, Duration response, Findings &findings)
{
    if (lag < smallestLag || response.count() <= 0)
        return;
    const double share = static_cast<double>(lag.count()) / static_cast<double>(response.count());
    if (const auto grade = graded(share, lagOfResponse, maxLagOfResponse))
        findings.push_back(
            {grade->first,
             text(QT_TRANSLATE_NOOP("core", "Half of the requests were sent %1 late or more: %2 % of the median response time of %3, "
                                            "above %4 %."),
                  timeText(lag), percent(share), timeText(response), percent(grade->second))});
}

void lookAtUnsent(const RequestCounts &requests, Findings &findings)
{
    if (requests.dropped == 0)
        return;
    const bool isMuch = static_cast<double>(requests.dropped) > unsent * static_cast<double>(requests.offered);
    findings.push_back({isMuch ? HealthGrade::Invalid : HealthGrade::Degraded,
                        text(QT_TRANSLATE_NOOP("core", "%1 of %2 due requests were not sent because too many were outstanding."),
                             static_cast<long long>(requests.dropped), static_cast<long long>(requests.offered))});
}

void lookAtPauses(Duration wakeP99, Duration wakeMax, Duration turn, Findings &findings)
{
    if (wakeP99 > lateWakeP99)
        findings.push_back({HealthGrade::Degraded, text(QT_TRANSLATE_NOOP("core", "The engine woke up %1 late at p99, above %2."),
                                                        timeText(wakeP99), timeText(lateWakeP99))});
    if (wakeMax > stall)
        findings.push_back({HealthGrade::Degraded,
                            text(QT_TRANSLATE_NOOP("core", "The engine stopped for %1, above %2."), timeText(wakeMax), timeText(stall))});
    if (turn > longTurn)
        findings.push_back({HealthGrade::Degraded, text(QT_TRANSLATE_NOOP("core", "One iteration of the engine took %1, above %2."),
                                                        timeText(turn), timeText(longTurn))});
}

void lookAtWindow(double share, Findings &findings)
{
    if (share > busyWindow)
        findings.push_back(
            {HealthGrade::Degraded, text(QT_TRANSLATE_NOOP("core", "The window used %1 % of a core, above %2 %: its display is late."),
                                         percent(share), percent(busyWindow))});
}

void lookAtLog(std::uint64_t dropped, Findings &findings)
{
    if (dropped > 0)
        findings.push_back({HealthGrade::Degraded,
                            text(QT_TRANSLATE_NOOP("core", "Lines lost from the event log: %1."), static_cast<long long>(dropped))});
}

void lookAtFailures(const RequestCounts &requests, Findings &findings)
{
    if (requests.failed > requests.completed)
        findings.push_back(
            {HealthGrade::Degraded, text(QT_TRANSLATE_NOOP("core", "More requests failed (%1) than completed (%2)."),
                                         static_cast<long long>(requests.failed), static_cast<long long>(requests.completed))});
}

void lookAtOpening(const OpeningFigures &opening, Findings &findings)
{
    if (opening.open < opening.wanted)
        findings.push_back({HealthGrade::Degraded, text(QT_TRANSLATE_NOOP("core", "The measurement began with %1 of %2 slots open."),
                                                        static_cast<long long>(opening.open), static_cast<long long>(opening.wanted))});
}

HealthVerdict verdictOf(Findings findings)
{
    std::ranges::stable_sort(findings, std::ranges::greater(), &Finding::grade);
    HealthVerdict verdict;
    for (const Finding &finding : findings) {
        verdict.grade = std::max(verdict.grade, finding.grade);
        verdict.reason += (verdict.reason.empty() ? "" : " ") + finding.sentence;
    }
    return verdict;
}

} // namespace

std::string_view healthGradeId(HealthGrade grade)
{
    return std::ranges::find(grades, grade, &decltype(grades)::value_type::first)->second;
}

std::optional<HealthGrade> healthGradeFromId(std::string_view id)
{
    const auto *found = std::ranges::find(grades, id, &decltype(grades)::value_type::second);
    return found == grades.end() ? std::nullopt : std::optional(found->first);
}

HealthVerdict judge(const GeneratorHealth &health, const LatencySummary &response, const RequestCounts &requests,
                    const OpeningFigures &opening)
{
    Findings findings;
    lookAtFailures(requests, findings);
    lookAtOpening(opening, findings);
    lookAtCpu(health.runEngineCpuShare, findings);
    lookAtUnsent(requests, findings);
    lookAtLag(health.lag.p99, findings);
    lookAtLagOfResponse(health.lag.p50, response.p50, findings);
    lookAtStarving(health.runStarvedShare, findings);
    lookAtPauses(health.wake.p99, health.wake.max, health.longestTurn, findings);
    lookAtLog(health.droppedEvents, findings);
    return verdictOf(std::move(findings));
}

HealthVerdict judgeRecent(const GeneratorHealth &health)
{
    Findings findings;
    lookAtCpu(health.engineCpuShare, findings);
    lookAtLag(health.recentLagP99, findings);
    lookAtStarving(health.starvedShare, findings);
    lookAtPauses(Duration(0), health.recentWakeMax, health.recentLongestTurn, findings);
    lookAtWindow(health.windowCpuShare, findings);
    return verdictOf(std::move(findings));
}

} // namespace poolwart
