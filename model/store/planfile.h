// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/plan.h"

#include <QJsonObject>

#include <optional>
#include <string>
#include <string_view>

namespace poolwart {

class JsonWriter;

// A plan file is a JSON object with format "poolwart-plan" and version 1; the manual's topic “plan” describes its fields. Only
// `pools` and their names are required, everything else has the defaults of Plan and PoolPlan. A field that is unknown, invalid or
// beyond a limit is refused with its path.

inline constexpr int planFileVersion = 1;

QJsonObject planToJson(const Plan &plan);

// Also accepts a run file's object and returns its plan. Pools get the ids 1 … N. The result is valid.
Outcome<Plan> planFromJson(const QJsonObject &object);

// The kind of a JSON text, from its beginning, if it is a file of ours.
enum class OwnFile { Plan, Run };
std::optional<OwnFile> ownFileOf(std::string_view text);
std::optional<OwnFile> ownFileAt(const std::string &path); // empty, too, if it cannot be read

Outcome<Plan> readPlanFile(const std::string &path);

// The same with what the file is. It is read once: it may be a pipe.
struct PlanInFile
{
    Plan plan;
    OwnFile kind = OwnFile::Plan;
};
Outcome<PlanInFile> readPlanInFile(const std::string &path);

// Refuses an invalid plan, so that every written file can be read.
Done writePlanFile(const Plan &plan, const std::string &path);

// The fields of a plan file, for a file that contains a plan and other data.
void writePlan(JsonWriter &json, Plan plan);

} // namespace poolwart
