// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/serverstate.h"
#include "model/figures/snapshot.h"

#include <optional>
#include <vector>

namespace poolwart {

// The use of the server's connections, up to max_connections. The figures add up: inUse + idle + others + free = usable; if
// they exceed usable, free is 0 and `over` is the excess.
struct MeterLevels
{
    struct PoolLevel
    {
        PoolId id{};
        int inUse = 0;

        bool operator==(const PoolLevel &) const = default;
    };

    std::vector<PoolLevel> pools; // those with a connection in use, by identity
    int inUse = 0;
    int idle = 0;     // ours, open but not in use, including retiring ones
    int others = 0;   // all other client backends, including our monitors
    int monitors = 0; // our own among the others
    int free = 0;
    int over = 0;
    int usable = 0;
    int barred = 0;   // not available because of a limit of our role or database
    int reserved = 0; // superuser_reserved_connections and reserved_connections
    int maxConnections = 0;

    int taken() const { return inUse + idle + others; }
    bool operator==(const MeterLevels &) const = default;
};

// Nothing until the server's limits are known.
std::optional<MeterLevels> meterLevels(const Snapshot &snapshot, const ServerSample &server);

} // namespace poolwart
