// SPDX-License-Identifier: GPL-3.0-or-later
// Java properties: HikariCP's own file and Spring's spring.datasource.* and app.datasource.NAME.*, Quarkus' named datasources.
#include "model/core/text.h"
#include "model/importers/framework/importer.h"
#include "model/importers/framework/plandraft.h"
#include "model/importers/java/datasources.h"
#include "model/importers/java/springdocuments.h"
#include "model/importers/syntax/javaproperties.h"

namespace poolwart {

namespace {

class PropertiesImporter final : public Importer
{
public:
    std::string id() const override { return "properties"; }
    std::string title() const override { return "HikariCP, Spring or Quarkus properties"; }

    int likelihood(const Source &source) const override
    {
        const bool isNamedSo = source.name.ends_with(".properties");
        return isNamedSo || source.text.find("quarkus.datasource.") != std::string::npos
                    || source.text.find("maximumPoolSize") != std::string::npos
                 ? 70
                 : 0;
    }

    Outcome<ImportResult> read(const Source &source) const override
    {
        const auto documents = javaProperties(source);
        if (!documents)
            return documents.error();
        PlanDraft draft(id(), source);
        draft.expectPools(QT_TRANSLATE_NOOP("core", "Pools are in jdbcUrl, spring.datasource, app.datasource or quarkus.datasource."));
        DataSources sources;
        for (const Settings *document : activeDocuments(draft, *documents)) {
            for (const Setting &setting : *document)
                sources.add(draft, setting.key(), setting.value, setting.line);
        }
        sources.read(draft);
        return draft.finish();
    }
};

} // namespace

const Importer &propertiesImporter()
{
    static const PropertiesImporter importer;
    return importer;
}

} // namespace poolwart
