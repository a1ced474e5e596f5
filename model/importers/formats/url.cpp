// SPDX-License-Identifier: GPL-3.0-or-later
// Database URLs, one a line: each is a pool.
#include "model/importers/framework/importer.h"
#include "model/importers/framework/libpqrules.h"
#include "model/importers/framework/plandraft.h"
#include "model/importers/framework/urldefaults.h"

namespace poolwart {

namespace {

bool isUrl(std::string_view line)
{
    return line.starts_with("postgres://") || line.starts_with("postgresql://") || line.starts_with("jdbc:postgresql://")
        || line.starts_with("postgresql+");
}

class UrlImporter final : public Importer
{
public:
    std::string id() const override { return "url"; }
    std::string title() const override { return "Database URL"; }

    int likelihood(const Source &source) const override { return isUrl(trimmed(source.text)) ? 95 : 0; }

    Outcome<ImportResult> read(const Source &source) const override
    {
        PlanDraft draft(id(), source);
        int pools = 0;
        for (const SourceLine &line : linesOf(source)) {
            const std::string_view content = trimmed(line.text);
            if (content.empty() || content.starts_with('#'))
                continue;
            if (!isUrl(content)) {
                draft.notUnderstood(line.number, "…"); // it may be the rest of a URL, with its password
                continue;
            }
            useDefaultsOfUrl(draft, std::string(content));
            draft.beginPool("pool-" + std::to_string(++pools), line.number);
            draft.setUrl(urlRules(), std::string(content), line.number);
        }
        return draft.finish();
    }
};

} // namespace

const Importer &urlImporter()
{
    static const UrlImporter importer;
    return importer;
}

} // namespace poolwart
