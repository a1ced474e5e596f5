// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/exporters/framework/exporter.h"
#include "model/exporters/framework/filetemplate.h"

#include <string>
#include <utility>
#include <vector>

namespace poolwart {

using UrlParameters = std::vector<std::pair<std::string, std::string>>;

// The target's own TLS and session parameters that libpq reads from a URL.
UrlParameters targetParameters(const ExportContext &context);

// One pool for the environment: index, name, applicationName, url, size, minimumIdle, acquire, connect, idle, lifetime,
// statement (milliseconds) and queue; "none" is empty.
TemplateData poolVariables(const ExportContext &context, std::size_t index);

} // namespace poolwart
