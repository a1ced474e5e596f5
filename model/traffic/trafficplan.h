// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/clock.h"
#include "model/core/outcome.h"
#include "model/traffic/arrivals.h"
#include "model/traffic/recordedarrivals.h"
#include "model/traffic/retrypolicy.h"
#include "model/traffic/workload.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace poolwart {

enum class Protocol { Simple, Extended, Prepared };

std::string_view protocolId(Protocol protocol); // "simple", "extended", "prepared"
std::optional<Protocol> protocolFromId(std::string_view id);

// The script that the sandbox's table answers: a point SELECT of a random account.
std::string defaultScript();

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
