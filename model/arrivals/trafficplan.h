// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/arrivals/arrivals.h"
#include "model/arrivals/recordedarrivals.h"
#include "model/arrivals/retrypolicy.h"
#include "model/core/clock.h"
#include "model/core/outcome.h"
#include "model/core/pooler.h"
#include "model/workload/builtinworkloads.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace poolwart {

enum class Protocol { Simple, Extended, Prepared };

std::string_view protocolId(Protocol protocol); // "simple", "extended", "prepared"
std::optional<Protocol> protocolFromId(std::string_view id);

// The protocol to use where `asked` was requested. Through a pooler no prepared statement may stay in a session, where the next
// client would find it: the extended protocol with the unnamed statement is used instead. In statement mode a request that must
// not write carries its guard in the same message, which needs the simple protocol.
Protocol usedProtocol(Protocol asked, const std::optional<Pooler> &pooler, bool isReadOnly);

// The traffic: arrivals, workload, protocol and retries.
struct TrafficPlan
{
    Arrivals arrivals;
    Workload workload = soleWorkload(defaultScript());
    Protocol protocol = Protocol::Prepared;
    RetryPolicy retries;
    // Recorded arrivals of an earlier run, replayed exactly; `arrivals` then describes that run. Null: no replay.
    std::shared_ptr<const RecordedArrivals> replay;

    bool operator==(const TrafficPlan &) const = default;
};

Done checkReplay(const TrafficPlan &traffic); // every recorded request has its script and class in the workload
Done validate(const RetryPolicy &retries);
// Returns the first broken rule, naming the field, or done(). Parses the scripts too.
Done validate(const TrafficPlan &traffic);

} // namespace poolwart
