// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options/optionparser.h"
#include "app/output/exitcode.h"

#include <optional>
#include <string>
#include <vector>

namespace poolwart {

struct RunsOptions
{
    std::optional<std::string> file; // run to show; empty: list a folder
    std::string folder;
    bool printsJson = false;
};

struct ExportRunOptions
{
    std::string file;
    std::string format;
    std::optional<std::string> out; // none: standard output
};

struct CompareOptions
{
    std::string base;
    std::string current;
    bool printsJson = false;
};

struct MergeOptions
{
    std::vector<std::string> files;
    std::optional<std::string> out; // none: standard output
    bool mayDiffer = false;
};

void describeRunsCommand(OptionParser &parser);
Outcome<RunsOptions> readRunsOptions(OptionParser &parser);
void describeExportRunCommand(OptionParser &parser);
Outcome<ExportRunOptions> readExportRunOptions(OptionParser &parser);
void describeCompareCommand(OptionParser &parser);
Outcome<CompareOptions> readCompareOptions(OptionParser &parser);
void describeMergeCommand(OptionParser &parser);
Outcome<MergeOptions> readMergeOptions(OptionParser &parser);

// Commands for recorded runs. They accept run files and the recordings of interrupted runs.
ExitCode runsCommand(const RunsOptions &options);
ExitCode exportRunCommand(const ExportRunOptions &options);
ExitCode compareCommand(const CompareOptions &options);
ExitCode mergeCommand(const MergeOptions &options);

} // namespace poolwart
