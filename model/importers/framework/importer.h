// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/importers/framework/importresult.h"
#include "model/importers/framework/source.h"

#include <span>
#include <string_view>

namespace poolwart {

// An import format. To add one, create formats/<name>.cpp with `const Importer &<name>Importer()`.
class Importer
{
public:
    virtual ~Importer() = default;

    virtual std::string id() const = 0;    // "pgbouncer", as in --from
    virtual std::string title() const = 0; // a proper name, not translated

    // Returns whether a plan can be made from it; otherwise it is recognised only to be refused with the reason, and is not
    // offered.
    virtual bool makesPlans() const { return true; }

    // How likely the source has this format: 0 no, 100 certainly.
    virtual int likelihood(const Source &source) const = 0;

    virtual Outcome<ImportResult> read(const Source &source) const = 0;
};

std::span<const Importer *const> importers(); // by id
std::string importFormats();                  // "dsn, env, …": those that make plans

// Reads the source in its most likely format, or as `format`. Of pools on several servers, the plan has those on `server` ("HOST"
// or "HOST:PORT"; empty: that of the first pool). An error names the source, the line and the reason.
Outcome<ImportResult> importPlan(const Source &source, std::string_view format = {}, std::string_view server = {});

// The same for a file, or for the standard input ("-").
Outcome<ImportResult> importFile(const std::string &path, std::string_view format = {}, std::string_view server = {});

} // namespace poolwart
