// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/exporters/framework/targetfields.h"

#include "model/exporters/framework/targeturl.h"

namespace poolwart {

namespace {

std::string firstOf(const std::string &list)
{
    return list.substr(0, list.find(','));
}

bool isPlain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

} // namespace

TargetFields targetFields(const ExportContext &context)
{
    return {.host = firstOf(targetValue(context, "host", targetValue(context, "hostaddr", "HOST"))),
            .port = firstOf(targetValue(context, "port", "5432")),
            .database = targetValue(context, "dbname", targetValue(context, "user", "DATABASE")), // as libpq does
            .user = targetValue(context, "user", "USER"),
            .password = context.password ? context.password->reveal() : std::string(passwordPlaceholder)};
}

std::string plainName(std::string_view name)
{
    std::string plain;
    for (const char c : name) {
        const bool kept = isPlain(c);
        if (kept || (!plain.empty() && plain.back() != '_'))
            plain += kept ? c : '_';
    }
    while (plain.ends_with('_'))
        plain.pop_back();
    return plain.empty() ? "app" : plain;
}

} // namespace poolwart
