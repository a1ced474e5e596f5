// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/serverstate.h"
#include "model/figures/snapshot.h"

#include <optional>
#include <vector>

namespace poolwart {

// What fills the server's connections, from the left to max_connections. Figures are connections; they add up:
// inUse + idle + others + free = usable, or more than usable, when free is 0 and `over` says by how much.
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
    int idle = 0;     // ours, open, not lent: retiring ones included
    int others = 0;   // everyone else's client backends, and our monitors'
    int monitors = 0; // of the others, our own
    int free = 0;
    int over = 0;
    int usable = 0;
    int barred = 0;   // kept from us by a limit of our role or database
    int reserved = 0; // superuser_reserved_connections and reserved_connections
    int maxConnections = 0;

    int taken() const { return inUse + idle + others; }
    bool operator==(const MeterLevels &) const = default;
};

// None until the server's limits were seen.
std::optional<MeterLevels> meterLevels(const Snapshot &snapshot, const ServerSample &server);

} // namespace poolwart
