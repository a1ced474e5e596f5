// SPDX-License-Identifier: GPL-3.0-or-later
// Literals of Python: create_engine("…", pool_size=12, max_overflow=0, …), each a pool.
#include "model/core/text.h"
#include "model/importers/framework/foreigndatabase.h"
#include "model/importers/framework/importer.h"
#include "model/importers/framework/libpqrules.h"
#include "model/importers/framework/plandraft.h"
#include "model/importers/python/pythonbranches.h"
#include "model/importers/syntax/literals.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>

namespace poolwart {

namespace {

using enum Field;
using Kind = ImportRemark::Kind;
using Arguments = LiteralMembers;

constexpr std::array rules{
    Rule{.key = "pool_timeout", .field = AcquireTimeout, .unit = Unit::Seconds},
    Rule{.key = "pool_recycle", .field = MaxLifetime, .unit = Unit::Seconds, .zero = Zero::IsOneUse},
    Rule{.key = "pool_pre_ping"},
    Rule{.key = "pool_use_lifo"},
    Rule{.key = "pool_logging_name", .field = PoolName},
    Rule{.key = "poolclass"},
    Rule{.key = "pool_reset_on_return"},
    Rule{.key = "echo"},
    Rule{.key = "echo_pool"},
    Rule{.key = "future"},
    Rule{.key = "isolation_level"},
};

constexpr Rule sizeRule{.key = "pool_size", .field = Slots, .zero = Zero::IsUnlimitedSlots};
constexpr int defaultSize = 5; // SQLAlchemy 2.0, QueuePool
constexpr int defaultOverflow = 10;

// SQLAlchemy's documentation of QueuePool; libpq waits for a connection without end.
constexpr std::array defaults{ProgramDefault{MinimumIdle, 0},
                              ProgramDefault{AcquireTimeout, 30'000},
                              ProgramDefault{ConnectTimeout, std::chrono::milliseconds(limits::maxTime).count()},
                              ProgramDefault{IdleTimeout, {}},
                              ProgramDefault{MaxLifetime, {}},
                              ProgramDefault{StatementTimeout, {}}};

const Literal *argument(const Arguments &arguments, std::string_view name)
{
    const auto found = std::ranges::find(arguments, name, &LiteralMember::name);
    return found == arguments.end() ? nullptr : &found->value;
}

// options="…" + settings: its literal parts are certain, whatever else goes along.
void readSum(PlanDraft &draft, const Rule &rule, const Literal &sum)
{
    bool isWhole = !sum.members.empty();
    for (const auto &[key, part] : sum.members) {
        if (part.kind == Literal::Kind::Text)
            draft.set(rule, part.text, part.line);
        else
            isWhole = false;
    }
    if (!isWhole)
        draft.remark(Kind::NotUnderstood, sum.line, std::string(rule.key), runTimeValue);
}

void readValue(PlanDraft &draft, std::span<const Rule> known, const std::string &key, const Literal &value)
{
    const Rule *rule = findRule(known, key);
    const bool isLiteral = value.kind == Literal::Kind::Text || value.kind == Literal::Kind::Number;
    const bool isNever = value.kind == Literal::Kind::Number && value.text == "-1";
    if (!rule)
        draft.notUnderstood(value.line, key);
    else if (rule->field == MaxLifetime && isNever)
        draft.setNone(*rule, value.line);
    else if (rule->field == Options && value.kind == Literal::Kind::Expression)
        readSum(draft, *rule, value);
    else if (isLiteral || rule->field == PassedOver || rule->field == Password)
        draft.set(*rule, value.text, value.line);
    else
        draft.remark(Kind::NotUnderstood, value.line, key, runTimeValue);
}

class EngineReader
{
public:
    EngineReader(PlanDraft &draft, const Source &source, const std::vector<Token> &tokens)
        : m_draft(draft)
        , m_branches(source)
        , m_tokens(tokens)
    {}

    void read()
    {
        findObjects();
        for (std::size_t i = 0; i + 1 < m_tokens.size() && !m_draft.failed(); ++i) {
            const bool isCall = (m_tokens[i].is("create_engine") || m_tokens[i].is("create_async_engine")) && m_tokens[i + 1].is("(");
            if (isCall && !(i > 0 && m_tokens[i - 1].is("def")))
                readCall(i);
        }
    }

private:
    // The first of each name: name = {…}
    void findObjects()
    {
        for (std::size_t i = 0; i + 2 < m_tokens.size(); ++i) {
            if (m_tokens[i].kind == Token::Kind::Word && m_tokens[i + 1].is("=") && m_tokens[i + 2].is("{"))
                m_objects.try_emplace(m_tokens[i].text, i + 2);
        }
    }

    void readCall(std::size_t begin)
    {
        std::size_t position = begin + 1;
        const int line = m_tokens[begin].line;
        const Arguments arguments = expanded(argumentsAt(m_tokens, position));
        if (position >= m_tokens.size() && !m_tokens.back().is(")"))
            return m_draft.fail(line, text(QT_TRANSLATE_NOOP("core", "this call is not closed.")));
        if (leavesOut(arguments, begin))
            return;
        m_read.push_back({.line = line, .branches = m_branches.at(line)});
        m_draft.useDefaultsOf("SQLAlchemy", defaults);
        m_draft.beginPool(nameBefore(begin), line);
        readSlots(arguments, line);
        for (const auto &[name, value] : arguments)
            readArgument(name, value);
    }

    struct Read
    {
        int line = 0; // of an engine that is read
        std::vector<PythonBranches::Branch> branches;
    };

    // What is no pool of PostgreSQL, or not made beside one that is read.
    bool leavesOut(const Arguments &arguments, std::size_t begin)
    {
        const int line = m_tokens[begin].line;
        const std::string name = assignedName(begin).empty() ? m_tokens[begin].text : assignedName(begin);
        const Literal *first = arguments.empty() || !arguments.front().name.empty() ? argument(arguments, "url") : &arguments.front().value;
        const std::string product = first && first->kind == Literal::Kind::Text ? foreignDatabase(urlScheme(first->text)) : std::string();
        const Literal *pool = argument(arguments, "poolclass");
        const std::vector<PythonBranches::Branch> branches = m_branches.at(line);
        const auto other = std::ranges::find_if(m_read, [&](const Read &read) { return areAlternatives(read.branches, branches); });
        if (!product.empty())
            leaveOutForeign(m_draft, line, name, product);
        else if (pool && classOf(*pool) == "NullPool")
            m_draft.remark(Kind::LeftOut, pool->line, name,
                           QT_TRANSLATE_NOOP("core", "NullPool is no pool: each use opens a connection of its own, without a limit."));
        else if (other != m_read.end())
            m_draft.remark(Kind::LeftOut, line, name,
                           QT_TRANSLATE_NOOP("core", "Only one of two branches makes its pool; the plan has that of line %1."),
                           {std::to_string(other->line)});
        else
            return false;
        return true;
    }

    // "NullPool" of NullPool and sqlalchemy.pool.NullPool.
    std::string classOf(const Literal &literal) const
    {
        return literal.end > literal.begin ? m_tokens[literal.end - 1].text : std::string();
    }

    // Classes with one connection, whatever their other arguments.
    bool hasOneConnection(const Arguments &arguments)
    {
        const Literal *pool = argument(arguments, "poolclass");
        const std::string name = pool ? classOf(*pool) : std::string();
        if (name != "StaticPool" && name != "AssertionPool")
            return false;
        m_draft.remark(Kind::ChangesMeaning, pool->line, "poolclass",
                       QT_TRANSLATE_NOOP("core", "%1 has one connection; the plan has one slot."), {name});
        m_draft.set(sizeRule, "1", pool->line);
        return true;
    }

    void readArgument(const std::string &name, const Literal &value)
    {
        const bool isUrl = name.empty() || name == "url";
        if (isUrl && value.kind == Literal::Kind::Text)
            m_draft.setUrl(urlRules(), value.text, value.line);
        else if (isUrl)
            m_draft.remark(Kind::NotUnderstood, value.line, "url", runTimeValue);
        else if (name == "connect_args" && value.kind == Literal::Kind::Object)
            for (const auto &[key, inner] : expanded(value.members))
                readInner(key, inner);
        else if (name.starts_with("**"))
            m_draft.remark(Kind::NotUnderstood, value.line, name, runTimeValue);
        else if (name != "pool_size" && name != "max_overflow")
            readValue(m_draft, rules, name, value);
    }

    void readInner(const std::string &key, const Literal &value)
    {
        if (key.starts_with("**"))
            m_draft.remark(Kind::NotUnderstood, value.line, key, runTimeValue);
        else
            readValue(m_draft, urlRules(), key, value);
    }

    // **name stands for the members of name = {…}, if that is a literal; else it is a member "**name".
    Arguments expanded(const Arguments &written) const
    {
        Arguments all;
        for (const auto &[key, value] : written) {
            const bool isUnpacked = value.kind == Literal::Kind::Expression && value.text.starts_with("*");
            const Arguments members = isUnpacked ? objectOf(value.text.substr(std::min<std::size_t>(2, value.text.size()))) : Arguments();
            if (members.empty())
                all.push_back({.name = isUnpacked && !key.starts_with("**") ? "**" : key, .value = value});
            std::ranges::copy(members, std::back_inserter(all));
        }
        return all;
    }

    Arguments objectOf(const std::string &name) const
    {
        const auto found = m_objects.find(name);
        return found == m_objects.end() ? Arguments() : objectAt(m_tokens, found->second);
    }

    // The pool opens max_overflow more than pool_size when it must: what the server sees is the sum.
    void readSlots(const Arguments &arguments, int line)
    {
        if (hasOneConnection(arguments))
            return;
        const auto size = number(arguments, "pool_size", defaultSize, line);
        const auto overflow = number(arguments, "max_overflow", defaultOverflow, line);
        if (!size || !overflow)
            return;
        if (*overflow < 0)
            return m_draft.fail(
                line, "max_overflow: " + text(QT_TRANSLATE_NOOP("core", "a value below 0 means no limit, which a plan cannot express.")));
        const long long slots = *size == 0 ? 0 : static_cast<long long>(*size) + *overflow;
        if (*overflow > 0)
            m_draft.remark(Kind::ChangesMeaning, line, "max_overflow",
                           QT_TRANSLATE_NOOP("core", "pool_size %1 and max_overflow %2 allow %3 slots."),
                           {std::to_string(*size), std::to_string(*overflow), std::to_string(slots)});
        m_draft.set(sizeRule, std::to_string(slots), line);
    }

    // None, where it is known at run time only.
    std::optional<int> number(const Arguments &arguments, const char *name, int byDefault, int line)
    {
        const Literal *value = argument(arguments, name);
        if (!value) {
            m_draft.remark(Kind::Assumed, line, name,
                           QT_TRANSLATE_NOOP("core", "The file does not set it; SQLAlchemy's default is used, %1."),
                           {std::to_string(byDefault)});
            return byDefault;
        }
        const auto read = value->kind == Literal::Kind::Number ? readNumber(value->text) : Outcome<int>(Error{});
        if (!read)
            m_draft.remark(Kind::NotUnderstood, value->line, name, runTimeValue);
        return read ? std::optional(*read) : std::nullopt;
    }

    std::string assignedName(std::size_t begin) const
    {
        const bool isAssigned = begin > 1 && m_tokens[begin - 1].is("=") && m_tokens[begin - 2].kind == Token::Kind::Word;
        return isAssigned ? m_tokens[begin - 2].text : std::string();
    }

    std::string nameBefore(std::size_t begin)
    {
        std::string name = assignedName(begin);
        if (name.empty() || std::ranges::find(m_names, name) != m_names.end())
            name = "pool-" + std::to_string(m_names.size() + 1);
        m_names.push_back(name);
        return name;
    }

    PlanDraft &m_draft;
    PythonBranches m_branches;
    const std::vector<Token> &m_tokens;
    std::vector<Read> m_read;
    std::vector<std::string> m_names;
    std::map<std::string, std::size_t> m_objects; // where each begins
};

class SqlAlchemyImporter final : public Importer
{
public:
    std::string id() const override { return "sqlalchemy"; }
    std::string title() const override { return "SQLAlchemy's create_engine"; }

    int likelihood(const Source &source) const override
    {
        const bool hasCall =
            source.text.find("create_engine(") != std::string::npos || source.text.find("create_async_engine(") != std::string::npos;
        return hasCall ? (source.name.ends_with(".py") ? 93 : 73) : 0;
    }

    Outcome<ImportResult> read(const Source &source) const override
    {
        const auto tokens = tokensOf(source, Language::Python);
        if (!tokens)
            return tokens.error();
        PlanDraft draft(id(), source);
        draft.expectPools(QT_TRANSLATE_NOOP("core", "Pools are create_engine(…) and create_async_engine(…) with a URL of PostgreSQL."));
        EngineReader(draft, source, *tokens).read();
        return draft.finish();
    }
};

} // namespace

const Importer &sqlalchemyImporter()
{
    static const SqlAlchemyImporter importer;
    return importer;
}

} // namespace poolwart
