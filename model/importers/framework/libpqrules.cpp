// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/importers/framework/libpqrules.h"

#include <vector>

namespace poolwart {

namespace {

using enum Field;

constexpr std::array libpq{
    Rule{.key = "host", .field = Target},
    Rule{.key = "hostaddr", .field = Target},
    Rule{.key = "port", .field = Target},
    Rule{.key = "dbname", .field = Target},
    Rule{.key = "user", .field = Target},
    Rule{.key = "password", .field = Password},
    Rule{.key = "sslmode", .field = Target},
    Rule{.key = "sslrootcert", .field = Target},
    Rule{.key = "sslcert", .field = Target},
    Rule{.key = "sslkey", .field = Target},
    Rule{.key = "target_session_attrs", .field = Target},
    Rule{.key = "application_name", .field = ApplicationName},
    Rule{.key = "fallback_application_name"},
    Rule{.key = "connect_timeout", .field = ConnectTimeout, .unit = Unit::Seconds},
    Rule{.key = "options", .field = Options},
    Rule{.key = "client_encoding"},
    Rule{.key = "keepalives"},
    Rule{.key = "keepalives_idle"},
    Rule{.key = "keepalives_interval"},
    Rule{.key = "keepalives_count"},
    Rule{.key = "tcp_user_timeout"},
    Rule{.key = "gssencmode"},
    Rule{.key = "channel_binding"},
    Rule{.key = "passfile"},
    Rule{.key = "sslsni"},
    Rule{.key = "sslcrl"},
    Rule{.key = "sslpassword", .field = Password},
};

constexpr std::array pools{
    // Prisma up to 6
    Rule{.key = "connection_limit", .field = Slots},
    Rule{.key = "pool_timeout", .field = AcquireTimeout, .unit = Unit::Seconds},
    Rule{.key = "max_idle_connection_lifetime", .field = IdleTimeout, .unit = Unit::Seconds},
    Rule{.key = "max_connection_lifetime", .field = MaxLifetime, .unit = Unit::Seconds},
    Rule{.key = "schema"},
    Rule{.key = "pgbouncer"},
    Rule{.key = "socket_timeout"},
    Rule{.key = "statement_cache_size"},
    Rule{.key = "sslaccept"},
    Rule{.key = "sslidentity"},
    // pgxpool
    Rule{.key = "pool_max_conns", .field = Slots},
    Rule{.key = "pool_min_conns", .field = MinimumIdle},
    Rule{.key = "pool_min_idle_conns"},
    Rule{.key = "pool_max_conn_lifetime", .field = MaxLifetime, .unit = Unit::Go},
    Rule{.key = "pool_max_conn_lifetime_jitter"},
    Rule{.key = "pool_max_conn_idle_time", .field = IdleTimeout, .unit = Unit::Go},
    Rule{.key = "pool_health_check_period"},
    Rule{.key = "pool_ping_timeout"},
    Rule{.key = "default_query_exec_mode"},
    Rule{.key = "statement_cache_capacity"},
    Rule{.key = "description_cache_capacity"},
    // the server's, which pgx, pg and pgjdbc take as they are
    Rule{.key = "statement_timeout", .field = StatementTimeout, .unit = Unit::Postgres},
    Rule{.key = "lock_timeout"},
    Rule{.key = "idle_in_transaction_session_timeout"},
    Rule{.key = "search_path"},
    Rule{.key = "uselibpqcompat"},
    // pgjdbc
    Rule{.key = "ApplicationName", .field = ApplicationName},
    Rule{.key = "connectTimeout", .field = ConnectTimeout, .unit = Unit::Seconds},
    Rule{.key = "loginTimeout"},
    Rule{.key = "socketTimeout"},
    Rule{.key = "tcpKeepAlive"},
    Rule{.key = "prepareThreshold"},
    Rule{.key = "currentSchema"},
    Rule{.key = "reWriteBatchedInserts"},
    Rule{.key = "stringtype"},
    Rule{.key = "binaryTransfer"},
};

} // namespace

std::span<const Rule> libpqRules()
{
    return libpq;
}

std::span<const Rule> urlRules()
{
    static const auto all = [] {
        std::vector<Rule> rules(libpq.begin(), libpq.end());
        rules.insert(rules.end(), pools.begin(), pools.end());
        return rules;
    }();
    return all;
}

} // namespace poolwart
