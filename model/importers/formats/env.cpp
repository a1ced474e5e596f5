// SPDX-License-Identifier: GPL-3.0-or-later
// .env: our own POOL_… variables, or else the URLs of the application in it, each a pool.
#include "model/core/text.h"
#include "model/importers/environment/envfile.h"
#include "model/importers/environment/variables.h"
#include "model/importers/framework/importer.h"
#include "model/importers/framework/plandraft.h"

namespace poolwart {

namespace {

class EnvImporter final : public Importer
{
public:
    std::string id() const override { return "env"; }
    std::string title() const override { return ".env"; }

    int likelihood(const Source &source) const override
    {
        if (source.name.find(".env") != std::string::npos)
            return 94;
        return source.text.find("DATABASE_URL=") != std::string::npos ? 60 : 0;
    }

    Outcome<ImportResult> read(const Source &source) const override
    {
        PlanDraft draft(id(), source);
        draft.expectPools(QT_TRANSLATE_NOOP("core", "Pools are in URLs (DATABASE_URL), in SPRING_DATASOURCE_…, in PGHOST or in POOL_…."));
        readVariables(draft, envVariables(draft, source), VariableNames::PercentEncoded);
        return draft.finish();
    }
};

} // namespace

const Importer &envImporter()
{
    static const EnvImporter importer;
    return importer;
}

} // namespace poolwart
