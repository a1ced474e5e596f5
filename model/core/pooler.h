// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace poolwart {

// How long a pooler lends a server session to a client.
enum class PoolerMode : std::uint8_t {
    Session,     // until the client disconnects
    Transaction, // for one transaction
    Statement,   // for one statement; multi-statement transactions are refused
};

inline constexpr std::array poolerModes{PoolerMode::Session, PoolerMode::Transaction, PoolerMode::Statement};

std::string_view poolerModeId(PoolerMode mode); // "session", as PgBouncer's pool_mode
std::optional<PoolerMode> poolerModeFromId(std::string_view id);

// A pooler between us and the server, as far as it reports itself. Session settings stay with the session for its next client,
// so nothing that outlives a transaction may be set.
struct Pooler
{
    std::string name;               // "PgBouncer"; empty: it does not tell
    std::string version;            // "1.18.0"; empty: it does not tell
    std::optional<PoolerMode> mode; // for our role and database
    std::optional<int> poolSize;    // maximum of server connections for our role and database; empty if not reported
    bool listsClients = false;      // its console lists the connected clients

    bool operator==(const Pooler &) const = default;
};

// "PgBouncer 1.18.0, transaction mode"; "a pooler" if unknown. Translated.
std::string poolerText(const Pooler &pooler);

// The consequences for a run, in a few sentences. Translated.
std::string poolerMeaning(const Pooler &pooler);

} // namespace poolwart
