// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/exporters/framework/exporter.h"

#include <span>
#include <string_view>

namespace poolwart {

// All formats, by ecosystem, then by id. CMake generates the list from the files in formats/.
std::span<const Exporter *const> exporters();

// The format with that id, or null.
const Exporter *findExporter(std::string_view id);

// The same, with an error that lists all ids.
Outcome<const Exporter *> exporterById(std::string_view id);

} // namespace poolwart
