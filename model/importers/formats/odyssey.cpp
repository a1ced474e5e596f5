// SPDX-License-Identifier: GPL-3.0-or-later
// odyssey.conf: each user of each database is a pool. Source: Odyssey 1.4, docs/configuration/rules.md and storage.md.
#include "model/core/text.h"
#include "model/importers/framework/importer.h"
#include "model/importers/framework/plandraft.h"
#include "model/importers/syntax/odysseysettings.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace poolwart {

namespace {

using enum Field;
constexpr auto LeftOut = ImportRemark::Kind::LeftOut;
constexpr auto ChangesMeaning = ImportRemark::Kind::ChangesMeaning;

constexpr std::array rules{
    Rule{.key = "pool_size", .field = Slots, .zero = Zero::IsUnlimitedSlots},
    Rule{.key = "min_pool_size", .field = MinimumIdle},
    Rule{.key = "pool_timeout", .field = AcquireTimeout},
    Rule{.key = "pool_ttl", .field = IdleTimeout, .unit = Unit::Seconds},
    Rule{.key = "server_lifetime", .field = MaxLifetime, .unit = Unit::Seconds},
    Rule{.key = "backend_connect_timeout_ms", .field = ConnectTimeout},
    Rule{.key = "options.statement_timeout", .field = StatementTimeout, .unit = Unit::Postgres},
    Rule{.key = "backend_startup_options.application_name", .field = ApplicationName},
    Rule{.key = "backend_startup_options.statement_timeout", .field = StatementTimeout, .unit = Unit::Postgres},
    Rule{.key = "storage_db", .field = Target, .target = "dbname"},
    Rule{.key = "storage_user", .field = Target, .target = "user"},
    Rule{.key = "password", .field = Password},
    Rule{.key = "storage_password", .field = Password},
    Rule{.key = "ldap_endpoint_name"},
    Rule{.key = "auth_query"},
    Rule{.key = "auth_query_db"},
    Rule{.key = "auth_query_user"},
    Rule{.key = "auth_common_name"},
    Rule{.key = "auth_pam_service"},
    Rule{.key = "password_passthrough"},
    Rule{.key = "maintain_params"},
    Rule{.key = "reserve_session_server_connection"},
    Rule{.key = "pool_discard_string"},
    Rule{.key = "catchup_timeout"},
    Rule{.key = "catchup_checks"},
    Rule{.key = "target_session_attrs", .field = Target},
    Rule{.key = "authentication"},
    Rule{.key = "storage"},
    Rule{.key = "pool"},
    Rule{.key = "pool_discard"},
    Rule{.key = "pool_discard_query"},
    Rule{.key = "pool_smart_discard"},
    Rule{.key = "pool_cancel"},
    Rule{.key = "pool_rollback"},
    Rule{.key = "pool_reserve_prepared_statement"},
    Rule{.key = "pool_client_idle_timeout"},
    Rule{.key = "pool_idle_in_transaction_timeout"},
    Rule{.key = "client_max"},
    Rule{.key = "client_fwd_error"},
    Rule{.key = "application_name_add_host"},
    Rule{.key = "log_debug"},
    Rule{.key = "log_query"},
    Rule{.key = "quantiles"},
    Rule{.key = "group_checker_interval"},
};

constexpr std::array storageRules{
    Rule{.key = "host", .field = Target},
    Rule{.key = "port", .field = Target},
    Rule{.key = "target_session_attrs", .field = Target},
    Rule{.key = "tls", .field = Target, .target = "sslmode"},
    Rule{.key = "tls_ca_file", .field = Target, .target = "sslrootcert"},
    Rule{.key = "tls_cert_file", .field = Target, .target = "sslcert"},
    Rule{.key = "tls_key_file", .field = Target, .target = "sslkey"},
    Rule{.key = "type"},
    Rule{.key = "tls_protocols"},
    Rule{.key = "server_max_routing"},
    Rule{.key = "endpoints_status_poll_interval"},
};

// pool_size has none: 0 is no limit.
constexpr std::array defaults{
    ProgramDefault{MinimumIdle, 0},
    ProgramDefault{AcquireTimeout, std::chrono::milliseconds(limits::maxTime).count()}, // no limit
    ProgramDefault{ConnectTimeout, 30'000},
    ProgramDefault{IdleTimeout, std::nullopt},
    ProgramDefault{MaxLifetime, 3'600'000},
    ProgramDefault{StatementTimeout, std::nullopt},
    ProgramDefault{QueueLimit, std::nullopt},
};

class OdysseyReader
{
public:
    OdysseyReader(PlanDraft &draft, const Settings &settings)
        : m_draft(draft)
        , m_settings(settings)
    {}

    void read()
    {
        for (const Setting &setting : m_settings) {
            if (setting.isUnder({"storage"}) && setting.path.size() > 2)
                m_storages[setting.path[1]][setting.key(2)] = &setting;
            else if (isOfUser(setting))
                sortIn(setting);
        }
        for (const Setting &setting : m_settings) {
            if (!isOfUser(setting))
                readOther(setting);
        }
        for (const OdysseyRoute &route : m_routes) {
            if (!m_draft.failed())
                readRoute(route);
        }
    }

private:
    // user "app" { … } of database "shop" { … }.
    struct OdysseyRoute
    {
        std::string database;
        std::string user;
        std::vector<const Setting *> settings;
    };

    static bool isOfUser(const Setting &setting)
    {
        return setting.path.size() > 4 && setting.path[0] == "database" && setting.path[2] == "user";
    }

    void sortIn(const Setting &setting)
    {
        const auto isSame = [&](const OdysseyRoute &known) { return known.database == setting.path[1] && known.user == setting.path[3]; };
        if (m_draft.failed())
            return;
        if (m_routes.empty() || !isSame(m_routes.back())) {
            if (m_routes.size() > limits::maxPools)
                return m_draft.fail(setting.line,
                                    text(QT_TRANSLATE_NOOP("core", "the file has more pools than the limit of %1."), limits::maxPools));
            if (std::ranges::any_of(m_routes, isSame))
                m_draft.fail(setting.line, text(QT_TRANSLATE_NOOP("core", "%1: this user is there twice."), nameOf(setting.path[3])));
            m_routes.push_back({.database = setting.path[1], .user = setting.path[3], .settings = {}});
        }
        m_routes.back().settings.push_back(&setting);
        if (setting.key(4) == "storage")
            m_used.insert(setting.value);
    }

    void readOther(const Setting &setting)
    {
        const bool isOfStorage = setting.isUnder({"storage"}) && setting.path.size() > 2;
        const bool isOfUsedStorage = isOfStorage && m_used.contains(setting.path[1]);
        if (setting.key() == "backend_connect_timeout_ms") {
            m_draft.beginCommon();
            m_draft.set(rules, setting.key(), setting.value, setting.line);
        } else if (setting.key() == "include") {
            m_draft.remark(LeftOut, setting.line, "include " + setting.value,
                           QT_TRANSLATE_NOOP("core", "It is not read. It may contain pools and storages: copy them into this file."));
        } else if (setting.isUnder({"shared_pool"})) {
            m_draft.remark(LeftOut, setting.line, setting.path[1] + '.' + setting.key(2),
                           QT_TRANSLATE_NOOP("core", "A plan has no limit for several pools together (%1)."), {setting.value});
        } else if (isOfStorage && !isOfUsedStorage) {
            m_draft.remark(ImportRemark::Kind::PassedOver, setting.line, setting.key(),
                           QT_TRANSLATE_NOOP("core", "No pool uses this storage."));
        } else if (!isOfStorage) {
            m_draft.set(Rule{.key = setting.key()}, {}, setting.line);
        }
    }

    void readRoute(const OdysseyRoute &route)
    {
        const std::string user = nameOf(route.user);
        const int line = route.settings.front()->line;
        m_draft.beginPool(isOnlyRoute(route) ? route.database : route.database + '.' + spaced(route.user), line);
        std::map<std::string, const Setting *> last; // which is the one that counts
        for (const Setting *setting : route.settings)
            last[setting->key(4)] = setting;
        for (const Setting *setting : route.settings) {
            const Setting &counting = *last[setting->key(4)];
            if (&counting == setting)
                readSetting(*setting);
            else if (counting.value != setting->value)
                m_draft.remark(LeftOut, setting->line, setting->key(4),
                               QT_TRANSLATE_NOOP("core", "Line %1 sets it again, and the last one counts."),
                               {std::to_string(counting.line)});
        }
        setUnsaid(last, "storage_db", "dbname", route.database, line);
        setUnsaid(last, "storage_user", "user", user, line);
        if (!last.contains("pool_size"))
            m_draft.set(rules, "pool_size", "0", line); // its default
        if (route.database == "default" || user == "default")
            m_draft.remark(ChangesMeaning, line, route.database + '.' + user,
                           QT_TRANSLATE_NOOP("core", "Odyssey opens a pool for each database and user that a client names; the plan counts "
                                                     "one."));
    }

    // "By default, route database and user names are used"; those of a default route are the client's.
    void setUnsaid(const std::map<std::string, const Setting *> &said, const std::string &key, std::string_view keyword,
                   const std::string &name, int line)
    {
        const bool isKnown = name != "default";
        if (!said.contains(key) && (isKnown || keyword == "dbname"))
            m_draft.set(Rule{.key = keyword, .field = Target}, isKnown ? name : "DATABASE", line);
    }

    void readSetting(const Setting &setting)
    {
        if (setting.key(4) == "storage")
            readStorage(setting.value);
        else if (setting.key(4) == "shared_pool")
            return m_draft.remark(LeftOut, setting.line, "shared_pool",
                                  QT_TRANSLATE_NOOP("core", "A plan has no limit for several pools together (%1)."), {setting.value});
        m_draft.set(rules, setting.key(4), setting.value, setting.line);
    }

    static std::string nameOf(const std::string &user) { return user.substr(0, user.find(blockSeparator)); }

    static std::string spaced(std::string user)
    {
        std::ranges::replace(user, blockSeparator, ' ');
        return user;
    }

    bool isOnlyRoute(const OdysseyRoute &route) const { return std::ranges::count(m_routes, route.database, &OdysseyRoute::database) == 1; }

    // storage "pg" { host … }: where its pools' connections go. What is no target is told once, not for each pool.
    void readStorage(const std::string &name)
    {
        const auto &last = m_storages[name];
        for (const Rule &rule : storageRules) {
            const auto found = last.find(rule.key);
            if (rule.field != Target || found == last.end())
                continue;
            const Setting &setting = *found->second;
            if (rule.key == "host")
                readHosts(setting, last.contains("port") ? last.find("port")->second->value : "5432");
            else if (rule.key != "port" || !last.contains("host"))
                m_draft.set(rule, rule.key == "tls" ? sslmodeOf(setting.value) : setting.value, setting.line);
        }
        if (!m_read.insert(name).second)
            return;
        for (const auto &[key, setting] : last) {
            const Rule *rule = findRule(storageRules, key);
            if (!rule || rule->field != Target)
                m_draft.set(storageRules, key, setting->value, setting->line);
        }
    }

    // "db", or "a:5432,b:5433", each with an availability zone behind it ("a:5432:zone") or not. `port` is that of the others.
    void readHosts(const Setting &setting, const std::string &port)
    {
        std::string hosts;
        std::string ports;
        for (std::size_t begin = 0; begin <= setting.value.size();) {
            const std::size_t end = std::min(setting.value.find(',', begin), setting.value.size());
            const std::string host = setting.value.substr(begin, end - begin);
            const bool isAddress = std::ranges::count(host, ':') > 2 || host.starts_with('/'); // IPv6, or a socket
            const std::size_t colon = isAddress ? host.size() : std::min(host.find(':'), host.size());
            const std::string rest = host.substr(std::min(colon + 1, host.size()));
            const std::string own = rest.substr(0, rest.find(':'));
            hosts += (begin > 0 ? "," : "") + host.substr(0, colon);
            ports += (begin > 0 ? "," : "") + (own.empty() ? port : own);
            begin = end + 1;
        }
        m_draft.set(storageRules, "host", hosts, setting.line);
        m_draft.set(storageRules, "port", ports, setting.line);
    }

    // Odyssey writes two of libpq's modes otherwise.
    static std::string sslmodeOf(const std::string &tls)
    {
        return tls == "verify_ca" ? "verify-ca" : tls == "verify_full" ? "verify-full" : tls;
    }

    PlanDraft &m_draft;
    const Settings &m_settings;
    std::vector<OdysseyRoute> m_routes;
    std::map<std::string, std::map<std::string, const Setting *, std::less<>>> m_storages; // of each key, the one that counts
    std::set<std::string> m_used;                                                          // storages of pools
    std::set<std::string> m_read;
};

class OdysseyImporter final : public Importer
{
public:
    std::string id() const override { return "odyssey"; }
    std::string title() const override { return "Odyssey"; }

    int likelihood(const Source &source) const override
    {
        if (source.name.find("odyssey") != std::string::npos)
            return 93;
        const bool hasStorage = source.text.starts_with("storage \"") || source.text.find("\nstorage \"") != std::string::npos;
        return hasStorage && source.text.find("\ndatabase ") != std::string::npos ? 88 : 0;
    }

    Outcome<ImportResult> read(const Source &source) const override
    {
        const auto settings = odysseySettings(source);
        if (!settings)
            return settings.error();
        PlanDraft draft(id(), source);
        draft.useDefaultsOf("Odyssey 1.4", defaults);
        draft.expectPools(QT_TRANSLATE_NOOP("core", "Its pools are the users in the databases."));
        OdysseyReader(draft, *settings).read();
        return draft.finish();
    }
};

} // namespace

const Importer &odysseyImporter()
{
    static const OdysseyImporter importer;
    return importer;
}

} // namespace poolwart
