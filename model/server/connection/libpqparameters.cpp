// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/server/connection/libpqparameters.h"

#include "model/server/connection/plainconnection.h"

#include <libpq-fe.h>

#include <memory>
#include <string_view>
#include <vector>

namespace poolwart {

namespace {

// No such sslmode exists, so libpq stops with its checks, before it would connect to anything.
constexpr const char *noSuchMode = "poolwart-looks-only";

struct FreeConnectionOptions
{
    void operator()(PQconninfoOption *options) const { PQconninfoFree(options); }
};

ConnectionHandle readOnly(const std::map<std::string, std::string> &parameters)
{
    std::vector<const char *> keywords;
    std::vector<const char *> values;
    for (const auto &[keyword, value] : parameters) {
        if (keyword == "sslmode")
            continue;
        keywords.push_back(keyword.c_str());
        values.push_back(value.c_str());
    }
    // With a password libpq does not look into the password file.
    keywords.insert(keywords.end(), {"password", "sslmode", nullptr});
    values.insert(values.end(), {"none", noSuchMode, nullptr});
    return ConnectionHandle(PQconnectStartParams(keywords.data(), values.data(), 0));
}

} // namespace

Outcome<std::map<std::string, std::string>> resolveParameters(const std::map<std::string, std::string> &parameters)
{
    const auto connection = readOnly(parameters);
    const std::unique_ptr<PQconninfoOption, FreeConnectionOptions> options(PQconninfo(connection.get()));
    std::map<std::string, std::string> resolved;
    for (const auto *option = options.get(); option && option->keyword; ++option) {
        const bool isSecret = std::string_view(option->dispchar) == "*";
        if (option->val && *option->val && !isSecret)
            resolved.emplace(option->keyword, option->val);
    }
    if (resolved["sslmode"] != noSuchMode) // libpq did not even take the parameters
        return Error{.kind = ErrorKind::BadInput, .details = PQerrorMessage(connection.get())};
    resolved.erase("sslmode");
    return resolved;
}

} // namespace poolwart
