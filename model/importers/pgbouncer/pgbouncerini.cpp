// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/importers/pgbouncer/pgbouncerini.h"

#include "model/core/text.h"
#include "model/importers/framework/plandraft.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace poolwart {

namespace {

constexpr std::size_t deepest = 10; // PgBouncer's own limit
constexpr int mostFiles = 100;
constexpr std::string_view include = "%include";

// The name at the front of `content`, "as ""SQL"" quotes it" or not, and what follows it; nothing: its quote is not closed.
std::optional<std::pair<std::string, std::string_view>> nameAtFront(std::string_view content)
{
    if (!content.starts_with('"')) {
        const std::size_t end = std::min(content.find('='), content.size());
        return std::pair(std::string(trimmed(content.substr(0, end))), content.substr(end));
    }
    std::string name;
    for (std::size_t i = 1; i < content.size(); ++i) {
        if (content[i] == '"' && content.substr(i + 1).starts_with('"'))
            ++i;
        else if (content[i] == '"')
            return std::pair(name, trimmed(content.substr(i + 1)));
        name += content[i];
    }
    return std::nullopt;
}

class PgBouncerIniReader
{
public:
    PgBouncerIniReader(PlanDraft &draft, int line)
        : m_draft(draft)
        , m_isWithin(line > 0)
        , m_line(line)
    {}

    void read(const Source &source)
    {
        m_open.push_back(source.name);
        for (const SourceLine &line : linesOf(source)) {
            if (m_draft.failed())
                break;
            enter(source, line.number);
            readLine(source, trimmed(line.text));
        }
        m_open.pop_back();
    }

    std::vector<IniEntry> lastOfEach() const
    {
        std::map<std::pair<std::string, std::string>, const IniEntry *> last;
        for (const IniEntry &entry : m_entries)
            last[{entry.section, entry.key}] = &entry;
        std::vector<IniEntry> kept;
        for (const IniEntry &entry : m_entries) {
            const IniEntry &later = *last[{entry.section, entry.key}];
            if (&later == &entry) {
                kept.push_back(entry);
                continue;
            }
            m_draft.enter(entry.place);
            if (later.value != entry.value)
                m_draft.remark(ImportRemark::Kind::LeftOut, entry.line, entry.key,
                               QT_TRANSLATE_NOOP("core", "Line %1 sets it again, and the last one counts."), {std::to_string(later.line)});
        }
        m_draft.enter({});
        return kept;
    }

private:
    void enter(const Source &source, int number)
    {
        const bool isIncluded = m_isWithin || m_open.size() > 1;
        m_line = isIncluded ? m_line : number;
        m_place = isIncluded ? source.name + ':' + std::to_string(number) : std::string();
        m_draft.enter(m_place);
    }

    void readLine(const Source &source, std::string_view content)
    {
        if (content.empty() || content.starts_with(';') || content.starts_with('#'))
            return;
        if (content.starts_with(include) && content.substr(include.size()).find_first_of(" \t") == 0)
            return readInclude(source, std::string(trimmed(content.substr(include.size()))));
        if (content.starts_with('%'))
            return m_draft.notUnderstood(m_line, std::string(content));
        if (content.starts_with('[') && content.ends_with(']')) {
            m_section = content.substr(1, content.size() - 2);
            return;
        }
        const auto name = nameAtFront(content);
        if (!name || !name->second.starts_with('=') || m_section.empty())
            return m_draft.fail(m_line, text(QT_TRANSLATE_NOOP("core", "expected key = value in a section.")));
        m_entries.push_back({.section = m_section,
                             .key = name->first,
                             .value = std::string(trimmed(name->second.substr(1))),
                             .line = m_line,
                             .place = m_place});
    }

    void readInclude(const Source &source, const std::string &path)
    {
        const auto included = readIncluded(source, path);
        if (!included)
            return m_draft.fail(m_line, included.error().message);
        if (!included->source)
            return m_draft.remark(ImportRemark::Kind::LeftOut, m_line, std::string(include) + ' ' + path, included->reason);
        if (std::ranges::find(m_open, included->source->name) != m_open.end())
            return m_draft.fail(m_line, text(QT_TRANSLATE_NOOP("core", "“%1” includes itself."), included->source->name));
        if (m_open.size() > deepest || ++m_files > mostFiles)
            return m_draft.fail(m_line,
                                text(QT_TRANSLATE_NOOP("core", "%include is nested more than %1 deep, or reads more than %2 files."),
                                     static_cast<long long>(deepest), static_cast<long long>(mostFiles)));
        m_bytes += included->source->text.size();
        if (m_bytes > largestSource)
            return m_draft.fail(m_line, text(QT_TRANSLATE_NOOP("core", "the included files are larger than 16 MiB together.")));
        read(*included->source);
    }

    PlanDraft &m_draft;
    std::vector<IniEntry> m_entries;
    std::vector<std::string> m_open; // the files that are being read
    std::string m_section;           // goes on through included files
    std::string m_place;
    std::size_t m_bytes = 0;
    int m_files = 0;
    bool m_isWithin;
    int m_line;
};

} // namespace

std::vector<IniEntry> pgbouncerEntries(PlanDraft &draft, const Source &source, int line)
{
    PgBouncerIniReader reader(draft, line);
    reader.read(source);
    return reader.lastOfEach();
}

} // namespace poolwart
