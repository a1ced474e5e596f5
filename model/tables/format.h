// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/arrivals/trafficplan.h"
#include "model/core/event.h"
#include "model/core/plan.h"
#include "model/figures/healthverdict.h"
#include "model/figures/snapshot.h"

#include <QString>

#include <chrono>
#include <cstdint>
#include <optional>

// The only place where figures become text. Numbers follow the default QLocale; a figure has three significant digits, but
// never fewer than its integer part. A unit is part of the text only if it depends on the value.
namespace poolwart {

QString formatCount(std::uint64_t count);                          // "24,061"
QString formatNumber(double value);                                // "0.312", "3.12", "31.2", "312", "24,061"; "–" if it is none
QString formatPercent(double share);                               // 0.31 is "31 %"
QString formatTime(Duration time);                                 // "40.0 µs", "3.12 ms", "1.50 s"; a bare "0" for nothing
QString formatAge(std::chrono::seconds age);                       // "12 s", "3 min 05 s", "2 h 05 min"
QString formatTimeOfDay(std::chrono::system_clock::time_point at); // "12:04:31.207", local

// A time of the plan, exact: "20 s", "500 ms", "5 min", "none".
QString formatSetting(std::optional<std::chrono::milliseconds> time);

QString slotText(SlotIndex slot); // "s07"; slots count from 1, as people do

QString stateName(SlotState state);
QString slotStateText(const SlotSnapshot &slot); // also tells that the slot closes after its statement, or is held closed
QString stateName(PoolState state);
QString stateName(TrafficState state);
QString gradeName(HealthGrade grade);
QString sqlStateText(std::string_view sqlState); // "40001 serialization_failure", where the condition's name is known
QString policyName(RoutingPolicy policy);
QString policyExplanation(RoutingPolicy policy); // one sentence

// The traffic source, shown in each chart: "60 clients, closed loop", "2,000/s, open loop, Poisson", "100 to 2,000/s in 30 s, open loop,
// even".
QString arrivalsName(const Arrivals &arrivals);
QString replayName(const std::string &source);   // "replay of peak.json", of a path or a name
QString trafficName(const TrafficPlan &traffic); // the replay, if any, otherwise its arrivals

// The event without time, pool and slot: "opened in 3.10 ms".
QString describe(const Event &event);

// The whole line, as copied and saved: "12:04:31.207
//
// pool-3 s07
//
// opened in 3.10 ms".
QString eventLine(const Event &event);

} // namespace poolwart
