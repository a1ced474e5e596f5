// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/exporters/framework/targeturl.h"

#include "model/core/text.h"
#include "model/exporters/escape/databaseurl.h"

namespace poolwart {

namespace {

std::string firstOf(const std::string &list)
{
    return list.substr(0, list.find(','));
}

std::string hostOf(const ExportContext &context)
{
    return firstOf(targetValue(context, "host", targetValue(context, "hostaddr", "HOST")));
}

bool isSocket(const std::string &host)
{
    return host.starts_with('/') || host.starts_with('@');
}

std::string hostPart(const std::string &host)
{
    if (isSocket(host))
        return "localhost";
    return host.find(':') == std::string::npos ? percentEncoded(host) : '[' + host + ']'; // IPv6
}

} // namespace

std::string targetValue(const ExportContext &context, const std::string &keyword, const std::string &otherwise)
{
    const auto found = context.target.find(keyword);
    return found == context.target.end() || found->second.empty() ? otherwise : found->second;
}

std::string targetUrl(const ExportContext &context, const std::vector<std::pair<std::string, std::string>> &parameters)
{
    const std::string host = hostOf(context);
    const std::string user = targetValue(context, "user", "USER");
    const std::string password = context.password ? context.password->reveal() : std::string(passwordPlaceholder);
    const std::string database = targetValue(context, "dbname", targetValue(context, "user", "DATABASE")); // as libpq does
    std::string url = "postgresql://" + percentEncoded(user) + ':' + percentEncoded(password) + '@' + hostPart(host) + ':'
                    + firstOf(targetValue(context, "port", "5432")) + '/' + percentEncoded(database);
    char separator = '?';
    const auto append = [&url, &separator](const std::string &key, const std::string &value) {
        url += separator + key + '=' + percentEncoded(value);
        separator = '&';
    };
    if (isSocket(host))
        append("host", host);
    for (const auto &[key, value] : parameters)
        append(key, value);
    return url;
}

Notes targetUrlNotes(const ExportContext &context)
{
    Notes notes;
    const std::string hosts = targetValue(context, "host", targetValue(context, "hostaddr", ""));
    if (hosts.find(',') != std::string::npos)
        notes.add({.kind = ExportNote::Kind::CannotSay,
                   .setting = "host",
                   .source = QT_TRANSLATE_NOOP("core", "The format takes one host only: “%1” of %2 is written."),
                   .arguments = {hostOf(context), hosts}});
    if (const std::string service = targetValue(context, "service", ""); !service.empty())
        notes.add({.kind = ExportNote::Kind::Chosen,
                   .setting = "service",
                   .source = QT_TRANSLATE_NOOP("core", "The settings of the service “%1” are not copied. Fill in the placeholders."),
                   .arguments = {service}});
    return notes;
}

} // namespace poolwart
