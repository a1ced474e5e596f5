// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace poolwart {

// How long a pooler lends a server session to one of its clients.
enum class PoolerMode : std::uint8_t {
    Session,     // as long as the client stays
    Transaction, // for a transaction
    Statement,   // for a statement; a transaction of several is refused
};

inline constexpr std::array poolerModes{PoolerMode::Session, PoolerMode::Transaction, PoolerMode::Statement};

std::string_view poolerModeId(PoolerMode mode); // "session", as PgBouncer's pool_mode
std::optional<PoolerMode> poolerModeFromId(std::string_view id);

// A pooler between us and the server, as far as it told of itself. What is set in a session of it goes to its next client
// with the session, so nothing that outlives a transaction may be set there.
struct Pooler
{
    std::string name;               // "PgBouncer"; empty: it does not tell
    std::string version;            // "1.18.0"; empty: it does not tell
    std::optional<PoolerMode> mode; // of our role and database
    std::optional<int> poolSize;    // server connections that it opens for our role and database at most; none: it does not tell
    bool listsClients = false;      // its console tells us who is connected

    bool operator==(const Pooler &) const = default;
};

// "PgBouncer 1.18.0, transaction mode"; "a pooler" where it tells nothing. Translated.
std::string poolerText(const Pooler &pooler);

// What follows from it for a run, in a few sentences. Translated.
std::string poolerMeaning(const Pooler &pooler);

} // namespace poolwart
