// SPDX-License-Identifier: GPL-3.0-or-later
// odyssey.conf: each user of each database is a pool.
#include "model/core/text.h"
#include "model/importers/framework/importer.h"
#include "model/importers/framework/plandraft.h"
#include "model/importers/syntax/settings.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace poolwart {

namespace {

using enum Field;

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
    Rule{.key = "tls", .field = Target, .target = "sslmode"},
    Rule{.key = "tls_ca_file", .field = Target, .target = "sslrootcert"},
    Rule{.key = "tls_cert_file", .field = Target, .target = "sslcert"},
    Rule{.key = "tls_key_file", .field = Target, .target = "sslkey"},
    Rule{.key = "type"},
    Rule{.key = "tls_protocols"},
    Rule{.key = "server_max_routing"},
    Rule{.key = "target_session_attrs"},
    Rule{.key = "endpoints_status_poll_interval"},
};

struct OdysseyToken
{
    enum class Kind { Word, String, Open, Close, NewLine, Unclosed };

    Kind kind = Kind::Word;
    std::string text;
    int line = 0;
};

class OdysseyTokenizer
{
public:
    explicit OdysseyTokenizer(std::string_view text)
        : m_text(text)
    {}

    std::vector<OdysseyToken> all()
    {
        std::vector<OdysseyToken> tokens;
        while (m_position < m_text.size()) {
            const char c = m_text[m_position];
            if (c == '\n')
                add(tokens, OdysseyToken::Kind::NewLine);
            else if (c == '{')
                add(tokens, OdysseyToken::Kind::Open);
            else if (c == '}')
                add(tokens, OdysseyToken::Kind::Close);
            else if (c == '#')
                m_position = std::min(m_text.find('\n', m_position), m_text.size());
            else if (c == '"')
                tokens.push_back(string());
            else if (blanks.find(c) != std::string_view::npos)
                ++m_position;
            else
                tokens.push_back(word());
        }
        return tokens;
    }

private:
    static constexpr std::string_view blanks = " \t\r\f";

    void add(std::vector<OdysseyToken> &tokens, OdysseyToken::Kind kind)
    {
        tokens.push_back({.kind = kind, .text = {}, .line = m_line});
        m_line += kind == OdysseyToken::Kind::NewLine ? 1 : 0;
        ++m_position;
    }

    // A backslash takes what follows it as it is.
    OdysseyToken string()
    {
        OdysseyToken token{.kind = OdysseyToken::Kind::Unclosed, .line = m_line};
        for (++m_position; m_position < m_text.size() && m_text[m_position] != '\n'; ++m_position) {
            if (m_text[m_position] == '"') {
                ++m_position;
                token.kind = OdysseyToken::Kind::String;
                return token;
            }
            if (m_text[m_position] == '\\' && m_position + 1 < m_text.size())
                ++m_position;
            token.text += m_text[m_position];
        }
        return token;
    }

    OdysseyToken word()
    {
        const std::size_t end = std::min(m_text.find_first_of(" \t\r\f\n{}#\"", m_position), m_text.size());
        OdysseyToken token{.text = std::string(m_text.substr(m_position, end - m_position)), .line = m_line};
        m_position = end;
        return token;
    }

    std::string_view m_text;
    std::size_t m_position = 0;
    int m_line = 1;
};

// A statement is a line of words, with a block behind it or not. The path of a setting has the words of its blocks.
Outcome<Settings> odysseySettings(const Source &source)
{
    Settings settings;
    std::vector<std::string> path;
    std::vector<std::pair<std::size_t, int>> blocks; // the path's size before each, and its line
    std::vector<OdysseyToken> words;
    const auto flush = [&] {
        if (!words.empty()) {
            Setting setting{.path = path, .value = words.size() > 1 ? words[1].text : "", .line = words.front().line};
            setting.path.push_back(words.front().text);
            for (std::size_t i = 2; i < words.size(); ++i)
                setting.value += ' ' + words[i].text;
            settings.push_back(std::move(setting));
        }
        words.clear();
    };
    for (const OdysseyToken &token : OdysseyTokenizer(source.text).all()) {
        switch (token.kind) {
        case OdysseyToken::Kind::Unclosed:
            return faultAt(source, token.line, text(QT_TRANSLATE_NOOP("core", "a quote is not closed.")));
        case OdysseyToken::Kind::NewLine:
            flush();
            break;
        case OdysseyToken::Kind::Open:
            blocks.emplace_back(path.size(), token.line);
            for (const OdysseyToken &word : words)
                path.push_back(word.text);
            words.clear();
            break;
        case OdysseyToken::Kind::Close:
            flush();
            if (blocks.empty())
                return faultAt(source, token.line, text(QT_TRANSLATE_NOOP("core", "a “}” has no “{”.")));
            path.resize(blocks.back().first);
            blocks.pop_back();
            break;
        default:
            words.push_back(token);
        }
    }
    flush();
    if (!blocks.empty())
        return faultAt(source, blocks.back().second, text(QT_TRANSLATE_NOOP("core", "a “}” is missing for this “{”.")));
    return settings;
}

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
                m_storages[setting.path[1]].push_back(&setting);
            else if (setting.isUnder({"database"}) && setting.path.size() > 4 && setting.key(4) == "storage")
                m_used.insert(setting.value);
        }
        for (const Setting &setting : m_settings) {
            if (m_draft.failed())
                return;
            const bool isOfUser = setting.path.size() > 4 && setting.path[0] == "database" && setting.path[2] == "user";
            if (isOfUser)
                readOfUser(setting);
            else if (!setting.isUnder({"storage"}))
                m_draft.remark(ImportRemark::Kind::PassedOver, setting.line, setting.key(),
                               QT_TRANSLATE_NOOP("core", "Not part of a plan."));
            else if (!isOfUsedStorage(setting))
                m_draft.remark(ImportRemark::Kind::PassedOver, setting.line, setting.key(),
                               QT_TRANSLATE_NOOP("core", "No pool uses this storage."));
        }
    }

private:
    void readOfUser(const Setting &setting)
    {
        const std::string database = setting.path[1];
        if (database != m_database || setting.path[3] != m_user) {
            m_draft.beginPool(isOnlyUser(database, setting.path[3]) ? database : database + '.' + setting.path[3], setting.line);
            m_database = database;
            m_user = setting.path[3];
            m_ofPool.clear();
        }
        if (setting.key(4) == "storage" && m_ofPool.insert(setting.value).second)
            readStorage(setting.value);
        m_draft.set(rules, setting.key(4), setting.value, setting.line);
    }

    bool isOnlyUser(const std::string &database, const std::string &user) const
    {
        return std::ranges::none_of(m_settings, [&](const Setting &other) {
            return other.isUnder({"database", database, "user"}) && other.path[3] != user;
        });
    }

    bool isOfUsedStorage(const Setting &setting) const { return setting.path.size() > 2 && m_used.contains(setting.path[1]); }

    // storage "pg" { host … }: where its pools' connections go. What is no target is told once, not for each pool.
    void readStorage(const std::string &name)
    {
        const bool isFirst = m_read.insert(name).second;
        for (const Setting *setting : m_storages[name]) {
            const Rule *rule = findRule(storageRules, setting->key(2));
            const bool isTarget = rule && rule->field == Target;
            if (isTarget)
                m_draft.set(*rule, rule->key == "tls" ? sslmodeOf(setting->value) : setting->value, setting->line);
            else if (isFirst)
                m_draft.set(storageRules, setting->key(2), setting->value, setting->line);
        }
    }

    // Odyssey writes two of libpq's modes otherwise.
    static std::string sslmodeOf(const std::string &tls)
    {
        return tls == "verify_ca" ? "verify-ca" : tls == "verify_full" ? "verify-full" : tls;
    }

    PlanDraft &m_draft;
    const Settings &m_settings;
    std::string m_database;
    std::string m_user;
    std::map<std::string, std::vector<const Setting *>> m_storages; // what each says
    std::set<std::string> m_used;                                   // storages of pools
    std::set<std::string> m_ofPool;                                 // of the pool that is read
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
