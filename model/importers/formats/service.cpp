// SPDX-License-Identifier: GPL-3.0-or-later
// pg_service.conf: each section is a pool.
#include "model/core/text.h"
#include "model/importers/framework/importer.h"
#include "model/importers/framework/libpqrules.h"
#include "model/importers/framework/plandraft.h"

#include <map>
#include <utility>

namespace poolwart {

namespace {

// libpq takes the first service of a name, and the first value of a keyword in it (fe-connect.c, parseServiceFile).
class ServiceReader
{
public:
    explicit ServiceReader(PlanDraft &draft)
        : m_draft(draft)
    {}

    void read(std::string_view content, int line)
    {
        if (content.empty() || content.starts_with('#'))
            return;
        const std::size_t equals = content.find('=');
        if (content.starts_with('[') && content.ends_with(']'))
            begin(std::string(content.substr(1, content.size() - 2)), line);
        else if (content.starts_with('['))
            m_draft.fail(line, text(QT_TRANSLATE_NOOP("core", "a “]” is missing.")));
        else if (equals == std::string_view::npos || m_services.empty())
            m_draft.fail(line, text(QT_TRANSLATE_NOOP("core", "expected key=value in a section.")));
        else if (!m_isRepeated)
            set(std::string(content.substr(0, equals)), std::string(content.substr(equals + 1)), line);
    }

private:
    void begin(const std::string &service, int line)
    {
        const auto [first, isNew] = m_services.try_emplace(service, line);
        m_isRepeated = !isNew;
        m_keys.clear();
        if (m_isRepeated)
            nameFirst(service, first->second, line);
        else
            m_draft.beginPool(service, line);
    }

    void set(const std::string &key, const std::string &value, int line)
    {
        const auto [first, isNew] = m_keys.try_emplace(key, std::pair(line, value));
        if (isNew)
            m_draft.set(libpqRules(), key, value, line);
        else if (first->second.second != value)
            nameFirst(key, first->second.first, line);
    }

    void nameFirst(const std::string &what, int first, int line)
    {
        m_draft.remark(ImportRemark::Kind::LeftOut, line, what,
                       QT_TRANSLATE_NOOP("core", "Line %1 sets it already, and the first one counts."), {std::to_string(first)});
    }

    PlanDraft &m_draft;
    std::map<std::string, int> m_services;                     // the first line of each
    std::map<std::string, std::pair<int, std::string>> m_keys; // of the service that is read
    bool m_isRepeated = false;
};

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
        draft.expectPools(QT_TRANSLATE_NOOP("core", "Its pools are the services, each a section."));
        ServiceReader reader(draft);
        for (const SourceLine &line : linesOf(source))
            reader.read(trimmed(line.text), line.number);
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
