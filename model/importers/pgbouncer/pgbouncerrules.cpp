// SPDX-License-Identifier: GPL-3.0-or-later
// Sources: PgBouncer 1.25, doc/config.md.
#include "model/importers/pgbouncer/pgbouncerrules.h"

#include "model/exporters/framework/tenyears.h"

#include <array>

namespace poolwart {

namespace {

using enum Field;

constexpr std::array database{
    Rule{.key = "host", .field = Target},
    Rule{.key = "port", .field = Target},
    Rule{.key = "dbname", .field = Target},
    Rule{.key = "user", .field = Target},
    Rule{.key = "target_session_attrs", .field = Target},
    Rule{.key = "password", .field = Password},
    Rule{.key = "min_pool_size", .field = MinimumIdle},
    Rule{.key = "application_name", .field = ApplicationName},
    Rule{.key = "server_lifetime", .field = MaxLifetime, .unit = Unit::Seconds, .zero = Zero::IsOneUse, .noneFrom = tenYears},
    Rule{.key = "query_wait_timeout", .field = AcquireTimeout, .unit = Unit::Seconds},
    Rule{.key = "max_db_client_connections"},
    Rule{.key = "pool_mode"},
    Rule{.key = "auth_user"},
    Rule{.key = "auth_query"},
    Rule{.key = "auth_dbname"},
    Rule{.key = "client_encoding"},
    Rule{.key = "datestyle"},
    Rule{.key = "timezone"},
    Rule{.key = "load_balance_hosts"},
};

constexpr std::array common{
    Rule{.key = "min_pool_size", .field = MinimumIdle},
    Rule{.key = "query_wait_timeout", .field = AcquireTimeout, .unit = Unit::Seconds},
    Rule{.key = "server_connect_timeout", .field = ConnectTimeout, .unit = Unit::Seconds},
    Rule{.key = "server_idle_timeout", .field = IdleTimeout, .unit = Unit::Seconds},
    Rule{.key = "server_lifetime", .field = MaxLifetime, .unit = Unit::Seconds, .zero = Zero::IsOneUse, .noneFrom = tenYears},
    Rule{.key = "server_tls_sslmode", .field = Target, .target = "sslmode"},
    Rule{.key = "server_tls_ca_file", .field = Target, .target = "sslrootcert"},
    Rule{.key = "server_tls_cert_file", .field = Target, .target = "sslcert"},
    Rule{.key = "server_tls_key_file", .field = Target, .target = "sslkey"},
};

// Known, and not part of a plan. What is neither here nor above is not understood.
constexpr std::array passedOver = std::to_array<std::string_view>({
    "listen_addr",
    "listen_port",
    "unix_socket_dir",
    "unix_socket_mode",
    "unix_socket_group",
    "auth_type",
    "auth_file",
    "auth_user",
    "auth_query",
    "auth_hba_file",
    "auth_dbname",
    "admin_users",
    "stats_users",
    "pool_mode",
    "max_client_conn",
    "server_login_retry",
    "server_reset_query",
    "server_reset_query_always",
    "server_check_query",
    "server_check_delay",
    "server_fast_close",
    "server_round_robin",
    "client_idle_timeout",
    "client_login_timeout",
    "idle_transaction_timeout",
    "transaction_timeout",
    "max_prepared_statements",
    "ignore_startup_parameters",
    "track_extra_parameters",
    "client_tls_sslmode",
    "client_tls_ca_file",
    "client_tls_key_file",
    "client_tls_cert_file",
    "logfile",
    "pidfile",
    "log_connections",
    "log_disconnections",
    "log_pooler_errors",
    "tcp_keepalive",
    "user",
    "application_name_add_host",
    "verbose",
    "max_db_client_connections",
    "max_user_client_connections",
    "peer_id",
    "syslog",
    "syslog_ident",
    "syslog_facility",
    "log_stats",
    "stats_period",
    "pkt_buf",
    "listen_backlog",
    "sbuf_loopcnt",
    "max_packet_size",
    "so_reuseport",
    "tcp_defer_accept",
    "tcp_socket_buffer",
    "tcp_keepcnt",
    "tcp_keepidle",
    "tcp_keepintvl",
    "tcp_user_timeout",
    "dns_max_ttl",
    "dns_nxdomain_ttl",
    "dns_zone_check_period",
    "resolv_conf",
    "disable_pqexec",
    "conffile",
    "service_name",
    "job_name",
    "auth_ident_file",
    "auth_ldap_parameter",
    "auth_ldap_options",
    "server_tls_protocols",
    "server_tls_ciphers",
    "server_tls13_ciphers",
    "client_tls_protocols",
    "client_tls_ciphers",
    "client_tls13_ciphers",
    "client_tls_ecdhcurve",
    "client_tls_dheparams",
    "query_wait_notify",
    "scram_iterations",
    "cancel_wait_timeout",
    "suspend_timeout",
    "shutdown_wait_for_servers",
    "autodb_idle_timeout",
});

constexpr std::array defaults{
    ProgramDefault{Slots, 20},
    ProgramDefault{MinimumIdle, 0},
    ProgramDefault{AcquireTimeout, 120'000},
    ProgramDefault{ConnectTimeout, 15'000},
    ProgramDefault{IdleTimeout, 600'000},
    ProgramDefault{MaxLifetime, 3'600'000},
    ProgramDefault{StatementTimeout, std::nullopt},
    ProgramDefault{QueueLimit, std::nullopt},
};

} // namespace

std::span<const Rule> pgbouncerDatabaseRules()
{
    return database;
}

std::span<const Rule> pgbouncerRules()
{
    return common;
}

std::span<const std::string_view> pgbouncerPassedOver()
{
    return passedOver;
}

std::span<const ProgramDefault> pgbouncerDefaults()
{
    return defaults;
}

} // namespace poolwart
