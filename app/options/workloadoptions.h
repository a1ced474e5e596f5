// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options/runoptions.h"

namespace poolwart {

// What `run` sends: --statement, --workload, or --file and --builtin as pgbench has them; and how.
void addWorkloadOptions(OptionParser &parser);

// The part of it that says what the requests are, for a modelled server too.
void addScriptOptions(OptionParser &parser);
bool hasScriptOptions(const OptionParser &parser);
void readScripts(OptionParser &parser, Workload &workload, const std::string &byDefault);

// Reads the files that are named. The server must be known.
void readWorkloadOptions(OptionParser &parser, RunOptions &options);

// Refuses a workload that writes to a server that is not the sandbox, unless that was allowed. It is valid.
Done checkWrites(const RunOptions &options);

} // namespace poolwart
