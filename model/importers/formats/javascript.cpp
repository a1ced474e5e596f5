// SPDX-License-Identifier: GPL-3.0-or-later
// Literals of TypeScript and JavaScript: new Pool({…}), new PrismaPg({…}), new PrismaClient({…}), and the list of settings
// that our own exports write.
#include "model/core/text.h"
#include "model/importers/framework/importer.h"
#include "model/importers/framework/libpqrules.h"
#include "model/importers/framework/plandraft.h"
#include "model/importers/syntax/literals.h"

#include <algorithm>
#include <array>

namespace poolwart {

namespace {

using enum Field;
using Kind = ImportRemark::Kind;
using Tokens = std::vector<Token>;

constexpr std::array rules{
    Rule{.key = "max", .field = Slots},
    Rule{.key = "min", .field = MinimumIdle},
    Rule{.key = "connectionTimeoutMillis", .field = AcquireTimeout},
    Rule{.key = "idleTimeoutMillis", .field = IdleTimeout},
    Rule{.key = "maxLifetimeSeconds", .field = MaxLifetime, .unit = Unit::Seconds},
    Rule{.key = "database", .field = Target, .target = "dbname"},
    Rule{.key = "ssl"},
    Rule{.key = "keepAlive"},
    Rule{.key = "keepAliveInitialDelayMillis"},
    Rule{.key = "allowExitOnIdle"},
    Rule{.key = "maxUses"},
    Rule{.key = "query_timeout"},
    Rule{.key = "log"},
    Rule{.key = "errorFormat"},
};

// The second argument of PrismaPg.
constexpr std::array adapterRules{
    Rule{.key = "schema"},
    Rule{.key = "disposeExternalPool"},
    Rule{.key = "onPoolError"},
    Rule{.key = "onConnectionError"},
    Rule{.key = "statementNameGenerator"},
    Rule{.key = "userDefinedTypeParser"},
};

bool isUrlKey(std::string_view key)
{
    return key == "connectionString" || key == "datasourceUrl" || key == "url";
}

void readMember(PlanDraft &draft, const std::string &key, const Literal &value)
{
    const Rule *own = findRule(rules, key);
    const Rule *rule = own ? own : findRule(urlRules(), key);
    const bool isLiteral = value.kind == Literal::Kind::Text || value.kind == Literal::Kind::Number;
    if (rule && (rule->field == PassedOver || rule->field == Password))
        draft.set(*rule, {}, value.line);
    else if ((key == "datasources" || key == "db") && value.kind == Literal::Kind::Object)
        for (const auto &[name, inner] : value.members)
            readMember(draft, name, inner);
    else if (rule && value.kind == Literal::Kind::Word && value.text == "false")
        draft.setNone(*rule, value.line);
    else if (!isLiteral && (rule || isUrlKey(key)))
        draft.remark(Kind::NotUnderstood, value.line, key, runTimeValue);
    else if (isUrlKey(key))
        draft.setUrl(urlRules(), value.text, value.line);
    else if (rule)
        draft.set(*rule, value.text, value.line);
    else
        draft.notUnderstood(value.line, key == "." ? "..." : key);
}

class ScriptReader
{
public:
    ScriptReader(PlanDraft &draft, const Tokens &tokens)
        : m_draft(draft)
        , m_tokens(tokens)
    {}

    void read()
    {
        for (std::size_t i = 0; i < m_tokens.size(); ++i) {
            if (at(i, {"PoolSettings", "[", "]", "=", "["}))
                return readSettings(i + 4);
        }
        for (std::size_t i = 0; i < m_tokens.size(); ++i) {
            if (at(i, {"Array", ".", "from", "("}))
                beginRepeat(i + 3);
            else if (at(i, {"new", "pg", ".", "Pool", "("}))
                readCall(i, i + 4);
            else if (at(i, {"new", "Pool", "("}) || at(i, {"new", "PrismaPg", "("}) || at(i, {"new", "PrismaClient", "("}))
                readCall(i, i + 2);
        }
        remarkEmptyRepeat();
    }

private:
    bool at(std::size_t position, std::initializer_list<std::string_view> words) const
    {
        for (const std::string_view word : words) {
            if (position >= m_tokens.size() || !m_tokens[position++].is(word))
                return false;
        }
        return true;
    }

    // const settings: readonly PoolSettings[] = [ { name: 'a', … }, … ], as our exports have it.
    void readSettings(std::size_t position)
    {
        const auto list = argumentsAt(m_tokens, position);
        if (position >= m_tokens.size() && !m_tokens.back().is("]"))
            return m_draft.fail(m_tokens.back().line, text(QT_TRANSLATE_NOOP("core", "the list of pools is not closed.")));
        for (const auto &[key, pool] : list) {
            const Literal *name = pool.member("name");
            if (!name || name->kind != Literal::Kind::Text)
                return m_draft.fail(pool.line, text(QT_TRANSLATE_NOOP("core", "a pool has no name.")));
            m_draft.beginPool(name->text, pool.line);
            readMembers(pool);
        }
    }

    void readMembers(const Literal &pool)
    {
        for (const auto &[key, value] : pool.members) {
            if (key != "name")
                readMember(m_draft, key, value);
        }
    }

    // Array.from({ length: 5 }, … new Pool(…) …): as many pools as that, if it is a number.
    void beginRepeat(std::size_t position)
    {
        const int line = m_tokens[position].line;
        const auto arguments = argumentsAt(m_tokens, position);
        const Literal *length = arguments.empty() ? nullptr : arguments.front().second.member("length");
        const auto count = length ? readNumber(constant(*length)) : Outcome<int>(Error{});
        const bool isKnown = count && *count > 0 && *count <= limits::maxPools;
        remarkEmptyRepeat();
        m_repeatLine = line;
        m_repeats = isKnown ? *count : 1;
        m_repeatEnd = position;
        if (!isKnown)
            m_draft.remark(Kind::NotUnderstood, line, "length", runTimeValue);
    }

    // const N = 5 is as good as 5.
    std::string constant(const Literal &literal) const
    {
        for (std::size_t i = 0; literal.kind == Literal::Kind::Expression && i + 3 < m_tokens.size(); ++i) {
            if (at(i, {"const", literal.text, "="}) && m_tokens[i + 3].kind == Token::Kind::Number)
                return m_tokens[i + 3].text;
        }
        return literal.text;
    }

    void readCall(std::size_t begin, std::size_t position)
    {
        const int line = m_tokens[begin].line;
        std::size_t end = position;
        const auto arguments = argumentsAt(m_tokens, end);
        if (end >= m_tokens.size() && !m_tokens.back().is(")"))
            return m_draft.fail(line, text(QT_TRANSLATE_NOOP("core", "this call is not closed.")));
        const Literal settings = arguments.empty() ? Literal{.line = line} : arguments.front().second;
        readFurther(arguments, m_tokens[position - 1].is("PrismaPg"));
        if (m_tokens[position - 1].is("PrismaClient") && settings.member("adapter"))
            return readAdapted(settings, position, end);
        if (m_tokens[position - 1].is("PrismaPg") && settings.kind == Literal::Kind::Expression)
            return remarkElsewhere("PrismaPg", settings, {"Pool"});
        const int repeats = begin < m_repeatEnd ? m_repeats : 1;
        m_repeatLine = begin < m_repeatEnd ? 0 : m_repeatLine;
        for (int i = 0; i < repeats; ++i) {
            m_draft.beginPool(repeats == 1 ? nameBefore(begin) : nameOf(m_pools), line);
            ++m_pools;
            readSettingsOf(settings);
        }
    }

    // What stands behind the first argument: options of PrismaPg; else there should be nothing.
    void readFurther(const std::vector<std::pair<std::string, Literal>> &arguments, bool isAdapter)
    {
        for (std::size_t i = 1; i < arguments.size(); ++i) {
            const Literal &argument = arguments[i].second;
            if (argument.members.empty())
                m_draft.remark(Kind::NotUnderstood, argument.line, argument.text, runTimeValue);
            for (const auto &[key, value] : argument.members)
                m_draft.set(isAdapter ? std::span<const Rule>(adapterRules) : std::span<const Rule>(), key, value.text, value.line);
        }
    }

    // A client's pool is its adapter's, which is read in its place, here or elsewhere; all else that it is given is told.
    void readAdapted(const Literal &settings, std::size_t begin, std::size_t end)
    {
        bool isHere = false;
        for (std::size_t i = begin; i < end; ++i)
            isHere = isHere || at(i, {"new", "PrismaPg", "("});
        for (const auto &[key, value] : settings.members) {
            if (key != "adapter")
                readMember(m_draft, key, value);
            else if (!isHere)
                remarkElsewhere(key, value, {"PrismaPg"});
        }
    }

    // A name that is given a new Pool or PrismaPg in this file; anything else is known at run time.
    void remarkElsewhere(const std::string &what, const Literal &value, std::initializer_list<std::string_view> classes)
    {
        const bool isRead = std::ranges::any_of(classes, [&](std::string_view type) {
            for (std::size_t i = 0; i < m_tokens.size(); ++i) {
                if (at(i, {value.text, "=", "new", type, "("}) || at(i, {value.text, "=", "new", "pg", ".", type, "("}))
                    return true;
            }
            return false;
        });
        if (isRead)
            m_draft.remark(Kind::PassedOver, value.line, what, QT_TRANSLATE_NOOP("core", "“%1” is read where it is defined."),
                           {value.text});
        else
            m_draft.remark(Kind::NotUnderstood, value.line, what, runTimeValue);
    }

    // Array.from({ length: 5 }, …) that makes no pool itself may call what does.
    void remarkEmptyRepeat()
    {
        if (m_repeatLine > 0)
            m_draft.remark(Kind::NotUnderstood, m_repeatLine, "Array.from",
                           QT_TRANSLATE_NOOP("core", "The import does not run the program: a pool created by a function counts once."));
        m_repeatLine = 0;
    }

    void readSettingsOf(const Literal &settings)
    {
        if (settings.kind == Literal::Kind::Object)
            readMembers(settings);
        else if (settings.kind == Literal::Kind::Text)
            m_draft.setUrl(urlRules(), settings.text, settings.line);
        else if (!settings.text.empty())
            m_draft.remark(Kind::NotUnderstood, settings.line, settings.text, runTimeValue);
    }

    static std::string nameOf(int pool) { return "pool-" + std::to_string(pool + 1); }

    // "orders" of const orders = new Pool(…), if no other pool has it.
    std::string nameBefore(std::size_t begin)
    {
        const bool isAssigned =
            begin > 1 && (m_tokens[begin - 1].is("=") || m_tokens[begin - 1].is(":")) && m_tokens[begin - 2].kind == Token::Kind::Word;
        const std::string name = isAssigned ? m_tokens[begin - 2].text : std::string();
        if (name.empty() || std::ranges::find(m_names, name) != m_names.end())
            return nameOf(m_pools);
        m_names.push_back(name);
        return name;
    }

    PlanDraft &m_draft;
    const Tokens &m_tokens;
    int m_pools = 0;
    int m_repeats = 1;
    std::size_t m_repeatEnd = 0;
    int m_repeatLine = 0; // of one that has no pool so far; else 0
    std::vector<std::string> m_names;
};

class JavaScriptImporter final : public Importer
{
public:
    std::string id() const override { return "javascript"; }
    std::string title() const override { return "node-postgres or Prisma in TypeScript"; }

    int likelihood(const Source &source) const override
    {
        const auto has = [&source](std::string_view what) { return source.text.find(what) != std::string::npos; };
        const bool isNamedSo = std::ranges::any_of(std::array{".ts", ".js", ".mjs", ".cjs", ".mts"},
                                                   [&source](const char *end) { return source.name.ends_with(end); });
        const bool hasPool = has("new Pool(") || has("new pg.Pool(") || has("new PrismaPg(") || has("new PrismaClient(");
        return isNamedSo ? 93 : hasPool ? 72 : 0;
    }

    Outcome<ImportResult> read(const Source &source) const override
    {
        const auto tokens = tokensOf(source, Language::JavaScript);
        if (!tokens)
            return tokens.error();
        PlanDraft draft(id(), source);
        ScriptReader(draft, *tokens).read();
        return draft.finish();
    }
};

} // namespace

const Importer &javascriptImporter()
{
    static const JavaScriptImporter importer;
    return importer;
}

} // namespace poolwart
