// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/importers/environment/urlvariables.h"

#include "model/core/text.h"
#include "model/importers/framework/foreigndatabase.h"
#include "model/importers/framework/libpqrules.h"
#include "model/importers/framework/plandraft.h"
#include "model/importers/framework/urldefaults.h"
#include "model/importers/java/datasources.h"

#include <algorithm>
#include <array>

namespace poolwart {

namespace {

using Kind = ImportRemark::Kind;

// What a URL is for; of several, the first that a file has is its application's.
enum class Use { Application, Direct, Migration, Test, Shadow };

struct UseWord
{
    std::string_view word; // a part of the name, between "_"
    Use use;
};

constexpr std::array useWords{
    UseWord{"SHADOW", Use::Shadow},     UseWord{"TEST", Use::Test},           UseWord{"TESTING", Use::Test},
    UseWord{"MIGRATE", Use::Migration}, UseWord{"MIGRATION", Use::Migration}, UseWord{"MIGRATIONS", Use::Migration},
    UseWord{"DIRECT", Use::Direct},     UseWord{"UNPOOLED", Use::Direct},     UseWord{"NON_POOLING", Use::Direct}};

// Names of the one database of an application, the usual one first.
constexpr std::array<std::string_view, 6> mainNames{"DATABASE_URL",        "POSTGRES_URL",   "POSTGRES_PRISMA_URL",
                                                    "POSTGRES_URL_NO_SSL", "POSTGRESQL_URL", "DB_URL"};

Use useOf(const std::string &name)
{
    const std::string framed = '_' + name + '_';
    const auto *found = std::ranges::find_if(
        useWords, [&framed](const UseWord &one) { return framed.find('_' + std::string(one.word) + '_') != std::string::npos; });
    return found == useWords.end() ? Use::Application : found->use;
}

const char *reasonOf(Use use)
{
    switch (use) {
    case Use::Direct:
        return QT_TRANSLATE_NOOP("core", "This URL is for migrations and administration, past the pooler; the plan has the application's.");
    case Use::Migration:
        return QT_TRANSLATE_NOOP("core", "This URL is for migrations; the plan has the application's.");
    case Use::Test:
        return QT_TRANSLATE_NOOP("core", "This URL is for tests; the plan has the application's.");
    case Use::Shadow:
        return QT_TRANSLATE_NOOP("core", "This URL is of a shadow database, for migrations; the plan has the application's.");
    case Use::Application:
        break;
    }
    return "";
}

// Host, port and database: whether two URLs are ways to the same.
std::array<std::string, 3> placeOf(const Variable &variable)
{
    const auto parts = urlParts(variable.value);
    std::array<std::string, 3> place{"", "5432", ""};
    constexpr std::array<const char *, 3> keywords{"host", "port", "dbname"};
    for (std::size_t i = 0; parts && i < keywords.size(); ++i) {
        const auto found = parts->target.find(keywords[i]);
        place[i] = found == parts->target.end() ? place[i] : found->second;
    }
    return place;
}

// The variables of libpq, PostgreSQL's documentation, 34.15.
const Rule *ruleOfLibpq(std::string_view name)
{
    static constexpr std::array rules{
        Rule{.key = "PGHOST", .field = Field::Target, .target = "host"},
        Rule{.key = "PGHOSTADDR", .field = Field::Target, .target = "hostaddr"},
        Rule{.key = "PGPORT", .field = Field::Target, .target = "port"},
        Rule{.key = "PGDATABASE", .field = Field::Target, .target = "dbname"},
        Rule{.key = "PGUSER", .field = Field::Target, .target = "user"},
        Rule{.key = "PGSSLMODE", .field = Field::Target, .target = "sslmode"},
        Rule{.key = "PGSSLROOTCERT", .field = Field::Target, .target = "sslrootcert"},
        Rule{.key = "PGTARGETSESSIONATTRS", .field = Field::Target, .target = "target_session_attrs"},
        Rule{.key = "PGAPPNAME", .field = Field::ApplicationName},
        Rule{.key = "PGCONNECT_TIMEOUT", .field = Field::ConnectTimeout, .unit = Unit::Seconds},
        Rule{.key = "PGOPTIONS", .field = Field::Options},
        Rule{.key = "PGPASSWORD", .field = Field::Password},
        Rule{.key = "PGPASSFILE"},
        Rule{.key = "PGCLIENTENCODING"},
        Rule{.key = "PGTZ"},
    };
    return findRule(rules, name);
}

static bool isOfJava(const std::string &name)
{
    return name.starts_with("SPRING_DATASOURCE_") || name.starts_with("QUARKUS_DATASOURCE_");
}

class UrlVariables
{
public:
    UrlVariables(PlanDraft &draft, const std::vector<Variable> &variables)
        : m_draft(draft)
        , m_variables(variables)
    {
        for (const Variable &variable : variables) {
            if (isPostgresUrl(variable.value) && !isOfJava(variable.name))
                m_urls.push_back(&variable);
        }
        chooseUse();
        chooseMain();
    }

    void read()
    {
        DataSources sources;
        const bool hasUrls = !m_urls.empty();
        const bool isJava = std::ranges::any_of(m_variables, [](const Variable &one) { return isOfJava(one.name); });
        if (!hasUrls && !isJava)
            beginOfLibpq();
        for (const Variable &variable : m_variables)
            readOne(variable, sources, !hasUrls && !isJava);
        sources.read(m_draft);
    }

private:
    void chooseUse()
    {
        for (const Variable *url : m_urls) {
            if (useOf(url->name) < m_use || url == m_urls.front())
                m_use = useOf(url->name);
        }
    }

    void chooseMain()
    {
        for (const std::string_view name : mainNames) {
            const auto found = std::ranges::find(m_urls, name, &Variable::name);
            if (!m_main && found != m_urls.end())
                m_main = *found;
        }
    }

    void readOne(const Variable &variable, DataSources &sources, bool isOfLibpq)
    {
        const std::string foreign = foreignDatabase(urlScheme(variable.value));
        if (isOfJava(variable.name))
            sources.addVariable(m_draft, variable.name, variable.value, variable.line);
        else if (isPostgresUrl(variable.value))
            readUrl(variable);
        else if (!foreign.empty())
            leaveOutForeign(m_draft, variable.line, variable.name, foreign);
        else if (const Rule *rule = ruleOfLibpq(variable.name); rule && isOfLibpq)
            m_draft.set(*rule, variable.value, variable.line);
        else
            m_draft.notUnderstood(variable.line, variable.name);
    }

    // Of other uses than the application's, the first URL stands for it.
    void readUrl(const Variable &variable)
    {
        const Use use = useOf(variable.name);
        const bool isFurther = m_use != Use::Application && m_isRead;
        if (use != m_use || isFurther)
            return m_draft.remark(Kind::LeftOut, variable.line, variable.name, reasonOf(use));
        if (isAlias(variable))
            return m_draft.remark(Kind::LeftOut, variable.line, variable.name,
                                  QT_TRANSLATE_NOOP("core", "This URL is another way to the database of %1, whose pool is in the plan."),
                                  {m_main->name});
        if (use != Use::Application)
            m_draft.remark(Kind::ChangesMeaning, variable.line, variable.name,
                           QT_TRANSLATE_NOOP("core", "The file has no URL of the application; this one is used."));
        m_isRead = true;
        useDefaultsOfUrl(m_draft, variable.value);
        m_draft.beginPool(variable.name, variable.line);
        m_draft.setUrl(urlRules(), variable.value, variable.line);
    }

    bool isAlias(const Variable &variable) const
    {
        const bool isMain = std::ranges::find(mainNames, variable.name) != mainNames.end();
        return isMain && m_main && &variable != m_main && placeOf(variable) == placeOf(*m_main);
    }

    // PGHOST and its like are the target of a program that sets none itself.
    void beginOfLibpq()
    {
        const auto first = std::ranges::find_if(m_variables, [](const Variable &one) {
            const Rule *rule = ruleOfLibpq(one.name);
            return rule && rule->field == Field::Target;
        });
        if (first == m_variables.end())
            return;
        m_draft.useDefaultsOf({}, {});
        m_draft.beginPool("pool-1", first->line);
    }

    PlanDraft &m_draft;
    const std::vector<Variable> &m_variables;
    std::vector<const Variable *> m_urls;
    const Variable *m_main = nullptr;
    Use m_use = Use::Application;
    bool m_isRead = false;
};

} // namespace

bool isUrlVariable(const Variable &variable)
{
    return isPostgresUrl(variable.value) || isOfJava(variable.name) || ruleOfLibpq(variable.name);
}

bool makesPool(const Variable &variable)
{
    const Rule *rule = ruleOfLibpq(variable.name);
    return isPostgresUrl(variable.value) || (isOfJava(variable.name) && variable.name.ends_with("URL"))
        || (rule && rule->field == Field::Target);
}

void readUrlVariables(PlanDraft &draft, const std::vector<Variable> &variables)
{
    UrlVariables(draft, variables).read();
}

} // namespace poolwart
