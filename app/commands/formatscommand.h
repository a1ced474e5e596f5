// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options/optionparser.h"
#include "app/output/exitcode.h"

namespace poolwart {

struct FormatsOptions
{
    bool printsJson = false;
};

void describeFormatsCommand(OptionParser &parser);
Outcome<FormatsOptions> readFormatsOptions(OptionParser &parser);

// `poolwart formats`: lists the export formats and their options.
ExitCode formatsCommand(const FormatsOptions &options);

} // namespace poolwart
