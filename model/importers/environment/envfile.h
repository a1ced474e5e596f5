// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/importers/environment/variables.h"

namespace poolwart {

class PlanDraft;
struct Source;

// The variables of a .env file, as dotenv, docker compose and the shell read it: NAME=value, "value", 'value' or `value`, over several
// lines if quoted, with "export " before it or not, and a comment behind it. ${NAME} and ${NAME:-default} are expanded from the
// variables of the file, except in '…'; others become an openPart. Of a name that is set twice the last value counts, and the first is
// named. Any other line is an error of the draft.
std::vector<Variable> envVariables(PlanDraft &draft, const Source &source);

} // namespace poolwart
