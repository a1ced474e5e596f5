// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/options/serverchoice.h"

#include "app/output/console.h"
#include "model/server/connection/target.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace poolwart {

namespace {

struct ServerText
{
    Q_DECLARE_TR_FUNCTIONS(ServerText)
};

// An application's URL may hold keys of Prisma; libpq's key=value form and its errors are taken as they are.
Outcome<ParsedTarget> parseTarget(const std::string &text)
{
    if (text.starts_with("postgres://") || text.starts_with("postgresql://"))
        return targetFromApplicationUrl(text);
    const auto target = targetFromText(text);
    if (!target)
        return target.error();
    return ParsedTarget{.target = *target};
}

Target noted(const ParsedTarget &parsed)
{
    QStringList ignored;
    for (const std::string &key : parsed.ignored)
        ignored.append(QString::fromStdString(key));
    if (!ignored.isEmpty())
        printNote(
            ServerText::tr("ignored in the URL because they are not PostgreSQL parameters: %1").arg(ignored.join(QLatin1StringView(", "))));
    return parsed.target;
}

Outcome<Target> noted(const Outcome<ParsedTarget> &parsed)
{
    if (!parsed)
        return parsed.error();
    return noted(*parsed);
}

// Scripts are UTF-8, so every connection is: in another encoding the server would take their bytes for other characters.
void noteOtherEncoding(const Target &target)
{
    static constexpr std::array utf8 = {QLatin1StringView("utf8"), QLatin1StringView("utf-8"), QLatin1StringView("unicode")};
    const auto parameters = effectiveParameters(target);
    const auto found = parameters.find("client_encoding");
    if (found == parameters.end())
        return;
    const auto encoding = QString::fromStdString(found->second);
    if (std::ranges::none_of(utf8, [&](QLatin1StringView name) { return encoding.compare(name, Qt::CaseInsensitive) == 0; }))
        printNote(ServerText::tr("client_encoding %1 is ignored: scripts and connections use UTF-8.").arg(encoding));
}

} // namespace

void addTargetOptions(OptionParser &parser)
{
    parser.add("target",
               ServerText::tr("Server, as postgresql://user:password@host:5432/database or “host=… dbname=…”. Missing "
                              "values are taken from PG* variables and ~/.pgpass."),
               ServerText::tr("URI"));
    parser.add("service", ServerText::tr("Server, as an entry of the service file ~/.pg_service.conf."), ServerText::tr("NAME"));
}

std::optional<ServerChoice> readTargetOptions(OptionParser &parser)
{
    parser.exclude({"target", "service"});
    if (parser.isSet("target"))
        return UriChoice{parser.text("target").toStdString()};
    if (parser.isSet("service"))
        return ServiceChoice{parser.text("service").toStdString()};
    return std::nullopt;
}

void addServerOptions(OptionParser &parser)
{
    parser.add("sandbox", ServerText::tr("Private PostgreSQL server that Poolwart starts and stops."));
    parser.add("max-connections", ServerText::tr("max_connections of the sandbox [100]."), ServerText::tr("N"));
    parser.add("superuser-reserved", ServerText::tr("superuser_reserved_connections of the sandbox [3]."), ServerText::tr("N"));
    addTargetOptions(parser);
}

ServerChoice readServerOptions(OptionParser &parser)
{
    parser.exclude({"sandbox", "target", "service"});
    SandboxChoice sandbox;
    parser.read("max-connections", sandbox.maxConnections, 5, maxServerConnections);
    parser.read("superuser-reserved", sandbox.superuserReserved, 0, sandbox.maxConnections - 1);
    if (parser.isSet("sandbox"))
        return sandbox;
    if (parser.isSet("max-connections") || parser.isSet("superuser-reserved"))
        parser.fail(ServerText::tr("--max-connections and --superuser-reserved apply to the sandbox only. Add --sandbox."));
    return readTargetOptions(parser).value_or(EnvironmentChoice{});
}

Outcome<Target> resolve(const ServerChoice &choice)
{
    if (const auto *uri = std::get_if<UriChoice>(&choice))
        return noted(parseTarget(uri->text));
    if (const auto *service = std::get_if<ServiceChoice>(&choice))
        return targetFromService(service->name);
    return noted(targetFromEnvironment());
}

Outcome<Target> resolveToConnect(const ServerChoice &choice)
{
    auto target = resolve(choice);
    if (target)
        noteOtherEncoding(*target);
    return target;
}

} // namespace poolwart
