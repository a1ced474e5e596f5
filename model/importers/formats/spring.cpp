// SPDX-License-Identifier: GPL-3.0-or-later
// Spring Boot's (and Quarkus') application.yml: the same keys as in application.properties, as a tree.
#include "model/core/text.h"
#include "model/importers/framework/datasources.h"
#include "model/importers/framework/importer.h"
#include "model/importers/framework/plandraft.h"
#include "model/importers/syntax/settings.h"

#include <algorithm>

namespace poolwart {

namespace {

// A document of a profile only, as "spring.config.activate.on-profile: test" makes it.
bool isOfProfile(const Settings &document)
{
    return std::ranges::any_of(document, [](const Setting &setting) {
        return setting.key().starts_with("spring.config.activate.") || setting.key() == "spring.profiles";
    });
}

class SpringImporter final : public Importer
{
public:
    std::string id() const override { return "spring"; }
    std::string title() const override { return "Spring Boot or Quarkus application.yml"; }

    int likelihood(const Source &source) const override
    {
        if (source.name.ends_with(".properties"))
            return 0;
        const bool isNamedSo = source.name.starts_with("application") && (source.name.ends_with(".yml") || source.name.ends_with(".yaml"));
        return isNamedSo ? 90 : source.text.find("datasource:") != std::string::npos ? 65 : 0;
    }

    Outcome<ImportResult> read(const Source &source) const override
    {
        const auto documents = yamlDocuments(source);
        if (!documents)
            return documents.error();
        PlanDraft draft(id(), source);
        DataSources sources;
        for (const Settings &document : *documents) {
            if (isOfProfile(document)) {
                draft.remark(ImportRemark::Kind::NotUnderstood, document.front().line, "spring.config.activate",
                             QT_TRANSLATE_NOOP("core", "This document applies to one profile only and is not in the plan."));
                continue;
            }
            for (const Setting &setting : document)
                sources.add(draft, setting.key(), setting.value, setting.line);
        }
        sources.read(draft);
        return draft.finish();
    }
};

} // namespace

const Importer &springImporter()
{
    static const SpringImporter importer;
    return importer;
}

} // namespace poolwart
