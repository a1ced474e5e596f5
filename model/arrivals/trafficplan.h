// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/arrivals/arrivals.h"
#include "model/arrivals/recordedarrivals.h"
#include "model/arrivals/retrypolicy.h"
#include "model/core/clock.h"
#include "model/core/outcome.h"
#include "model/core/pooler.h"
#include "model/workload/workload.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace poolwart {

enum class Protocol { Simple, Extended, Prepared };

std::string_view protocolId(Protocol protocol); // "simple", "extended", "prepared"
std::optional<Protocol> protocolFromId(std::string_view id);

// What a run speaks where it was asked for `asked`. Through a pooler no prepared statement stays in a session, whose next
// client would meet it: the extended protocol with the unnamed one instead. In statement mode a request that must not write
// carries its guard with it in one message, which is the simple protocol's.
Protocol usedProtocol(Protocol asked, const std::optional<Pooler> &pooler, bool isReadOnly);

// The script that the sandbox's table answers: a point SELECT of a random account.
std::string defaultScript();

// The script of a server of the user's as long as none is chosen: it needs no table.
std::string plainScript();

// What is asked of the pools.
struct TrafficPlan
{
    Arrivals arrivals;
    Workload workload = soleWorkload(defaultScript());
    Protocol protocol = Protocol::Prepared;
    RetryPolicy retries;
    // Arrivals of an earlier run, driven exactly; `arrivals` then tells what they were recorded of. Null: there are none.
    std::shared_ptr<const RecordedArrivals> replay;

    bool operator==(const TrafficPlan &) const = default;
};

Done checkReplay(const TrafficPlan &traffic); // each recorded request is of a script and class that the workload has
Done validate(const RetryPolicy &retries);
// The first rule that is broken, naming the field, or done(). The script is parsed too.
Done validate(const TrafficPlan &traffic);

} // namespace poolwart
