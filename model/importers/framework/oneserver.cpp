// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/importers/framework/oneserver.h"

#include "model/core/text.h"

#include <algorithm>

namespace poolwart {

namespace {

using Kind = ImportRemark::Kind;

std::string valueOf(const TargetKeywords &target, const std::string &keyword, const std::string &otherwise = {})
{
    const auto found = target.find(keyword);
    return found == target.end() || found->second.empty() ? otherwise : found->second;
}

// "db:5432"; several hosts as "a:5432,b:5433". Empty: the file does not say.
std::string serverOf(const TargetKeywords &target)
{
    const std::string hosts = valueOf(target, "host", valueOf(target, "hostaddr"));
    const std::string ports = valueOf(target, "port", "5432");
    std::string server;
    for (std::size_t host = 0, port = 0; !hosts.empty() && host <= hosts.size();) {
        const std::size_t hostEnd = std::min(hosts.find(',', host), hosts.size());
        const std::size_t portEnd = std::min(ports.find(',', port), ports.size());
        const std::string own = ports.substr(port, portEnd - port);
        server += (server.empty() ? "" : ",") + hosts.substr(host, hostEnd - host) + ':' + (own.empty() ? "5432" : own);
        host = hostEnd + 1;
        port = portEnd < ports.size() ? portEnd + 1 : port; // one port holds for all hosts
    }
    return server;
}

bool isCalled(const std::string &server, std::string_view asked)
{
    return server == asked || server == std::string(asked) + ":5432";
}

std::string joined(const std::vector<std::string> &words)
{
    std::string list;
    for (const std::string &word : words)
        list += (list.empty() ? "" : ", ") + word;
    return list;
}

std::vector<std::string> serversOf(const ImportResult &result)
{
    std::vector<std::string> servers;
    for (const PoolOrigin &origin : result.origins) {
        const std::string server = serverOf(origin.target);
        if (!server.empty() && std::ranges::find(servers, server) == servers.end())
            servers.push_back(server);
    }
    return servers;
}

void add(ImportResult &result, Kind kind, int line, const std::string &setting, const char *sentence, std::vector<std::string> arguments)
{
    result.remarks.push_back({.kind = kind, .line = line, .setting = setting, .source = sentence, .arguments = std::move(arguments)});
}

// Removes the pools of the other servers.
void keepPoolsOf(ImportResult &result, const std::string &server)
{
    std::vector<PoolPlan> pools;
    std::vector<PoolOrigin> origins;
    for (std::size_t i = 0; i < result.origins.size(); ++i) {
        const std::string own = serverOf(result.origins[i].target);
        if (!own.empty() && own != server) {
            add(result, Kind::LeftOut, result.origins[i].line, result.plan.pools[i].name,
                QT_TRANSLATE_NOOP("core", "This pool is on another server, %1. The plan has the pools of %2."), {own, server});
            continue;
        }
        if (own.empty())
            add(result, Kind::ChangesMeaning, result.origins[i].line, result.plan.pools[i].name,
                QT_TRANSLATE_NOOP("core", "The file does not name the server of this pool; the plan counts it on %1."), {server});
        pools.push_back(result.plan.pools[i]);
        origins.push_back(result.origins[i]);
    }
    result.plan.pools = std::move(pools);
    result.origins = std::move(origins);
}

// "dbname=maps user=maps_ro": its own values of the keywords in which the targets differ.
std::string differing(const TargetKeywords &own, const TargetKeywords &other)
{
    TargetKeywords all = own;
    all.insert(other.begin(), other.end());
    std::string list;
    for (const auto &entry : all) {
        const std::string &keyword = entry.first;
        const std::string implied = keyword == "port" ? "5432" : "";
        if (valueOf(own, keyword, implied) != valueOf(other, keyword, implied))
            list += (list.empty() ? "" : " ") + keyword + '=' + valueOf(own, keyword);
    }
    return list;
}

void nameDifferences(ImportResult &result)
{
    for (std::size_t i = 1; i < result.origins.size(); ++i) {
        const TargetKeywords &own = result.origins[i].target;
        const std::string lost = differing(own, result.target);
        if (own.empty() || lost.empty())
            continue;
        add(result, Kind::LeftOut, result.origins[i].line, result.plan.pools[i].name,
            QT_TRANSLATE_NOOP("core",
                              "All pools of a plan have one target. This pool's own is not in it (%1); files written from the plan have "
                              "that of the pool “%3” (%2)."),
            {lost, differing(result.target, own), result.plan.pools.front().name});
    }
}

// Files written from the plan have placeholders, whoever writes them.
void nameWhatIsOpen(ImportResult &result)
{
    if (result.target.empty())
        return;
    if (serverOf(result.target).empty())
        add(result, Kind::Assumed, 0, "host",
            QT_TRANSLATE_NOOP("core", "The file does not set it; files written from the plan have the placeholder %1."), {"HOST"});
    if (valueOf(result.target, "user").empty())
        add(result, Kind::Assumed, 0, "user",
            QT_TRANSLATE_NOOP("core", "The file does not set it; files written from the plan have the placeholder %1."), {"USER"});
}

} // namespace

Outcome<ImportResult> onOneServer(const Source &source, ImportResult result, std::string_view asked)
{
    result.servers = serversOf(result);
    auto chosen = result.servers.begin();
    if (!asked.empty()) {
        chosen = std::ranges::find_if(result.servers, [asked](const std::string &server) { return isCalled(server, asked); });
        if (chosen == result.servers.end())
            return faultAt(source, 0, text(QT_TRANSLATE_NOOP("core", "the file has no pool on the server %1."), std::string(asked)),
                           text(QT_TRANSLATE_NOOP("core", "Servers of the file: %1"), joined(result.servers)));
    }
    if (result.origins.empty()) // a plan's own file, which has no target
        return result;
    if (result.servers.size() > 1) {
        std::rotate(result.servers.begin(), chosen, chosen + 1);
        keepPoolsOf(result, result.servers.front());
    }
    result.target = result.origins.front().target;
    for (const PoolOrigin &origin : result.origins) {
        if (serverOf(result.target).empty() && !serverOf(origin.target).empty())
            result.target = origin.target;
    }
    nameDifferences(result);
    nameWhatIsOpen(result);
    std::ranges::stable_sort(result.remarks, {}, [](const ImportRemark &remark) { return remark.line == 0 ? 1 << 30 : remark.line; });
    return result;
}

} // namespace poolwart
