// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/importers/syntax/settings.h"

namespace poolwart {

// Reads odyssey.conf. The path of a setting has the words of its blocks, one name each: database, "shop", user, "app", pool_size.
// What follows a block's name (user "app" "10.0.0.0/8" hostssl) belongs to the name, behind blockSeparator. Source: Odyssey 1.4,
// docs/configuration.
Outcome<Settings> odysseySettings(const Source &source);

inline constexpr char blockSeparator = '\n'; // which is in no name

} // namespace poolwart
