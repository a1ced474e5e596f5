// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options/runoptions.h"

namespace poolwart {

// Workload of `run`: --statement, --workload, or --file and --builtin as in pgbench, and the protocol.
void addWorkloadOptions(OptionParser &parser);

// The options that choose the requests; they apply to a modelled server too.
void addScriptOptions(OptionParser &parser);
bool hasScriptOptions(const OptionParser &parser);
void readScripts(OptionParser &parser, Workload &workload, const std::string &byDefault);

// Reads the given files. The server must be known.
void readWorkloadOptions(OptionParser &parser, RunOptions &options);

// Refuses a valid workload that writes to a server other than the sandbox, unless writing is allowed.
Done checkWrites(const RunOptions &options);

} // namespace poolwart
