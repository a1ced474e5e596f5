// SPDX-License-Identifier: GPL-3.0-or-later
// pgcat.toml: each user of each pool is a pool.
#include "model/core/text.h"
#include "model/exporters/framework/tenyears.h"
#include "model/importers/framework/importer.h"
#include "model/importers/framework/plandraft.h"
#include "model/importers/syntax/settings.h"

#include <algorithm>
#include <array>

namespace poolwart {

namespace {

using enum Field;

constexpr std::array rules{
    Rule{.key = "password", .field = Password},
    Rule{.key = "pool_size", .field = Slots},
    Rule{.key = "min_pool_size", .field = MinimumIdle},
    Rule{.key = "statement_timeout", .field = StatementTimeout},
    Rule{.key = "connect_timeout", .field = AcquireTimeout},
    Rule{.key = "idle_timeout", .field = IdleTimeout, .noneFrom = tenYears},
    Rule{.key = "server_lifetime", .field = MaxLifetime, .noneFrom = tenYears},
    Rule{.key = "database", .field = Target, .target = "dbname"},
    Rule{.key = "servers.0.0", .field = Target, .target = "host"},
    Rule{.key = "servers.0.1", .field = Target, .target = "port"},
    Rule{.key = "servers.0.2"},
    Rule{.key = "server_password", .field = Password},
    Rule{.key = "admin_password", .field = Password},
};

// pool_size has to be set. Source: pgcat 1.2, src/config.rs.
constexpr std::array defaults{
    ProgramDefault{MinimumIdle, 0},         ProgramDefault{AcquireTimeout, 1'000},          ProgramDefault{IdleTimeout, 600'000},
    ProgramDefault{MaxLifetime, 3'600'000}, ProgramDefault{StatementTimeout, std::nullopt}, ProgramDefault{QueueLimit, std::nullopt},
};

// Known, and no matter of a plan.
constexpr std::array<std::string_view, 46> passedOver{"host",
                                                      "port",
                                                      "admin_username",
                                                      "server_round_robin",
                                                      "shutdown_timeout",
                                                      "healthcheck_delay",
                                                      "healthcheck_timeout",
                                                      "ban_time",
                                                      "pool_mode",
                                                      "default_role",
                                                      "sharding_function",
                                                      "prepared_statements_cache_size",
                                                      "load_balancing_mode",
                                                      "query_parser_enabled",
                                                      "query_parser_read_write_splitting",
                                                      "primary_reads_enabled",
                                                      "enable_prometheus_exporter",
                                                      "prometheus_exporter_port",
                                                      "log_client_connections",
                                                      "log_client_disconnections",
                                                      "autoreload",
                                                      "worker_threads",
                                                      "tcp_keepalives_idle",
                                                      "tcp_keepalives_count",
                                                      "tcp_keepalives_interval",
                                                      "tcp_user_timeout",
                                                      "tls_certificate",
                                                      "tls_private_key",
                                                      "server_tls",
                                                      "verify_server_certificate",
                                                      "dns_cache_enabled",
                                                      "dns_max_ttl",
                                                      "idle_client_in_transaction_timeout",
                                                      "validate_config",
                                                      "query_parser_max_length",
                                                      "sharding_key_regex",
                                                      "shard_id_regex",
                                                      "regex_search_limit",
                                                      "automatic_sharding_key",
                                                      "cleanup_server_connections",
                                                      "log_client_parameter_status_changes",
                                                      "checkout_failure_limit",
                                                      "auth_query",
                                                      "auth_query_user",
                                                      "auth_query_password",
                                                      "db_activity_based_routing"};

void set(PlanDraft &draft, const std::string &key, const Setting &setting)
{
    if (std::ranges::find(passedOver, key) != passedOver.end())
        draft.set(Rule{.key = key}, setting.value, setting.line);
    else
        draft.set(rules, key, setting.value, setting.line);
}

struct PgCatPool
{
    std::string name;
    Settings common; // of the pool and its shards
    std::vector<std::pair<std::string, Settings>> users;
};

void sortIn(std::vector<PgCatPool> &pools, const Setting &setting)
{
    PgCatPool &pool = [&]() -> PgCatPool & {
        const auto found = std::ranges::find(pools, setting.path[1], &PgCatPool::name);
        return found == pools.end() ? pools.emplace_back(PgCatPool{.name = setting.path[1]}) : *found;
    }();
    if (setting.path.size() < 5 || setting.path[2] != "users")
        return pool.common.push_back(setting);
    const auto user = std::ranges::find(pool.users, setting.path[3], &std::pair<std::string, Settings>::first);
    if (user == pool.users.end())
        pool.users.emplace_back(setting.path[3], Settings{setting});
    else
        user->second.push_back(setting);
}

// Settings of a pool's further servers and shards: connections that the plan has not.
bool isOfOtherServer(const Setting &setting)
{
    const bool isShard = setting.path.size() > 4 && setting.path[2] == "shards";
    return isShard && (setting.path[3] != "0" || (setting.path[4] == "servers" && setting.path.size() > 5 && setting.path[5] != "0"));
}

// The server's user is server_username, or else the client's.
void readUser(PlanDraft &draft, const Settings &settings)
{
    static constexpr Rule rule{.key = "username", .field = Target, .target = "user"};
    const auto find = [&settings](std::string_view key) {
        return std::ranges::find(settings, key, [](const Setting &setting) { return setting.key(4); });
    };
    const auto own = find("server_username") != settings.end() ? find("server_username") : find("username");
    if (own != settings.end())
        draft.set(rule, own->value, own->line);
}

// A pool's or a first shard's setting holds for a user that has none of his own.
void readCommon(PlanDraft &draft, const Setting &setting, const Settings &own)
{
    const bool isShard = setting.path.size() > 4 && setting.path[2] == "shards";
    const std::string key = setting.key(isShard ? 4 : 2);
    if (isOfOtherServer(setting))
        return draft.remark(ImportRemark::Kind::LeftOut, setting.line, setting.key(),
                            QT_TRANSLATE_NOOP("core", "pgcat opens a pool for each shard and server; the plan has that of the first."));
    if (std::ranges::none_of(own, [&key](const Setting &other) { return other.key(4) == key; }))
        set(draft, key, setting);
}

void readPool(PlanDraft &draft, const PgCatPool &pool)
{
    if (pool.users.empty())
        draft.remark(ImportRemark::Kind::NotUnderstood, pool.common.front().line, pool.name,
                     QT_TRANSLATE_NOOP("core", "It has no user and therefore no connection; it is not in the plan."));
    for (const auto &[number, settings] : pool.users) {
        draft.beginPool(pool.users.size() == 1 ? pool.name : pool.name + '.' + number, settings.front().line);
        for (const Setting &setting : pool.common)
            readCommon(draft, setting, settings);
        for (const Setting &setting : settings) {
            if (setting.key(4) != "username" && setting.key(4) != "server_username")
                set(draft, setting.key(4), setting);
        }
        readUser(draft, settings);
    }
}

class PgCatImporter final : public Importer
{
public:
    std::string id() const override { return "pgcat"; }
    std::string title() const override { return "pgcat"; }

    int likelihood(const Source &source) const override { return source.text.find("[pools.") != std::string::npos ? 93 : 0; }

    Outcome<ImportResult> read(const Source &source) const override
    {
        const auto settings = tomlSettings(source);
        if (!settings)
            return settings.error();
        PlanDraft draft(id(), source);
        draft.useDefaultsOf("pgcat 1.2", defaults);
        draft.expectPools(QT_TRANSLATE_NOOP("core", "Its pools are the users in [pools.NAME.users.N]."));
        std::vector<PgCatPool> pools;
        for (const Setting &setting : *settings) {
            if (setting.isUnder({"general"}))
                set(draft, setting.key(1), setting);
            else if (setting.isUnder({"pools"}) && setting.path.size() > 2)
                sortIn(pools, setting);
            else
                draft.notUnderstood(setting.line, setting.key());
        }
        for (const PgCatPool &pool : pools)
            readPool(draft, pool);
        return draft.finish();
    }
};

} // namespace

const Importer &pgcatImporter()
{
    static const PgCatImporter importer;
    return importer;
}

} // namespace poolwart
