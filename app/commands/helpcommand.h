// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options/optionparser.h"
#include "app/output/exitcode.h"
#include "model/manual/manual.h"

#include <optional>

namespace poolwart {

struct HelpOptions
{
    std::optional<QString> topic; // none: the list of topics
    bool printsJson = false;
    bool printsManPage = false;
};

void describeHelpCommand(OptionParser &parser);
Outcome<HelpOptions> readHelpOptions(OptionParser &parser);

// `poolwart help`: the manual's topics, one of them, or all of them as poolwart(1). `usages` is for that one's synopsis.
ExitCode helpCommand(const HelpOptions &options, const Manual &manual, const QStringList &usages);

} // namespace poolwart
