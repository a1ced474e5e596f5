// SPDX-License-Identifier: GPL-3.0-or-later
// pg_service.conf: each section is a pool.
#include "model/core/text.h"
#include "model/importers/framework/importer.h"
#include "model/importers/framework/libpqrules.h"
#include "model/importers/framework/plandraft.h"

namespace poolwart {

namespace {

class ServiceImporter final : public Importer
{
public:
    std::string id() const override { return "service"; }
    std::string title() const override { return "libpq service file"; }

    int likelihood(const Source &source) const override
    {
        if (source.name.find("pg_service") != std::string::npos)
            return 95;
        // A section, and libpq's way to write without blanks.
        const bool hasSection = source.text.starts_with('[') || source.text.find("\n[") != std::string::npos;
        const bool hasHost = source.text.find("\nhost=") != std::string::npos || source.text.find("\ndbname=") != std::string::npos;
        return hasSection && hasHost && source.text.find("[databases]") == std::string::npos ? 80 : 0;
    }

    Outcome<ImportResult> read(const Source &source) const override
    {
        PlanDraft draft(id(), source);
        for (const SourceLine &line : linesOf(source)) {
            const std::string_view content = trimmed(line.text);
            if (content.empty() || content.starts_with('#'))
                continue;
            const std::size_t equals = content.find('=');
            if (content.starts_with('[') && content.ends_with(']'))
                draft.beginPool(std::string(content.substr(1, content.size() - 2)), line.number);
            else if (content.starts_with('['))
                draft.fail(line.number, text(QT_TRANSLATE_NOOP("core", "a “]” is missing.")));
            else if (equals == std::string_view::npos || !draft.hasPools())
                draft.fail(line.number, text(QT_TRANSLATE_NOOP("core", "expected key=value in a section.")));
            else
                draft.set(libpqRules(), content.substr(0, equals), std::string(content.substr(equals + 1)), line.number);
        }
        return draft.finish();
    }
};

} // namespace

const Importer &serviceImporter()
{
    static const ServiceImporter importer;
    return importer;
}

} // namespace poolwart
