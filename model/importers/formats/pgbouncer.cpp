// SPDX-License-Identifier: GPL-3.0-or-later
// pgbouncer.ini: each alias of [databases] is a pool.
#include "model/importers/framework/importer.h"
#include "model/importers/framework/plandraft.h"
#include "model/importers/pgbouncer/pgbouncerpools.h"

namespace poolwart {

namespace {

class PgBouncerImporter final : public Importer
{
public:
    std::string id() const override { return "pgbouncer"; }
    std::string title() const override { return "PgBouncer"; }

    int likelihood(const Source &source) const override
    {
        const auto has = [&source](std::string_view what) { return source.text.find(what) != std::string::npos; };
        if (has("[databases]") || has("[pgbouncer]"))
            return 92;
        return source.name.find("pgbouncer") != std::string::npos && source.name.ends_with(".ini") ? 90 : 0;
    }

    Outcome<ImportResult> read(const Source &source) const override
    {
        PlanDraft draft(id(), source);
        readPgBouncer(draft, source);
        return draft.finish();
    }
};

} // namespace

const Importer &pgbouncerImporter()
{
    static const PgBouncerImporter importer;
    return importer;
}

} // namespace poolwart
