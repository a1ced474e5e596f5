// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/plan.h"

#include <QJsonObject>

#include <optional>
#include <string>
#include <string_view>

namespace poolwart {

class JsonWriter;

// A plan file is a JSON object with format "poolwart-plan" and version 1; the README describes its fields. Only
// `pools` and the names in it must be there, everything else has the defaults of Plan and PoolPlan. A field that
// is unknown, wrong or beyond a limit is refused with its path.

inline constexpr int planFileVersion = 1;

QJsonObject planToJson(const Plan &plan);

// Takes a run file's object too: the plan in it. Pools get the ids 1 … N. What is returned is valid.
Outcome<Plan> planFromJson(const QJsonObject &object);

// What a JSON text, or its beginning, says that it is: a file of ours, or none.
enum class OwnFile { Plan, Run };
std::optional<OwnFile> ownFileOf(std::string_view text);
std::optional<OwnFile> ownFileAt(const std::string &path); // none, too, if it cannot be read

Outcome<Plan> readPlanFile(const std::string &path);

// An invalid plan is refused: what is written can be read.
Done writePlanFile(const Plan &plan, const std::string &path);

// The fields of a plan file, for a file that holds a plan among other things.
void writePlan(JsonWriter &json, Plan plan);

} // namespace poolwart
