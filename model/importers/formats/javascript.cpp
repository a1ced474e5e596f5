// SPDX-License-Identifier: GPL-3.0-or-later
// TypeScript and JavaScript: new Pool({…}), new PrismaPg({…}), new PrismaClient({…}), and the list of settings that our own exports
// write.
#include "model/core/text.h"
#include "model/importers/framework/importer.h"
#include "model/importers/framework/plandraft.h"
#include "model/importers/javascript/branches.h"
#include "model/importers/javascript/poolclasses.h"
#include "model/importers/javascript/poolmembers.h"
#include "model/importers/javascript/scriptvalues.h"
#include "model/importers/syntax/literals.h"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_set>

namespace poolwart {

namespace {

using Class = PoolCall::Class;
using Kind = ImportRemark::Kind;
using Program = PoolMembers::Program;
using Tokens = std::vector<Token>;

class ScriptReader
{
public:
    ScriptReader(PlanDraft &draft, const Tokens &tokens)
        : m_draft(draft)
        , m_tokens(tokens)
        , m_values(tokens)
        , m_classes(tokens)
        , m_members(draft, m_values)
    {}

    void read()
    {
        for (std::size_t i = 0; i < m_tokens.size(); ++i) {
            if (at(i, {"PoolSettings", "[", "]", "=", "["}))
                return readSettings(i + 4);
        }
        findCalls();
        for (std::size_t i = 0, call = 0; i < m_tokens.size() && !m_draft.failed(); ++i) {
            if (at(i, {"Array", ".", "from", "("}))
                beginRepeat(i + 3);
            else if (call < m_positions.size() && m_positions[call] == i)
                readOrLeaveOut(call++);
        }
        remarkEmptyRepeat();
    }

private:
    void findCalls()
    {
        for (std::size_t i = 0; i < m_tokens.size(); ++i) {
            if (const auto call = m_classes.callAt(i)) {
                m_positions.push_back(i);
                m_calls.push_back(*call);
                m_made[call->type].insert(assignedName(i));
            }
        }
        m_chosen = Branches(m_tokens).chosen(m_positions);
    }

    // Of a pool in each of two branches, one is made.
    void readOrLeaveOut(std::size_t index)
    {
        const std::size_t position = m_positions[index];
        const int line = m_tokens[position].line;
        const std::size_t other = m_chosen[index];
        if (m_calls[index].type == Class::Foreign)
            return m_draft.remark(Kind::LeftOut, line, "Pool",
                                  QT_TRANSLATE_NOOP("core", "Its class comes from “%1”, which is no known driver of PostgreSQL."),
                                  {m_calls[index].module});
        if (other != index)
            return m_draft.remark(Kind::LeftOut, line, assignedName(position).empty() ? "new" : assignedName(position),
                                  QT_TRANSLATE_NOOP("core", "Only one of two branches makes its pool; the plan has that of line %1."),
                                  {std::to_string(m_tokens[m_positions[other]].line)});
        readCall(position, m_calls[index]);
    }

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
            useDefaultsOfScript(m_draft, Program::NodePostgres);
            m_draft.beginPool(name->text, pool.line);
            m_members.read(pool, Program::NodePostgres);
        }
    }

    // Array.from({ length: 5 }, … new Pool(…) …): as many pools as that, if it is a number.
    void beginRepeat(std::size_t position)
    {
        const int line = m_tokens[position].line;
        const auto arguments = argumentsAt(m_tokens, position);
        const Literal *length = arguments.empty() ? nullptr : arguments.front().value.member("length");
        const auto known = length ? m_values.value(length->begin, length->end) : std::nullopt;
        const auto count = known ? readNumber(known->text) : Outcome<int>(Error{});
        const bool isKnown = count && *count > 0 && *count <= limits::maxPools;
        remarkEmptyRepeat();
        m_repeatLine = line;
        m_repeats = isKnown ? *count : 1;
        m_repeatEnd = position;
        if (!isKnown)
            m_draft.remark(Kind::NotUnderstood, line, "length", runTimeValue);
    }

    void readCall(std::size_t begin, const PoolCall &call)
    {
        const int line = m_tokens[begin].line;
        std::size_t end = call.bracket;
        const auto arguments = argumentsAt(m_tokens, end);
        if (end >= m_tokens.size() && !m_tokens.back().is(")"))
            return m_draft.fail(line, text(QT_TRANSLATE_NOOP("core", "this call is not closed.")));
        const Literal settings = arguments.empty() ? Literal{.line = line} : arguments.front().value;
        for (std::size_t i = 1; i < arguments.size(); ++i)
            m_members.readFurther(arguments[i].value, call.type == Class::PrismaPg);
        if (call.type == Class::PrismaClient && settings.member("adapter"))
            return readAdapted(settings, call.bracket, end);
        if (call.type == Class::PrismaPg && settings.kind == Literal::Kind::Expression && !isConfiguration(settings))
            return remarkElsewhere("PrismaPg", settings, m_made[Class::Pool].contains(settings.text));
        const Program program = call.type == Class::PrismaClient ? Program::Prisma : Program::NodePostgres;
        const int repeats = begin < m_repeatEnd ? m_repeats : 1;
        m_repeatLine = begin < m_repeatEnd ? 0 : m_repeatLine;
        useDefaultsOfScript(m_draft, program);
        for (int i = 0; i < repeats; ++i) {
            m_draft.beginPool(repeats == 1 ? nameBefore(begin) : nameOf(m_pools), line);
            ++m_pools;
            m_members.read(settings, program);
        }
    }

    // A client's pool is its adapter's, which is read in its place, here or elsewhere; all else that it is given is told.
    void readAdapted(const Literal &settings, std::size_t begin, std::size_t end)
    {
        bool isHere = false;
        for (auto inner = std::ranges::upper_bound(m_positions, begin); inner != m_positions.end() && *inner < end; ++inner)
            isHere = isHere || m_calls[static_cast<std::size_t>(inner - m_positions.begin())].type == Class::PrismaPg;
        for (const auto &[key, value] : settings.members) {
            if (key != "adapter")
                m_members.readMember(key, value, Program::Prisma);
            else if (!isHere)
                remarkElsewhere(key, value, m_made[Class::PrismaPg].contains(value.text));
        }
    }

    // Whether it is an object or a URL, and not a pool that is made elsewhere.
    bool isConfiguration(const Literal &settings) const
    {
        return m_values.value(settings.begin, settings.end) || m_values.object(settings.text);
    }

    void remarkElsewhere(const std::string &what, const Literal &value, bool isRead)
    {
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

    static std::string nameOf(int pool) { return "pool-" + std::to_string(pool + 1); }

    // "orders" of const orders = new Pool(…), const orders: Pool = new Pool(…) or orders: new Pool(…); or nothing.
    std::string assignedName(std::size_t begin) const
    {
        if (begin < 2 || !(m_tokens[begin - 1].is("=") || m_tokens[begin - 1].is(":")))
            return {};
        std::size_t name = begin - 2;
        for (std::size_t i = name; m_tokens[begin - 1].is("=") && i > 0 && begin - i < 12; --i) {
            if (m_tokens[i].kind == Token::Kind::Sign && std::string_view("{};(),=").find(m_tokens[i].text) != std::string_view::npos)
                break;
            const bool isLabel = m_tokens[i - 1].is("default") || (i > 1 && m_tokens[i - 2].is("case"));
            name = m_tokens[i].is(":") && !isLabel ? i - 1 : name;
        }
        return m_tokens[name].kind == Token::Kind::Word ? m_tokens[name].text : std::string();
    }

    // That name, if no other pool has it.
    std::string nameBefore(std::size_t begin)
    {
        const std::string name = assignedName(begin);
        if (name.empty() || std::ranges::find(m_names, name) != m_names.end())
            return nameOf(m_pools);
        m_names.push_back(name);
        return name;
    }

    PlanDraft &m_draft;
    const Tokens &m_tokens;
    ScriptValues m_values;
    PoolClasses m_classes;
    PoolMembers m_members;
    std::vector<std::size_t> m_positions; // of "new"
    std::vector<PoolCall> m_calls;
    std::map<Class, std::unordered_set<std::string>> m_made; // the names that are given a new one
    std::vector<std::size_t> m_chosen;                       // of each, the one in its place or itself
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
        const bool hasPool = has("new Pool(") || has("pg.Pool(") || has("pg_1.Pool(") || has("new Pool<") || has("new PrismaPg(")
                          || has("new PrismaClient(");
        return isNamedSo ? 93 : hasPool ? 72 : 0;
    }

    Outcome<ImportResult> read(const Source &source) const override
    {
        const auto tokens = tokensOf(source, Language::JavaScript);
        if (!tokens)
            return tokens.error();
        PlanDraft draft(id(), source);
        draft.expectPools(QT_TRANSLATE_NOOP("core", "Pools are new Pool(…) of node-postgres, new PrismaPg(…) and new PrismaClient(…)."));
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
