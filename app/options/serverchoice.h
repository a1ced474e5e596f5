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

// --sandbox with its two limits.
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

// Nothing was said: DATABASE_URL, else PG*.
struct EnvironmentChoice
{
};

using ServerChoice = std::variant<EnvironmentChoice, SandboxChoice, UriChoice, ServiceChoice>;

inline constexpr int maxServerConnections = 262'143; // PostgreSQL's own limit of max_connections

// --target and --service; none: neither was given.
void addTargetOptions(OptionParser &parser);
std::optional<ServerChoice> readTargetOptions(OptionParser &parser);

// These and --sandbox.
void addServerOptions(OptionParser &parser);
ServerChoice readServerOptions(OptionParser &parser);

// The target of every choice but the sandbox, whose target does not exist before it runs. Says on standard error which keys of
// a DATABASE_URL were passed over. Reads the environment: call before threads start.
Outcome<Target> resolve(const ServerChoice &choice);

} // namespace poolwart
