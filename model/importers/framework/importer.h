// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/importers/framework/importresult.h"
#include "model/importers/framework/source.h"

#include <span>
#include <string_view>

namespace poolwart {

// One format that can be read. To add one, put formats/<name>.cpp with `const Importer &<name>Importer()` there.
class Importer
{
public:
    virtual ~Importer() = default;

    virtual std::string id() const = 0;    // "pgbouncer", as in --from
    virtual std::string title() const = 0; // a proper name, not translated

    // Whether a plan can be made of it; else it is told apart to be refused with the reason, and is not offered.
    virtual bool makesPlans() const { return true; }

    // Whether the source looks like this format: 0 no, 100 certainly.
    virtual int likelihood(const Source &source) const = 0;

    virtual Outcome<ImportResult> read(const Source &source) const = 0;
};

std::span<const Importer *const> importers(); // by id
std::string importFormats();                  // "dsn, env, …": those that make plans

// Reads the source as the format it looks like most, or as `format`. An error names the source, the line and the reason.
Outcome<ImportResult> importPlan(const Source &source, std::string_view format = {});

// The same for a file.
Outcome<ImportResult> importFile(const std::string &path, std::string_view format = {});

} // namespace poolwart
