// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runpart.h"

#include <optional>
#include <vector>

namespace poolwart {

class JsonFields;
class JsonWriter;

// How the parts of a run record stand in JSON: in run files and in journals.
void describeSummary(JsonWriter &json, LatencySummary &summary);
void describeSummary(JsonFields &json, LatencySummary &summary);
void describeRetried(JsonWriter &json, RetryCounts &retries);
void describeRetried(JsonFields &json, RetryCounts &retries);
void describeParts(JsonWriter &json, const char *name, std::vector<RunPart> &parts);
void describeParts(JsonFields &json, const char *name, std::vector<RunPart> &parts);
// Nothing where there is none.
void describeArrivals(JsonWriter &json, std::optional<RunArrivals> &arrivals);
void describeArrivals(JsonFields &json, std::optional<RunArrivals> &arrivals);
void describeBreakdown(JsonWriter &json, RunBreakdown &breakdown);
void describeBreakdown(JsonFields &json, RunBreakdown &breakdown);

} // namespace poolwart
