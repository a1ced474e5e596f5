// SPDX-License-Identifier: GPL-3.0-or-later
// Rails' database.yml: each database of the production environment is a pool.
#include "model/core/text.h"
#include "model/importers/framework/importer.h"
#include "model/importers/framework/libpqrules.h"
#include "model/importers/framework/plandraft.h"
#include "model/importers/syntax/erb.h"
#include "model/importers/syntax/settings.h"

#include <algorithm>
#include <array>

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
    for (const std::string name : {"production", "development"}) {
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

void readSetting(PlanDraft &draft, const std::string &key, const Setting &setting)
{
    const Rule *rule = findRule(rules, key);
    const bool isRuby = setting.value.find(rubyValue) != std::string::npos;
    if (isRuby && (!rule || rule->field != Password))
        draft.remark(Kind::NotUnderstood, setting.line, key, runTimeValue);
    else if (key == "url")
        draft.setUrl(urlRules(), setting.value, setting.line);
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
        remarkCode(draft, ruby->code);
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
    static void remarkCode(PlanDraft &draft, const std::vector<RubyCode> &code)
    {
        for (const RubyCode &one : code) {
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
        const bool areSeveral = hasSeveral(settings, environment);
        std::string pool;
        for (const Setting &setting : settings) {
            if (!setting.isUnder({environment}))
                continue;
            if (!isChosen)
                return draft.remark(Kind::PassedOver, setting.line, environment,
                                    QT_TRANSLATE_NOOP("core", "One environment becomes the plan, and this one was not chosen."));
            const std::string name = areSeveral ? setting.path[1] : "primary";
            if (name != pool)
                draft.beginPool(name, setting.line);
            if (pool.empty())
                draft.remark(Kind::Assumed, setting.line, environment,
                             QT_TRANSLATE_NOOP("core",
                                               "This environment becomes the plan: production if present, otherwise development, otherwise "
                                               "the first."));
            pool = name;
            readSetting(draft, setting.key(areSeveral ? 2 : 1), setting);
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
