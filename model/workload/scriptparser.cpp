// SPDX-License-Identifier: GPL-3.0-or-later
// Long: one parser, a function for each command of its language.
#include "model/core/characters.h"
#include "model/core/text.h"
#include "model/workload/script.h"
#include "model/workload/scriptstatements.h"
#include "model/workload/scriptwords.h"

#include <algorithm>
#include <array>

namespace poolwart {

class Script::Parser
{
public:
    explicit Parser(std::string_view written)
        : m_written(written)
    {
        for (const char *name : {"scale", "client_id", "random_seed", "default_seed"})
            m_script.m_variables.emplace_back(name);
    }

    Outcome<Script> run()
    {
        while (!m_fault && m_at < m_written.size()) {
            if (m_written[m_at] == '\\')
                readMeta();
            else
                readStatement();
        }
        if (!m_fault && !m_open.empty())
            fail(m_open.back().line, text(QT_TRANSLATE_NOOP("core", "this \\if has no \\endif.")),
                 text(QT_TRANSLATE_NOOP("core", "Add a line: \\endif")));
        if (!m_fault && m_script.m_statements.empty())
            fail(1, text(QT_TRANSLATE_NOOP("core", "there is no SQL statement.")));
        if (m_fault)
            return *m_fault;
        return std::move(m_script);
    }

private:
    struct Condition
    {
        int line = 1;
        std::optional<std::size_t> untaken; // the JumpUnless of the branch that is open
        std::vector<std::size_t> ends;      // the Jumps out of the branches before it
    };

    void fail(int line, const std::string &message, std::string hint = {})
    {
        if (!m_fault)
            m_fault = scriptwords::refusal(line, message, std::move(hint));
    }

    // Goes on by so many bytes and counts their lines.
    void advance(std::size_t length)
    {
        m_line += static_cast<int>(std::ranges::count(m_written.substr(m_at, length), '\n'));
        m_at += length;
    }

    // --- SQL
    void readStatement()
    {
        auto found = nextStatement(m_written.substr(m_at), [this](std::string_view name) { return indexOf(name); });
        const int line = m_line + found.linesBefore;
        if (found.fault) {
            fail(m_line + found.fault->linesBefore, found.fault->message, std::move(found.fault->hint));
            return;
        }
        advance(found.length);
        if (!found.statement)
            return;
        m_behindStatement = true;
        found.statement->line = line;
        add({.kind = ScriptCommand::Kind::Send, .line = line, .target = m_script.m_statements.size()});
        m_script.m_statements.push_back(*std::move(found.statement));
    }

    // --- variables
    std::optional<std::size_t> indexOf(std::string_view name)
    {
        m_script.m_usesScale = m_script.m_usesScale || name == "scale";
        const auto found = std::ranges::find(m_script.m_variables, name);
        if (found != m_script.m_variables.end())
            return static_cast<std::size_t>(found - m_script.m_variables.begin());
        const bool mayBeResult = std::ranges::any_of(m_prefixes, [name](const std::string &prefix) { return name.starts_with(prefix); });
        return mayBeResult ? std::optional(define(name)) : std::nullopt;
    }

    std::size_t define(std::string_view name)
    {
        const auto found = std::ranges::find(m_script.m_variables, name);
        if (found == m_script.m_variables.end()) {
            m_script.m_variables.emplace_back(name);
            return m_script.m_variables.size() - 1;
        }
        return static_cast<std::size_t>(found - m_script.m_variables.begin());
    }

    // --- meta commands
    void readMeta()
    {
        const std::string_view whole = m_written.substr(m_at, scriptwords::metaLength(m_written.substr(m_at)));
        std::string joined(whole);
        for (auto at = joined.find('\\', 1); at != std::string::npos; at = joined.find('\\', at + 1)) {
            if (joined.find_first_not_of("\r\n", at + 1) != at + 1 && at + 1 < joined.size())
                joined[at] = ' ';
        }
        m_meta = scriptwords::trimmed(joined);
        std::string_view rest = m_meta;
        const std::string_view name = scriptwords::takeWord(rest);
        const auto *command = std::ranges::find(commands, name, &Meta::name);
        if (command == commands.end())
            refuseMeta(name);
        else
            (this->*command->read)(rest);
        m_behindStatement = false;
        advance(whole.size());
    }

    void refuseMeta(std::string_view name)
    {
        const auto *refused = std::ranges::find_if(
            refusals, [name](const Refused &r) { return name == r.name || (r.name == "\\;" && name.starts_with(r.name)); });
        if (refused != refusals.end())
            return fail(m_line, text(QT_TRANSLATE_NOOP("core", "“%1” is not supported."), std::string(refused->name)), text(refused->hint));
        fail(m_line, text(QT_TRANSLATE_NOOP("core", "“%1” is not valid."), scriptwords::shortened(m_meta)),
             text(QT_TRANSLATE_NOOP("core", "The commands are %1."), allCommands()));
    }

    void misunderstood(const char *form)
    {
        fail(m_line, text(QT_TRANSLATE_NOOP("core", "“%1” is not valid."), scriptwords::shortened(m_meta)),
             text(QT_TRANSLATE_NOOP("core", "Write %1"), form));
    }

    void add(ScriptCommand command) { m_script.m_commands.push_back(std::move(command)); }

    std::optional<ScriptExpression> expressionOf(std::string_view written)
    {
        auto expression = ScriptExpression::parse(written, [this](std::string_view name) { return indexOf(name); });
        if (expression)
            return *std::move(expression);
        fail(m_line, expression.error().message, expression.error().hint);
        return std::nullopt;
    }

    void readSet(std::string_view rest)
    {
        const std::string_view name = scriptwords::takeWord(rest);
        if (!scriptwords::isName(name) || rest.empty())
            return misunderstood("\\set NAME EXPRESSION");
        if (auto expression = expressionOf(rest))
            add({.kind = ScriptCommand::Kind::Set, .line = m_line, .target = define(name), .expression = *std::move(expression)});
    }

    void readSequence(std::string_view rest)
    {
        const std::string_view name = scriptwords::takeWord(rest);
        const auto first = scriptwords::wholeNumber(scriptwords::takeWord(rest));
        const auto last = scriptwords::wholeNumber(scriptwords::takeWord(rest));
        const auto step = rest.empty() ? std::optional<std::int64_t>(1) : scriptwords::wholeNumber(scriptwords::takeWord(rest));
        if (!scriptwords::isName(name) || !first || !last || !step || !rest.empty())
            return misunderstood("\\sequence NAME FROM TO [BY]");
        if (*step == 0 || (*step > 0) != (*first <= *last))
            return fail(m_line,
                        text(QT_TRANSLATE_NOOP("core", "the sequence “%1” does not reach %3 from %2."), std::string(name),
                             static_cast<long long>(*first), static_cast<long long>(*last)),
                        text(QT_TRANSLATE_NOOP("core", "A positive step counts up, a negative step counts down.")));
        add({.kind = ScriptCommand::Kind::Count, .line = m_line, .target = define(name), .source = m_script.m_sequences.size()});
        m_script.m_sequences.push_back({.first = *first, .last = *last, .step = *step});
    }

    // \csv FILE sequential|random COLUMN…; the file in double quotes where its name has a space
    void readCsv(std::string_view rest)
    {
        constexpr const char *form = "\\csv FILE sequential|random COLUMN…";
        const std::size_t quote = rest.starts_with('"') ? 1 : 0;
        const std::size_t end = quote > 0 ? rest.find('"', 1) : rest.find_first_of(whiteSpace);
        if (end == std::string_view::npos || end <= quote)
            return misunderstood(form);
        ScriptRows rows{.file = std::string(rest.substr(quote, end - quote)), .columns = {}, .variables = {}, .line = m_line};
        rest.remove_prefix(end + quote);
        const std::string_view order = scriptwords::takeWord(rest);
        rows.isRandom = order == "random";
        if ((!rows.isRandom && order != "sequential") || rest.empty())
            return misunderstood(form);
        while (!rest.empty()) {
            const std::string_view column = scriptwords::takeWord(rest);
            if (!scriptwords::isName(column))
                return fail(m_line, text(QT_TRANSLATE_NOOP("core", "“%1” is not a variable name."), scriptwords::shortened(column)),
                            text(QT_TRANSLATE_NOOP("core", "Name the file’s column with letters, digits and underscores only.")));
            rows.columns.emplace_back(column);
            rows.variables.push_back(define(column));
        }
        add({.kind = ScriptCommand::Kind::Row, .line = m_line, .source = m_script.m_rows.size()});
        m_script.m_rows.push_back(std::move(rows));
    }

    // \sleep 5 ms, \sleep 5ms, \sleep :delay us; seconds where there is no unit
    void readSleep(std::string_view rest)
    {
        using namespace std::chrono_literals;
        constexpr std::array units{std::pair{std::string_view("us"), Duration(1us)}, std::pair{std::string_view("ms"), Duration(1ms)},
                                   std::pair{std::string_view("s"), Duration(1s)}};
        std::string_view amount = scriptwords::takeWord(rest);
        std::string_view unit = scriptwords::takeWord(rest);
        if (unit.empty() && !amount.starts_with(':')) {
            unit = amount.substr(std::min(amount.size(), amount.find_first_not_of("0123456789")));
            amount.remove_suffix(unit.size());
        }
        const auto *known = std::ranges::find(units, unit.empty() ? "s" : unit, [](const auto &candidate) { return candidate.first; });
        const bool isAmount =
            amount.starts_with(':') ? scriptwords::isName(amount.substr(1)) : scriptwords::wholeNumber(amount).value_or(-1) >= 0;
        if (!isAmount || known == units.end() || !rest.empty())
            return misunderstood("\\sleep NUMBER [us|ms|s]");
        if (auto expression = expressionOf(amount))
            add({.kind = ScriptCommand::Kind::Sleep, .line = m_line, .unit = known->second, .expression = *std::move(expression)});
    }

    // --- conditions: each branch ends in a jump behind the \endif, each condition jumps to the next branch
    void readIf(std::string_view rest)
    {
        m_open.push_back({.line = m_line, .untaken = std::nullopt, .ends = {}});
        beginBranch(rest, "\\if EXPRESSION");
    }

    void readElif(std::string_view rest)
    {
        if (endBranch())
            beginBranch(rest, "\\elif EXPRESSION");
    }

    void readElse(std::string_view rest)
    {
        if (!rest.empty())
            return misunderstood("\\else");
        if (endBranch())
            m_open.back().untaken.reset();
    }

    void readEndif(std::string_view rest)
    {
        if (!rest.empty())
            return misunderstood("\\endif");
        if (m_open.empty())
            return fail(m_line, text(QT_TRANSLATE_NOOP("core", "there is no \\if before this line.")));
        Condition &condition = m_open.back();
        if (condition.untaken)
            condition.ends.push_back(*condition.untaken);
        for (const std::size_t jump : condition.ends)
            m_script.m_commands[jump].target = m_script.m_commands.size();
        m_open.pop_back();
    }

    void beginBranch(std::string_view rest, const char *form)
    {
        if (rest.empty())
            return misunderstood(form);
        auto expression = expressionOf(rest);
        if (!expression)
            return;
        m_open.back().untaken = m_script.m_commands.size();
        add({.kind = ScriptCommand::Kind::JumpUnless, .line = m_line, .expression = *std::move(expression)});
    }

    bool endBranch()
    {
        if (m_open.empty() || !m_open.back().untaken) {
            fail(m_line, m_open.empty() ? text(QT_TRANSLATE_NOOP("core", "there is no \\if before this line."))
                                        : text(QT_TRANSLATE_NOOP("core", "there is already an \\else.")));
            return false;
        }
        Condition &condition = m_open.back();
        condition.ends.push_back(m_script.m_commands.size());
        add({.kind = ScriptCommand::Kind::Jump, .line = m_line});
        m_script.m_commands[*condition.untaken].target = m_script.m_commands.size();
        return true;
    }

    // --- results
    void readGset(std::string_view rest) { readResult(rest, true); }
    void readAset(std::string_view rest) { readResult(rest, false); }

    void readResult(std::string_view rest, bool needsOneRow)
    {
        const std::string_view prefix = scriptwords::takeWord(rest);
        if (!rest.empty() || (!prefix.empty() && !scriptwords::isName(prefix)))
            return misunderstood(needsOneRow ? "\\gset [PREFIX]" : "\\aset [PREFIX]");
        if (!m_behindStatement)
            return fail(m_line, text(QT_TRANSLATE_NOOP("core", "there is no statement before this line whose result it could use.")),
                        text(QT_TRANSLATE_NOOP("core", "Write it instead of the statement’s semicolon.")));
        m_script.m_statements.back().result = {.prefix = std::string(prefix), .needsOneRow = needsOneRow};
        m_prefixes.emplace_back(prefix);
    }

    static std::string allCommands()
    {
        std::string names;
        for (const Meta &meta : commands)
            names.append(names.empty() ? "" : ", ").append(meta.name);
        return names;
    }

    struct Meta
    {
        std::string_view name;
        void (Parser::*read)(std::string_view rest);
    };
    static constexpr std::array commands{
        Meta{"\\set", &Parser::readSet},   Meta{"\\sequence", &Parser::readSequence},
        Meta{"\\csv", &Parser::readCsv},   Meta{"\\sleep", &Parser::readSleep},
        Meta{"\\if", &Parser::readIf},     Meta{"\\elif", &Parser::readElif},
        Meta{"\\else", &Parser::readElse}, Meta{"\\endif", &Parser::readEndif},
        Meta{"\\gset", &Parser::readGset}, Meta{"\\aset", &Parser::readAset},
    };

    struct Refused
    {
        std::string_view name;
        const char *hint;
    };
    static constexpr const char *noPipelines =
        QT_TRANSLATE_NOOP("core", "Remove it: a slot sends a statement only after the answer to the previous one.");
    static constexpr const char *noPrograms =
        QT_TRANSLATE_NOOP("core", "Scripts cannot run programs. Compute the value with \\set, or read it with a query and \\gset.");
    static constexpr std::array refusals{
        Refused{"\\startpipeline", noPipelines},
        Refused{"\\syncpipeline", noPipelines},
        Refused{"\\endpipeline", noPipelines},
        Refused{"\\shell", noPrograms},
        Refused{"\\setshell", noPrograms},
        Refused{"\\;", QT_TRANSLATE_NOOP("core", "Write a semicolon without a backslash: each statement is sent separately.")},
    };

    Script m_script;
    std::string_view m_written;
    std::size_t m_at = 0;
    int m_line = 1;
    std::string m_meta; // the command at hand, on one line
    std::vector<Condition> m_open;
    std::vector<std::string> m_prefixes; // of \gset and \aset so far
    bool m_behindStatement = false;
    std::optional<Error> m_fault;
};

Outcome<Script> Script::parse(std::string_view written)
{
    return Parser(written).run();
}

} // namespace poolwart
