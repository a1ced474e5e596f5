// SPDX-License-Identifier: GPL-3.0-or-later
// libpq's keyword=value strings, one a line: each is a pool. Go's drivers put their pool keys into the same.
#include "model/importers/framework/importer.h"
#include "model/importers/framework/libpqrules.h"
#include "model/importers/framework/plandraft.h"
#include "model/importers/framework/urldefaults.h"
#include "model/importers/framework/words.h"

namespace poolwart {

namespace {

class DsnImporter final : public Importer
{
public:
    std::string id() const override { return "dsn"; }
    std::string title() const override { return "libpq connection string"; }

    int likelihood(const Source &source) const override
    {
        const std::string_view first = trimmed(std::string_view(source.text).substr(0, source.text.find('\n')));
        const auto words = connstrWords(first, ConnstrQuotes::Backslash);
        return words && words->size() > 1 && findRule(libpqRules(), words->front().first) ? 85 : 0;
    }

    Outcome<ImportResult> read(const Source &source) const override
    {
        PlanDraft draft(id(), source);
        int pools = 0;
        for (const SourceLine &line : linesOf(source)) {
            const std::string_view content = trimmed(line.text);
            if (content.empty() || content.starts_with('#'))
                continue;
            const auto words = connstrWords(content, ConnstrQuotes::Backslash);
            if (!words) {
                draft.fail(line.number, words.error().message);
                break;
            }
            useDefaultsOfParameters(draft, *words);
            draft.beginPool("pool-" + std::to_string(++pools), line.number);
            draft.setWords(urlRules(), *words, line.number);
        }
        return draft.finish();
    }
};

} // namespace

const Importer &dsnImporter()
{
    static const DsnImporter importer;
    return importer;
}

} // namespace poolwart
