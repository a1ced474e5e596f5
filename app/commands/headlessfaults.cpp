// SPDX-License-Identifier: GPL-3.0-or-later
// What a run that was measured nevertheless failed by.
#include "app/commands/headlessrun.h"

#include "model/tables/format.h"

#include <algorithm>

namespace poolwart {

// What makes a run an error even after a clean shutdown: its traffic was stopped because it kept failing, or the server was gone.
std::optional<Error> HeadlessRun::faultOfMeasured() const
{
    if (const auto &stop = m_measured->failureStop)
        return faultOf(*stop);
    const std::vector<PoolSnapshot> &pools = m_measured->pools;
    const bool isGone =
        std::ranges::all_of(pools, [](const PoolSnapshot &pool) { return pool.open == 0 && !pool.lastConnectError.empty(); });
    if (isGone)
        return Error{.kind = ErrorKind::ConnectionLost,
                     .message = tr("The server was unreachable at the end of the run; no pool has a connection left.").toStdString(),
                     .details = pools.empty() ? std::string() : pools.front().lastConnectError};
    return std::nullopt;
}

// Those that ended after the measuring, while the run drained, are known at the end only.
std::optional<Error> HeadlessRun::faultOfRequests() const
{
    const Snapshot &last = m_session.snapshot();
    if (last.requests.completed > 0 || last.requests.failed == 0)
        return std::nullopt;
    const std::string sqlState = last.errors.empty() ? std::string() : last.errors.front().sqlState;
    return Error{.kind = ErrorKind::Statement,
                 .message = tr("Every request failed.").toStdString(),
                 .hint = meansReadOnly(sqlState) ? allowWritesHint() : std::string()};
}

Error HeadlessRun::faultOf(const FailureStop &stop) const
{
    return {.kind = ErrorKind::Statement,
            .message = tr("The traffic was stopped: %1 of %2 requests failed within two seconds, most of them with %3.")
                           .arg(formatCount(stop.failed), formatCount(stop.answered), sqlStateText(stop.sqlState))
                           .toStdString(),
            .hint = meansReadOnly(stop.sqlState)
                      ? allowWritesHint()
                      : tr("Correct the workload, or use --continue-anyway to run it nevertheless.").toStdString(),
            .details = stop.firstText};
}

// A statement that writes by a function is known only when it fails.
bool HeadlessRun::meansReadOnly(std::string_view sqlState) const
{
    const bool mayWrite = m_options.allowsWrites || std::holds_alternative<SandboxChoice>(m_options.server);
    return sqlState == "25006" && !mayWrite;
}

std::string HeadlessRun::allowWritesHint()
{
    return tr("Its sessions are read-only. Add --allow-writes if the server's data may be changed.").toStdString();
}

} // namespace poolwart
