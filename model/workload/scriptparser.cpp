// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/characters.h"
#include "model/core/text.h"
#include "model/core/utf8.h"
#include "model/workload/script.h"
#include "model/workload/scriptstatements.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace poolwart {

namespace {

std::string_view trimmed(std::string_view written)
{
    written = written.substr(0, written.find_last_not_of(whiteSpace) + 1);
    return written.substr(std::min(written.size(), written.find_first_not_of(whiteSpace)));
}

// As much of a line as fits into a message.
std::string shortened(std::string_view line)
{
    return poolwart::shortened(line, 60);
}

Error refusal(int line, const std::string &message, std::string hint = {})
{
    return {.kind = ErrorKind::BadInput,
            .message = text(QT_TRANSLATE_NOOP("core", "Script, line %1: %2"), static_cast<long long>(line), message),
            .hint = std::move(hint)};
}

bool isName(std::string_view written)
{
    return !written.empty() && isNameStart(written.front()) && std::ranges::all_of(written, isNamePart);
}

std::optional<std::int64_t> wholeNumber(std::string_view written)
{
    std::int64_t number = 0;
    const auto [end, fault] = std::from_chars(written.data(), written.data() + written.size(), number);
    return fault == std::errc{} && end == written.data() + written.size() ? std::optional(number) : std::nullopt;
}

// The first word, cut off from what is left.
std::string_view takeWord(std::string_view &rest)
{
    rest = trimmed(rest);
    const std::string_view word = rest.substr(0, rest.find_first_of(whiteSpace));
    rest = trimmed(rest.substr(word.size()));
    return word;
}

// A backslash at the end of a line draws the next line to it.
std::size_t metaLength(std::string_view written)
{
    std::size_t at = 0;
    while (true) {
        const std::size_t end = written.find('\n', at);
        if (end == std::string_view::npos)
            return written.size();
        const std::size_t last = written.substr(0, end).find_last_not_of('\r');
        if (last == std::string_view::npos || last == 0 || written[last] != '\\')
            return end;
        at = end + 1;
    }
}

} // namespace

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
            m_fault = refusal(line, message, std::move(hint));
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
        const std::string_view whole = m_written.substr(m_at, metaLength(m_written.substr(m_at)));
        std::string joined(whole);
        for (auto at = joined.find('\\', 1); at != std::string::npos; at = joined.find('\\', at + 1)) {
            if (joined.find_first_not_of("\r\n", at + 1) != at + 1 && at + 1 < joined.size())
                joined[at] = ' ';
        }
        m_meta = trimmed(joined);
        std::string_view rest = m_meta;
        const std::string_view name = takeWord(rest);
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
        fail(m_line, text(QT_TRANSLATE_NOOP("core", "“%1” is not understood."), shortened(m_meta)),
             text(QT_TRANSLATE_NOOP("core", "The commands are %1."), allCommands()));
    }

    void misunderstood(const char *form)
    {
        fail(m_line, text(QT_TRANSLATE_NOOP("core", "“%1” is not understood."), shortened(m_meta)),
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
        const std::string_view name = takeWord(rest);
        if (!isName(name) || rest.empty())
            return misunderstood("\\set NAME EXPRESSION");
        if (auto expression = expressionOf(rest))
            add({.kind = ScriptCommand::Kind::Set, .line = m_line, .target = define(name), .expression = *std::move(expression)});
    }

    void readSequence(std::string_view rest)
    {
        const std::string_view name = takeWord(rest);
        const auto first = wholeNumber(takeWord(rest));
        const auto last = wholeNumber(takeWord(rest));
        const auto step = rest.empty() ? std::optional<std::int64_t>(1) : wholeNumber(takeWord(rest));
        if (!isName(name) || !first || !last || !step || !rest.empty())
            return misunderstood("\\sequence NAME FROM TO [BY]");
        if (*step == 0 || (*step > 0) != (*first <= *last))
            return fail(m_line,
                        text(QT_TRANSLATE_NOOP("core", "the sequence “%1” does not lead from %2 to %3."), std::string(name),
                             static_cast<long long>(*first), static_cast<long long>(*last)),
                        text(QT_TRANSLATE_NOOP("core", "A step above 0 counts up, one below 0 counts down.")));
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
        const std::string_view order = takeWord(rest);
        rows.isRandom = order == "random";
        if ((!rows.isRandom && order != "sequential") || rest.empty())
            return misunderstood(form);
        while (!rest.empty()) {
            const std::string_view column = takeWord(rest);
            if (!isName(column))
                return fail(m_line, text(QT_TRANSLATE_NOOP("core", "“%1” is no name of a variable."), shortened(column)),
                            text(QT_TRANSLATE_NOOP("core", "Name the file’s column so: letters, digits and underscores.")));
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
        std::string_view amount = takeWord(rest);
        std::string_view unit = takeWord(rest);
        if (unit.empty() && !amount.starts_with(':')) {
            unit = amount.substr(std::min(amount.size(), amount.find_first_not_of("0123456789")));
            amount.remove_suffix(unit.size());
        }
        const auto *known = std::ranges::find(units, unit.empty() ? "s" : unit, [](const auto &candidate) { return candidate.first; });
        const bool isAmount = amount.starts_with(':') ? isName(amount.substr(1)) : wholeNumber(amount).value_or(-1) >= 0;
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
            return fail(m_line, text(QT_TRANSLATE_NOOP("core", "there is no \\if before this.")));
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
            fail(m_line, m_open.empty() ? text(QT_TRANSLATE_NOOP("core", "there is no \\if before this."))
                                        : text(QT_TRANSLATE_NOOP("core", "there was an \\else already.")));
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
        const std::string_view prefix = takeWord(rest);
        if (!rest.empty() || (!prefix.empty() && !isName(prefix)))
            return misunderstood(needsOneRow ? "\\gset [PREFIX]" : "\\aset [PREFIX]");
        if (!m_behindStatement)
            return fail(m_line, text(QT_TRANSLATE_NOOP("core", "there is no statement before this whose result it could take.")),
                        text(QT_TRANSLATE_NOOP("core", "Put it in the place of the statement’s semicolon.")));
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
        QT_TRANSLATE_NOOP("core", "Remove it: a slot sends a statement when it has the answer to the one before.");
    static constexpr const char *noPrograms =
        QT_TRANSLATE_NOOP("core", "Scripts run no programs. Compute the value with \\set, or read it with a query and \\gset.");
    static constexpr std::array refusals{
        Refused{"\\startpipeline", noPipelines},
        Refused{"\\syncpipeline", noPipelines},
        Refused{"\\endpipeline", noPipelines},
        Refused{"\\shell", noPrograms},
        Refused{"\\setshell", noPrograms},
        Refused{"\\;", QT_TRANSLATE_NOOP("core", "Write a semicolon without a backslash: each statement is sent for itself.")},
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
