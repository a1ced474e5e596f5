// SPDX-License-Identifier: GPL-3.0-or-later
// postgresql.conf, ALTER SYSTEM and ALTER ROLE: the server's side, which is told apart from others to be refused with the
// reason. It has the sum of a plan's connections at most, and no pool.
#include "model/core/text.h"
#include "model/importers/framework/importer.h"

#include <algorithm>
#include <array>

namespace poolwart {

namespace {

constexpr std::array<std::string_view, 6> beginnings{
    "ALTER SYSTEM ", "ALTER ROLE ", "ALTER DATABASE ", "max_connections", "superuser_reserved_connections", "reserved_connections"};

// A line such as "max_connections = 100" or "ALTER ROLE app CONNECTION LIMIT 60;".
bool isOfServer(std::string_view content)
{
    const auto *beginning = std::ranges::find_if(beginnings, [content](std::string_view word) { return content.starts_with(word); });
    if (beginning == beginnings.end())
        return false;
    const std::string_view rest = trimmed(content.substr(beginning->size()));
    return beginning->ends_with(' ') || rest.starts_with('=') || (!rest.empty() && rest.front() >= '0' && rest.front() <= '9');
}

int firstLineOfServer(const Source &source)
{
    for (const SourceLine &line : linesOf(source)) {
        if (isOfServer(trimmed(line.text)))
            return line.number;
    }
    return 0;
}

class PostgresImporter final : public Importer
{
public:
    std::string id() const override { return "postgres"; }
    std::string title() const override { return "PostgreSQL server"; }
    bool makesPlans() const override { return false; }

    int likelihood(const Source &source) const override
    {
        const std::string name = source.name.substr(source.name.rfind('/') + 1); // npos + 1 is 0
        if (name.starts_with("postgresql") && name.ends_with(".conf"))
            return 91;
        return firstLineOfServer(source) > 0 ? 55 : 0;
    }

    Outcome<ImportResult> read(const Source &source) const override
    {
        return faultAt(
            source, firstLineOfServer(source),
            text(QT_TRANSLATE_NOOP("core",
                                   "these are settings of the server, which has connections and no pools; they do not make a plan.")),
            text(QT_TRANSLATE_NOOP("core", "Import a file that the application or its pooler reads, such as .env or pgbouncer.ini. "
                                           "Poolwart reads the server's limits from the server when it connects.")));
    }
};

} // namespace

const Importer &postgresImporter()
{
    static const PostgresImporter importer;
    return importer;
}

} // namespace poolwart
