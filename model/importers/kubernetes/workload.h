// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/importers/kubernetes/manifest.h"

namespace poolwart {

// Whether objects of this kind run containers.
bool isWorkload(std::string_view kind);

// Reads such an object.
ManifestWorkload readWorkload(PlanDraft &draft, const std::string &kind, const Settings &object);

// The value of the key, such as "metadata.name"; nothing: it is not there.
std::string settingOf(const Settings &object, std::string_view key);

} // namespace poolwart
