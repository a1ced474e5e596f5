// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runseries.h"
#include "model/store/jsonfields.h"
#include "model/store/jsonwriter.h"

// The parts of a run file that a journal has line by line, described once for reading and writing.
namespace poolwart {

void describeRequests(JsonWriter &json, RequestCounts &requests);
void describeRequests(JsonFields &json, RequestCounts &requests);

// "57014": 3
void describeErrors(JsonWriter &json, std::map<std::string, std::uint64_t> &errors);
void describeErrors(JsonFields &json, std::map<std::string, std::uint64_t> &errors);

// Refuses an invalid histogram, or one with more values than a second can have.
void describeLatency(JsonWriter &json, const char *name, RunLatency &latency);
void describeLatency(JsonFields &json, const char *name, RunLatency &latency);

void describeSecond(JsonWriter &json, RunSecond &second);
void describeSecond(JsonFields &json, RunSecond &second);

// "work_mem": "4MB"
void describeTexts(JsonWriter &json, std::map<std::string, std::string> &texts);
void describeTexts(JsonFields &json, std::map<std::string, std::string> &texts);

void describeMark(JsonWriter &json, RunMark &mark);
void describeMark(JsonFields &json, RunMark &mark);

} // namespace poolwart
