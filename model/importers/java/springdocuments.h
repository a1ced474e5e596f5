// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/importers/syntax/settings.h"

#include <vector>

namespace poolwart {

class PlanDraft;

// The documents of a Spring Boot configuration that apply without a further choice: those of no profile, and of the profiles that
// spring.profiles.active names in the file. The others are named and left out. Spring Boot's reference, "Multi-document files" and
// "Activation properties".
std::vector<const Settings *> activeDocuments(PlanDraft &draft, const std::vector<Settings> &documents);

} // namespace poolwart
