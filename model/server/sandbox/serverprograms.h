// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace poolwart {

// A directory with initdb, pg_ctl and postgres of one major version.
struct ServerPrograms
{
    int major = 0;
    std::string directory;

    bool operator==(const ServerPrograms &) const = default;
};

// The installed servers, newest first: the directories of PATH and those used by distributions.
std::vector<ServerPrograms> installedServers();
std::vector<ServerPrograms> serversIn(const std::vector<std::string> &directories);

} // namespace poolwart
