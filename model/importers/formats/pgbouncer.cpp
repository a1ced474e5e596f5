// SPDX-License-Identifier: GPL-3.0-or-later
// pgbouncer.ini: each alias of [databases] is a pool.
#include "model/core/text.h"
#include "model/importers/framework/importer.h"
#include "model/importers/framework/plandraft.h"
#include "model/importers/framework/words.h"

#include <array>
#include <optional>

namespace poolwart {

namespace {

using enum Field;

constexpr auto tenYears = std::chrono::hours(24 * 365 * 10); // how "none" is written, as 0 uses a connection once

constexpr std::array databaseRules{
    Rule{.key = "host", .field = Target},
    Rule{.key = "port", .field = Target},
    Rule{.key = "dbname", .field = Target},
    Rule{.key = "user", .field = Target},
    Rule{.key = "password", .field = Password},
    Rule{.key = "pool_size", .field = Slots, .zero = Zero::IsUnlimitedSlots},
    Rule{.key = "min_pool_size", .field = MinimumIdle},
    Rule{.key = "application_name", .field = ApplicationName},
    Rule{.key = "server_lifetime", .field = MaxLifetime, .unit = Unit::Seconds, .zero = Zero::IsOneUse, .noneFrom = tenYears},
    Rule{.key = "max_db_connections"},
    Rule{.key = "max_db_client_connections"},
    Rule{.key = "reserve_pool"},
    Rule{.key = "reserve_pool_size"},
    Rule{.key = "pool_mode"},
    Rule{.key = "auth_user"},
    Rule{.key = "auth_query"},
    Rule{.key = "auth_dbname"},
    Rule{.key = "client_encoding"},
    Rule{.key = "datestyle"},
    Rule{.key = "timezone"},
    Rule{.key = "load_balance_hosts"},
};

constexpr std::array commonRules{
    Rule{.key = "default_pool_size", .field = Slots, .zero = Zero::IsUnlimitedSlots},
    Rule{.key = "min_pool_size", .field = MinimumIdle},
    Rule{.key = "query_wait_timeout", .field = AcquireTimeout, .unit = Unit::Seconds},
    Rule{.key = "server_connect_timeout", .field = ConnectTimeout, .unit = Unit::Seconds},
    Rule{.key = "server_idle_timeout", .field = IdleTimeout, .unit = Unit::Seconds},
    Rule{.key = "server_lifetime", .field = MaxLifetime, .unit = Unit::Seconds, .zero = Zero::IsOneUse, .noneFrom = tenYears},
};

// Known, and no matter of a plan. What is neither here nor above is not understood.
constexpr std::array<std::string_view, 51> passedOver{"listen_addr",
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
                                                      "reserve_pool_size",
                                                      "reserve_pool_timeout",
                                                      "max_db_connections",
                                                      "max_user_connections",
                                                      "server_login_retry",
                                                      "server_reset_query",
                                                      "server_reset_query_always",
                                                      "server_check_query",
                                                      "server_check_delay",
                                                      "server_fast_close",
                                                      "server_round_robin",
                                                      "query_timeout",
                                                      "client_idle_timeout",
                                                      "client_login_timeout",
                                                      "idle_transaction_timeout",
                                                      "transaction_timeout",
                                                      "max_prepared_statements",
                                                      "ignore_startup_parameters",
                                                      "track_extra_parameters",
                                                      "server_tls_sslmode",
                                                      "server_tls_ca_file",
                                                      "server_tls_key_file",
                                                      "server_tls_cert_file",
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
                                                      "verbose"};

bool isPassedOver(std::string_view key)
{
    for (const std::string_view known : passedOver) {
        if (key == known)
            return true;
    }
    return false;
}

// "SET statement_timeout = 30000" of connect_query, which is how this program writes it.
std::optional<std::string> statementTimeoutOf(std::string_view query)
{
    constexpr std::string_view start = "SET statement_timeout = ";
    if (!query.starts_with(start))
        return std::nullopt;
    return std::string(query.substr(start.size()));
}

void readDatabase(PlanDraft &draft, std::string_view value, int line)
{
    static constexpr Rule statement{.key = "connect_query", .field = StatementTimeout, .unit = Unit::Postgres};
    const auto words = connstrWords(value, ConnstrQuotes::Doubled);
    if (!words)
        return draft.fail(line, words.error().message);
    Words others;
    for (const auto &[key, word] : *words) {
        if (const auto timeout = key == "connect_query" ? statementTimeoutOf(word) : std::nullopt)
            draft.set(statement, *timeout, line);
        else
            others.emplace_back(key, word);
    }
    draft.setWords(databaseRules, others, line);
}

void readCommon(PlanDraft &draft, std::string_view key, const std::string &value, int line)
{
    draft.beginCommon();
    if (isPassedOver(key))
        draft.set(Rule{.key = key}, value, line);
    else
        draft.set(commonRules, key, value, line);
}

class PgBouncerImporter final : public Importer
{
public:
    std::string id() const override { return "pgbouncer"; }
    std::string title() const override { return "PgBouncer"; }

    int likelihood(const Source &source) const override { return source.text.find("[databases]") != std::string::npos ? 92 : 0; }

    Outcome<ImportResult> read(const Source &source) const override
    {
        PlanDraft draft(id(), source);
        std::string section;
        for (const SourceLine &line : linesOf(source)) {
            const std::string_view content = trimmed(line.text);
            if (content.empty() || content.starts_with(';') || content.starts_with('#'))
                continue;
            if (content.starts_with('[') && content.ends_with(']'))
                section = content.substr(1, content.size() - 2);
            else
                readLine(draft, section, content, line.number);
        }
        return draft.finish();
    }

private:
    static void readLine(PlanDraft &draft, const std::string &section, std::string_view content, int line)
    {
        const std::size_t equals = content.find('=');
        if (content.starts_with('%'))
            return draft.notUnderstood(line, std::string(content));
        if (equals == std::string_view::npos || section.empty())
            return draft.fail(line, text(QT_TRANSLATE_NOOP("core", "expected key = value in a section.")));
        const std::string_view key = trimmed(content.substr(0, equals));
        const std::string value(trimmed(content.substr(equals + 1)));
        if (section == "databases" && key != "*") {
            draft.beginPool(std::string(key), line);
            readDatabase(draft, value, line);
        } else if (section == "pgbouncer") {
            readCommon(draft, key, value, line);
        } else {
            draft.notUnderstood(line, '[' + section + "] " + std::string(key));
        }
    }
};

} // namespace

const Importer &pgbouncerImporter()
{
    static const PgBouncerImporter importer;
    return importer;
}

} // namespace poolwart
