// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/server/connection/plainconnection.h"

#include "model/core/durationtext.h"
#include "model/core/text.h"
#include "model/server/connection/boundedquery.h"
#include "model/server/connection/connection.h"
#include "model/server/connection/connecttimeout.h"
#include "model/server/connection/passfile.h"
#include "model/server/connection/target.h"

#include <libpq-fe.h>

#include <algorithm>
#include <charconv>
#include <vector>

namespace poolwart {

void FinishPlainConnection::operator()(pg_conn *connection) const
{
    PQfinish(connection);
}

namespace {

using namespace std::chrono_literals;

ConnectionHandle connectPlainly(const Target &target, const PlainRequest &request)
{
    auto parameters = target.parameters;
    parameters["connect_timeout"] = std::to_string(connectTimeoutOf(target, request.connectTimeout).count());
    parameters["client_encoding"] = "UTF8"; // as the scripts are; a start parameter, which poolers keep apart for each client
    if (!request.applicationName.empty())
        parameters["application_name"] = request.applicationName;
    if (openPassfile(target))
        parameters["passfile"] = noPassfile;
    std::vector<const char *> keywords;
    std::vector<const char *> values;
    const auto add = [&](const char *keyword, const char *value) {
        keywords.push_back(keyword);
        values.push_back(value);
    };
    for (const auto &[keyword, value] : parameters)
        add(keyword.c_str(), value.c_str());
    const std::string password = target.password.reveal();
    if (!password.empty())
        add("password", password.c_str());
    add(nullptr, nullptr);
    return ConnectionHandle(PQconnectdbParams(keywords.data(), values.data(), 0));
}

Error noSession(const Target &target, std::chrono::milliseconds timeout)
{
    const auto where = describeTarget(target);
    if (target.pooler)
        return Error{
            .kind = ErrorKind::CannotConnect,
            .message = text(QT_TRANSLATE_NOOP("core", "%1 (%2) accepted the connection but had no server connection for it within %3: its "
                                                      "pool_size is too small."),
                            where, poolerText(*target.pooler), formatDuration(timeout)),
            .hint = text(QT_TRANSLATE_NOOP("core", "In session mode each open slot and Poolwart's monitor hold a server connection of the "
                                                   "pooler. Use fewer slots, raise the pooler's pool_size (default_pool_size), or use its "
                                                   "transaction mode."))};
    return Error{
        .kind = ErrorKind::CannotConnect,
        .message =
            text(QT_TRANSLATE_NOOP("core", "%1 accepted the connection but did not answer within %2."), where, formatDuration(timeout)),
        .hint = text(QT_TRANSLATE_NOOP("core", "A pooler does this while all its server connections are in use: raise its pool_size "
                                               "(default_pool_size) or close other clients. A server does this while it hangs."))};
}

std::optional<Error> askSession(const Target &target, const PlainRequest &request, std::chrono::steady_clock::time_point deadline,
                                PlainConnection &opened)
{
    const auto rows = runQuery(opened.handle.get(), "/* poolwart */ SELECT pg_backend_pid()", WaitLimit{deadline, request.stop});
    if (rows && !rows->empty()) {
        const std::string pid = rows->front().front().value_or("");
        std::from_chars(pid.data(), pid.data() + pid.size(), opened.serverPid);
        opened.isPooled = opened.serverPid != PQbackendPID(opened.handle.get());
        return std::nullopt;
    }
    if (rows || rows.error().kind == ErrorKind::TimedOut)
        return noSession(target, request.connectTimeout);
    if (rows.error().kind == ErrorKind::Cancelled)
        return rows.error();
    return connectError(target, rows.error().details);
}

} // namespace

Outcome<PlainConnection> openPlain(const Target &target, const PlainRequest &request)
{
    if (auto fault = faultOf(effectiveParameters(target)))
        return *std::move(fault);
    const auto start = std::chrono::steady_clock::now();
    PlainConnection opened{.handle = connectPlainly(target, request)};
    if (!opened.handle || PQstatus(opened.handle.get()) != CONNECTION_OK)
        return connectError(target, opened.handle ? PQerrorMessage(opened.handle.get()) : "");
    PQsetNoticeReceiver(
        opened.handle.get(), [](void *, const PGresult *) {}, nullptr); // else libpq prints them to standard error
    if (!request.asksSession)
        return opened;
    const auto deadline = std::max(start + request.connectTimeout, std::chrono::steady_clock::now() + 1s);
    if (auto error = askSession(target, request, deadline, opened))
        return *std::move(error);
    return opened;
}

} // namespace poolwart
