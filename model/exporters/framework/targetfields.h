// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/exporters/framework/exporter.h"

#include <string>
#include <string_view>

namespace poolwart {

// The target's fields, for files that list them one by one. Unknown ones are placeholders in capitals; of several hosts it is
// the first (see targetUrlNotes).
struct TargetFields
{
    std::string host; // or a socket's folder, with its "/"
    std::string port;
    std::string database;
    std::string user;
    std::string password; // or its placeholder

    bool isSocket() const { return host.starts_with('/') || host.starts_with('@'); }
};

TargetFields targetFields(const ExportContext &context);

// A name made of ASCII letters, digits and "_" only, for identifiers that a syntax does not quote: "büro's" is "b_ro_s".
std::string plainName(std::string_view name);

} // namespace poolwart
