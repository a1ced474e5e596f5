// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/urlcredentials.h"
#include "model/server/connection/libpqparameters.h"
#include "model/server/connection/target.h"

#include <algorithm>
#include <array>

namespace poolwart {

namespace {

std::vector<std::string> splitList(const std::string &list)
{
    std::vector<std::string> items;
    for (std::size_t from = 0; from <= list.size();) {
        const auto end = std::min(list.find(',', from), list.size());
        items.push_back(list.substr(from, end - from));
        from = end + 1;
    }
    return items;
}

bool isSocketDirectory(const std::string &host)
{
    return host.empty() || host.front() == '/' || host.front() == '@';
}

std::string describeHost(const std::string &host)
{
    static constexpr std::array defaultDirectories = {"", "/var/run/postgresql", "/run/postgresql", "/tmp"};
    if (isSocketDirectory(host)) {
        const bool isDefault = std::find(defaultDirectories.begin(), defaultDirectories.end(), host) != defaultDirectories.end();
        return isDefault ? "[local]" : "[local:" + host + "]";
    }
    if (host.find_first_of("@/") != std::string::npos)
        return "…"; // no host, and perhaps a part of a password
    return host.find(':') != std::string::npos ? "[" + host + "]" : host;
}

} // namespace

std::map<std::string, std::string> effectiveParameters(const Target &target)
{
    const auto resolved = resolveParameters(target.parameters);
    auto parameters = resolved ? *resolved : target.parameters;
    if (const auto mode = target.parameters.find("sslmode"); mode != target.parameters.end())
        parameters.insert(*mode);
    if (!parameters.contains("dbname") && parameters.contains("user"))
        parameters["dbname"] = parameters["user"]; // libpq's default
    return parameters;
}

std::string describeTarget(const Target &target)
{
    auto parameters = effectiveParameters(target);
    const auto hosts = splitList(parameters.contains("host") ? parameters["host"] : parameters["hostaddr"]);
    const auto ports = splitList(parameters["port"]);
    std::string description = parameters["user"] + "@";
    for (std::size_t i = 0; i < hosts.size(); ++i) {
        const std::string &port = ports[ports.size() == hosts.size() ? i : 0];
        description += (i ? "," : "") + describeHost(hosts[i]) + ":" + (port.empty() ? "5432" : port);
    }
    return description + "/" + withoutCredentials(parameters["dbname"]);
}

} // namespace poolwart
