// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runclass.h"

#include <optional>
#include <vector>

namespace poolwart {

class JsonFields;
class JsonWriter;

// The JSON form of the parts of a run record, in run files and journals.
void describeSummary(JsonWriter &json, LatencySummary &summary);
void describeSummary(JsonFields &json, LatencySummary &summary);
void describeRetried(JsonWriter &json, RetryCounts &retries);
void describeRetried(JsonFields &json, RetryCounts &retries);
void describeClasses(JsonWriter &json, const char *name, std::vector<RunClass> &parts);
void describeClasses(JsonFields &json, const char *name, std::vector<RunClass> &parts);
// Writes nothing if there are no arrivals.
void describeArrivals(JsonWriter &json, std::optional<RunArrivals> &arrivals);
void describeArrivals(JsonFields &json, std::optional<RunArrivals> &arrivals);
void describeBreakdown(JsonWriter &json, RunBreakdown &breakdown);
void describeBreakdown(JsonFields &json, RunBreakdown &breakdown);

} // namespace poolwart
