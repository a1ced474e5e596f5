// SPDX-License-Identifier: GPL-3.0-or-later
// Java properties: HikariCP's own file and Spring's spring.datasource.* and app.datasource.NAME.*, Quarkus' named datasources.
#include "model/core/text.h"
#include "model/importers/framework/datasources.h"
#include "model/importers/framework/importer.h"
#include "model/importers/framework/plandraft.h"
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
        PlanDraft draft(id(), source);
        DataSources sources;
        for (const SourceLine &line : linesOf(source)) {
            const std::string_view content = trimmed(line.text);
            if (content.empty() || content.starts_with('#') || content.starts_with('!'))
                continue;
            const std::size_t separator = content.find_first_of("=:");
            const std::string_view key = trimmed(content.substr(0, separator));
            const auto value =
                separator == std::string_view::npos ? std::nullopt : unescapedProperty(trimmed(content.substr(separator + 1)));
            if (!value || key.find('\\') != std::string_view::npos) {
                draft.fail(line.number, text(QT_TRANSLATE_NOOP("core", "expected key=value on one line, without “\\” in the key.")));
                break;
            }
            sources.add(draft, key, *value, line.number);
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
