// SPDX-License-Identifier: GPL-3.0-or-later
// Rails' database.yml: each database of the production environment is a pool.
#include "model/core/text.h"
#include "model/importers/framework/foreigndatabase.h"
#include "model/importers/framework/importer.h"
#include "model/importers/framework/libpqrules.h"
#include "model/importers/framework/plandraft.h"
#include "model/importers/syntax/erb.h"
#include "model/importers/syntax/settings.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>

namespace poolwart {

namespace {

using enum Field;
using Kind = ImportRemark::Kind;

constexpr std::array rules{
    Rule{.key = "pool", .field = Slots},
    Rule{.key = "max_connections", .field = Slots},
    Rule{.key = "min_connections", .field = MinimumIdle},
    Rule{.key = "checkout_timeout", .field = AcquireTimeout, .unit = Unit::Seconds},
    Rule{.key = "idle_timeout", .field = IdleTimeout, .unit = Unit::Seconds},
    Rule{.key = "max_age", .field = MaxLifetime, .unit = Unit::Seconds},
    Rule{.key = "connect_timeout", .field = ConnectTimeout, .unit = Unit::Seconds},
    Rule{.key = "application_name", .field = ApplicationName},
    Rule{.key = "variables.statement_timeout", .field = StatementTimeout, .unit = Unit::Postgres},
    Rule{.key = "host", .field = Target},
    Rule{.key = "port", .field = Target},
    Rule{.key = "database", .field = Target, .target = "dbname"},
    Rule{.key = "username", .field = Target, .target = "user"},
    Rule{.key = "user", .field = Target},
    Rule{.key = "sslmode", .field = Target},
    Rule{.key = "password", .field = Password},
    Rule{.key = "options", .field = Options},
    Rule{.key = "adapter"},
    Rule{.key = "replica"},
    Rule{.key = "template"},
    Rule{.key = "collation"},
    Rule{.key = "schema_dump"},
    Rule{.key = "schema_cache_path"},
    Rule{.key = "seeds"},
    Rule{.key = "encoding"},
    Rule{.key = "database_tasks"},
    Rule{.key = "prepared_statements"},
    Rule{.key = "advisory_locks"},
    Rule{.key = "reaping_frequency"},
    Rule{.key = "keepalive"},
    Rule{.key = "pool_jitter"},
    Rule{.key = "schema_search_path"},
    Rule{.key = "migrations_paths"},
    Rule{.key = "min_messages"},
};

// Rails' guide "Configuring", section "Configuring a database", and its ConnectionPool.
constexpr std::array defaults{ProgramDefault{Slots, 5},
                              ProgramDefault{MinimumIdle, 0},
                              ProgramDefault{AcquireTimeout, 5'000},
                              ProgramDefault{ConnectTimeout, std::chrono::milliseconds(limits::maxTime).count()}, // libpq's: none
                              ProgramDefault{IdleTimeout, 300'000},
                              ProgramDefault{MaxLifetime, {}},
                              ProgramDefault{StatementTimeout, {}}};

std::vector<std::string> environmentsOf(const Settings &settings)
{
    std::vector<std::string> names;
    for (const Setting &setting : settings) {
        if (setting.path.size() > 1 && std::ranges::find(names, setting.path.front()) == names.end())
            names.push_back(setting.path.front());
    }
    return names;
}

// "default: &default" is there to be merged into the others.
std::string chosenEnvironment(const std::vector<std::string> &names)
{
    for (const char *name : {"production", "development"}) {
        if (std::ranges::find(names, name) != names.end())
            return name;
    }
    return names.empty() ? std::string() : names.front();
}

// Several databases stand each under a name; a single one's settings stand there themselves.
bool hasSeveral(const Settings &settings, const std::string &environment)
{
    return std::ranges::none_of(
        settings, [&environment](const Setting &setting) { return setting.path.size() == 2 && setting.path[0] == environment; });
}

std::string withOpenParts(std::string value)
{
    for (std::size_t at = value.find(rubyValue); at != std::string::npos; at = value.find(rubyValue, at))
        value.replace(at, rubyValue.size(), 1, openPart);
    return value;
}

void readSetting(PlanDraft &draft, const std::string &key, const Setting &setting)
{
    const Rule *rule = findRule(rules, key);
    const bool isRuby = setting.value.find(rubyValue) != std::string::npos;
    if (isRuby && key == "url" && isPostgresUrl(setting.value))
        draft.setUrl(urlRules(), withOpenParts(setting.value), setting.line);
    else if (isRuby && (!rule || rule->field != Password))
        draft.remark(Kind::NotUnderstood, setting.line, key, runTimeValue);
    else if (key == "url")
        draft.setUrl(urlRules(), setting.value, setting.line);
    else if (setting.value.empty() && rule && rule->field != Password) // as if the key were not there
        return;
    else
        draft.set(rules, key, setting.value, setting.line);
}

class RailsImporter final : public Importer
{
public:
    std::string id() const override { return "rails"; }
    std::string title() const override { return "Rails database.yml"; }

    int likelihood(const Source &source) const override
    {
        const bool isYaml = source.name.ends_with(".yml") || source.name.ends_with(".yaml");
        if (isYaml && source.name.find("database") != std::string::npos)
            return 92;
        return source.text.find("adapter: postgresql") != std::string::npos ? 75 : 0;
    }

    Outcome<ImportResult> read(const Source &source) const override
    {
        const auto ruby = withoutRuby(source);
        if (!ruby)
            return ruby.error();
        const auto documents = yamlDocuments(ruby->source);
        if (!documents)
            return documents.error();
        PlanDraft draft(id(), source);
        draft.expectPools(QT_TRANSLATE_NOOP("core", "Pools are the databases of an environment whose adapter is postgresql or postgis."));
        draft.useDefaultsOf("Rails", defaults);
        remarkCode(draft, *ruby);
        const Settings settings = documents->empty() ? Settings() : documents->front();
        const std::vector<std::string> environments = environmentsOf(settings);
        const std::string chosen = chosenEnvironment(environments);
        remarkOutside(draft, *documents);
        for (const std::string &name : environments)
            readEnvironment(draft, settings, name, name == chosen);
        return draft.finish();
    }

private:
    // Code ahead of the file computes what the file names; code within it may leave out or repeat what it encloses.
    static void remarkCode(PlanDraft &draft, const RubyTemplate &ruby)
    {
        for (const RubyAssumption &one : ruby.assumptions)
            draft.remark(Kind::Assumed, one.line, one.variable,
                         QT_TRANSLATE_NOOP("core", "The default in the file is used; %1 replaces it where the application runs."),
                         {one.variable});
        for (const RubyCode &one : ruby.code) {
            if (one.isAhead)
                draft.remark(
                    Kind::PassedOver, one.line, one.text,
                    QT_TRANSLATE_NOOP("core", "The import does not run Ruby; values that come from Ruby are reported at their line."));
            else
                draft.remark(Kind::NotUnderstood, one.line, one.text,
                             QT_TRANSLATE_NOOP("core", "The import does not run Ruby: the following lines are read as they are."));
        }
    }

    // What is in no environment: a value at the top, and documents behind the first, which Rails does not read either.
    static void remarkOutside(PlanDraft &draft, const std::vector<Settings> &documents)
    {
        for (std::size_t i = 0; i < documents.size(); ++i) {
            for (const Setting &setting : documents[i]) {
                const bool isNothing = setting.path.empty() && setting.value.empty();
                if (!isNothing && (i > 0 || setting.path.size() < 2))
                    draft.notUnderstood(setting.line, setting.path.empty() ? setting.value : setting.key());
            }
        }
    }

    static void readEnvironment(PlanDraft &draft, const Settings &settings, const std::string &environment, bool isChosen)
    {
        Settings own;
        std::ranges::copy_if(settings, std::back_inserter(own), [&](const Setting &setting) { return setting.isUnder({environment}); });
        if (own.empty())
            return;
        if (!isChosen)
            return draft.remark(Kind::PassedOver, own.front().line, environment,
                                QT_TRANSLATE_NOOP("core", "One environment becomes the plan, and this one was not chosen."));
        draft.remark(Kind::Assumed, own.front().line, environment,
                     QT_TRANSLATE_NOOP("core", "This environment becomes the plan: production if present, otherwise development, otherwise "
                                               "the first."));
        const bool areSeveral = hasSeveral(settings, environment);
        for (auto begin = own.begin(); begin != own.end();) {
            const std::string name = areSeveral ? begin->path[1] : "primary";
            const auto end = std::find_if(begin, own.end(), [&](const Setting &one) { return areSeveral && one.path[1] != name; });
            readDatabase(draft, name, {begin, end}, areSeveral ? 2 : 1);
            begin = end;
        }
    }

    // `first`: where the keys begin in the paths.
    static void readDatabase(PlanDraft &draft, const std::string &name, std::span<const Setting> settings, std::size_t first)
    {
        for (const Setting &setting : settings) {
            const std::string key = setting.key(first);
            const std::string product = foreignDatabase(key == "adapter" ? setting.value : key == "url" ? urlScheme(setting.value) : "");
            if (!product.empty())
                return leaveOutForeign(draft, setting.line, name, product);
        }
        draft.beginPool(name, settings.front().line);
        const bool hasNewKey =
            std::ranges::any_of(settings, [first](const Setting &setting) { return setting.key(first) == "max_connections"; });
        for (const Setting &setting : settings) {
            if (hasNewKey && setting.key(first) == "pool")
                draft.remark(Kind::PassedOver, setting.line, "pool", QT_TRANSLATE_NOOP("core", "%1 counts in its place."),
                             {"max_connections"});
            else
                readSetting(draft, setting.key(first), setting);
        }
    }
};

} // namespace

const Importer &railsImporter()
{
    static const RailsImporter importer;
    return importer;
}

} // namespace poolwart
