// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options/optionparser.h"
#include "model/core/outcome.h"
#include "model/core/target.h"

#include <QString>

#include <optional>
#include <string>
#include <variant>

namespace poolwart {

// --sandbox and its two limits.
struct SandboxChoice
{
    int maxConnections = 100;
    int superuserReserved = 3;
};

struct UriChoice
{
    std::string text;
};

struct ServiceChoice
{
    std::string name;
};

// No server option: DATABASE_URL, otherwise PG*.
struct EnvironmentChoice
{
};

using ServerChoice = std::variant<EnvironmentChoice, SandboxChoice, UriChoice, ServiceChoice>;

inline constexpr int maxServerConnections = 262'143; // PostgreSQL's own limit of max_connections

// --target and --service; nothing if neither is given.
void addTargetOptions(OptionParser &parser);
std::optional<ServerChoice> readTargetOptions(OptionParser &parser);

// The target options and --sandbox.
void addServerOptions(OptionParser &parser);
ServerChoice readServerOptions(OptionParser &parser);

// Returns the target of every choice except the sandbox, whose target exists only while it runs. Reports ignored keys of a
// DATABASE_URL on standard error. Reads the environment: call before threads start.
Outcome<Target> resolve(const ServerChoice &choice);
// As resolve, of a server that is to be connected to: also says that a client_encoding is ignored.
Outcome<Target> resolveToConnect(const ServerChoice &choice);

} // namespace poolwart
