// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/exporters/languages/jvmdriver.h"

#include "model/core/text.h"
#include "model/exporters/escape/databaseurl.h"
#include "model/exporters/framework/targetfields.h"
#include "model/exporters/framework/targeturl.h"
#include "model/exporters/framework/unsupportednotes.h"

#include <algorithm>
#include <array>
#include <utility>

namespace poolwart::jvm {

namespace {

using enum ExportNote::Kind;

// libpq's target_session_attrs in the words of the driver's targetServerType.
std::string serverType(const std::string &attributes)
{
    static constexpr std::array words{
        std::pair<std::string_view, std::string_view>{"any", "any"},
        std::pair<std::string_view, std::string_view>{"read-write", "primary"},
        std::pair<std::string_view, std::string_view>{"primary", "primary"},
        std::pair<std::string_view, std::string_view>{"read-only", "secondary"},
        std::pair<std::string_view, std::string_view>{"standby", "secondary"},
        std::pair<std::string_view, std::string_view>{"prefer-standby", "preferSecondary"},
    };
    const auto *found = std::ranges::find(words, attributes, &decltype(words)::value_type::first);
    return found == words.end() ? "" : std::string(found->second);
}

} // namespace

std::string jdbcUrl(const ExportContext &context)
{
    const TargetFields place = targetFields(context);
    const bool isIpv6 = place.host.find(':') != std::string::npos;
    const std::string host = place.isSocket() ? "localhost" : isIpv6 ? '[' + place.host + ']' : place.host;
    return "jdbc:postgresql://" + host + ':' + place.port + '/' + percentEncoded(place.database);
}

TemplateData driverRow(const Plan &plan, std::size_t index)
{
    const PoolPlan &pool = plan.pools[index];
    TemplateData row;
    row.set("index", static_cast<long long>(index))
        .set("poolName", pool.name)
        .set("applicationName", poolApplicationName(plan, index))
        .set("connect", wholeSecondsUp(pool.connectTimeout))
        .setFlag("hasStatement", pool.statementTimeout.has_value());
    if (pool.statementTimeout)
        row.set("options", "-c statement_timeout=" + std::to_string(pool.statementTimeout->count()));
    return row;
}

std::vector<TemplateData> targetRows(const ExportContext &context)
{
    std::vector<TemplateData> rows;
    const auto add = [&rows](const std::string &key, const std::string &value) {
        if (!value.empty())
            rows.push_back(TemplateData().set("key", key).set("value", value));
    };
    for (const char *key : {"sslmode", "sslrootcert", "sslcert", "sslkey"})
        add(key, targetValue(context, key, ""));
    add("targetServerType", serverType(targetValue(context, "target_session_attrs", "")));
    return rows;
}

Notes driverNotes(const ExportContext &context)
{
    const Plan &plan = context.plan;
    Notes notes = roundedToSeconds(plan, "connect_timeout", [](const PoolPlan &pool) { return pool.connectTimeout; });
    notes.add(statementTimeoutUnset(plan));
    notes.add(applicationNameNotes(plan));
    notes.add(queueLimitUnsupported(plan));
    notes.add(fleetUnsupported(plan));
    notes.add(targetUrlNotes(context));
    if (targetFields(context).isSocket())
        notes.add({{.kind = CannotSay,
                    .setting = "host",
                    .source = QT_TRANSLATE_NOOP("core", "The JDBC driver does not support Unix sockets: localhost is written.")}});
    if (!targetValue(context, "sslkey", "").empty())
        notes.add({{.kind = ChangesMeaning,
                    .setting = "sslkey",
                    .source = QT_TRANSLATE_NOOP(
                        "core", "The JDBC driver reads keys as PKCS #8 in DER or as PKCS #12, not libpq's PEM. Convert the key.")}});
    return notes;
}

} // namespace poolwart::jvm
