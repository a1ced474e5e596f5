// SPDX-License-Identifier: GPL-3.0-or-later
// Spring Boot's (and Quarkus') application.yml: the same keys as in application.properties, as a tree.
#include "model/core/characters.h"
#include "model/core/text.h"
#include "model/importers/framework/importer.h"
#include "model/importers/framework/plandraft.h"
#include "model/importers/java/datasources.h"
#include "model/importers/java/springdocuments.h"
#include "model/importers/syntax/settings.h"

#include <algorithm>

namespace poolwart {

namespace {

bool isMavenName(std::string_view name)
{
    return !name.empty() && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || c == '.' || c == '-' || c == '_';
    });
}

// Maven puts its own values in the place of @name@, which is no YAML until then: ${name} has as many lines.
Source withoutMaven(const Source &source)
{
    Source result{.name = source.name, .text = {}, .folder = source.folder};
    const std::string_view text = source.text;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text[at] == '@' ? text.find_first_of("@\n", at + 1) : std::string_view::npos;
        const bool isName = end != std::string_view::npos && text[end] == '@' && isMavenName(text.substr(at + 1, end - at - 1)) && at > 0
                         && std::string_view(" :\"'").find(text[at - 1]) != std::string_view::npos;
        if (isName)
            result.text += "${" + std::string(text.substr(at + 1, end - at - 1)) + '}';
        else
            result.text += text[at];
        at = isName ? end + 1 : at + 1;
    }
    return result;
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
        const auto documents = yamlDocuments(withoutMaven(source));
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

const Importer &springImporter()
{
    static const SpringImporter importer;
    return importer;
}

} // namespace poolwart
