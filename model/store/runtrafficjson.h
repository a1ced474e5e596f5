// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runrecord.h"

namespace poolwart {

class JsonFields;
class JsonWriter;

// How the traffic of a run stands in JSON: what was asked for, and the seed.
void writeTraffic(JsonWriter &json, RunRecord &run);
void readTraffic(JsonFields &fields, RunRecord &run);

} // namespace poolwart
