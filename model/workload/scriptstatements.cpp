// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/workload/scriptstatements.h"

#include "model/core/characters.h"
#include "model/core/text.h"
#include "model/workload/sqlreadonly.h"
#include "model/workload/sqltransaction.h"

#include <algorithm>

namespace poolwart {

namespace {

// Cuts a statement at its variables. A value must not grow together with the word or the value before it.
class Cutter
{
public:
    explicit Cutter(std::string_view written)
        : m_written(written)
    {}

    void cutVariable(std::size_t at, std::size_t length, std::size_t variable)
    {
        cut(at);
        m_from = at + length;
        m_statement.parameters.push_back(variable);
    }

    ScriptStatement finish(std::size_t end)
    {
        cut(end);
        std::string &first = m_statement.pieces.front();
        std::string &last = m_statement.pieces.back();
        first.erase(0, std::min(first.size(), first.find_first_not_of(whiteSpace)));
        last.erase(last.find_last_not_of(whiteSpace) + 1);
        m_statement.sql = first;
        for (std::size_t k = 1; k < m_statement.pieces.size(); ++k)
            m_statement.sql += '$' + std::to_string(k) + m_statement.pieces[k];
        m_statement.isReading = isReading(m_statement.sql);
        m_statement.standsAlone = standsAlone(m_statement.sql);
        m_statement.controlsTransaction = controlsTransaction(m_statement.sql);
        return std::move(m_statement);
    }

private:
    void cut(std::size_t end)
    {
        std::string piece(m_written.substr(m_from, end - m_from));
        const bool isBehindVariable = piece.empty() && !m_statement.pieces.empty();
        if (isBehindVariable || (!piece.empty() && (isNamePart(piece.back()) || piece.back() == '$')))
            piece += ' ';
        m_statement.pieces.push_back(std::move(piece));
    }

    std::string_view m_written;
    std::size_t m_from = 0;
    ScriptStatement m_statement;
};

FoundStatement::Fault noValue(std::string_view parameter)
{
    return {.message = text(QT_TRANSLATE_NOOP("core", "“%1” has no value."), std::string(parameter)),
            .hint = text(QT_TRANSLATE_NOOP("core", "Write :NAME, and a line: \\set NAME random(1, 100)"))};
}

FoundStatement::Fault notSet(const std::string &name)
{
    return {.message = text(QT_TRANSLATE_NOOP("core", "the variable “:%1” is not set."), name),
            .hint = text(QT_TRANSLATE_NOOP("core", "Add a line before it: \\set %1 random(1, 100)"), name)};
}

FoundStatement::Fault noData(int linesBefore)
{
    return {.linesBefore = linesBefore,
            .message = text(QT_TRANSLATE_NOOP("core", "COPY … FROM STDIN waits for data, which a script cannot provide.")),
            .hint = text(QT_TRANSLATE_NOOP("core", "Use INSERT, or COPY from a file on the server."))};
}

// Where rules and functions hold statements of their own, in brackets, their semicolons end nothing.
int depthAfter(int depth, char bracket)
{
    return bracket == '(' ? depth + 1 : bracket == ')' ? std::max(0, depth - 1) : depth;
}

} // namespace

FoundStatement nextStatement(std::string_view written, const ScriptExpression::IndexOf &indexOf)
{
    using Kind = SqlToken::Kind;
    FoundStatement found;
    Cutter cutter(written);
    const auto linesUpTo = [written](std::size_t at) { return static_cast<int>(std::ranges::count(written.substr(0, at), '\n')); };
    const auto refused = [&](std::size_t at, FoundStatement::Fault fault) {
        found.fault = std::move(fault);
        found.fault->linesBefore = linesUpTo(at);
        return found;
    };
    bool isEmpty = true;
    int depth = 0;
    std::size_t at = 0;
    for (; at < written.size(); at += found.length) {
        const SqlToken token = firstToken(written.substr(at));
        const std::string_view words = written.substr(at, token.length);
        found.length = token.length;
        if ((token.kind == Kind::Semicolon && depth == 0) || words == "\\")
            break;
        depth = depthAfter(depth, words.front());
        if (token.kind == Kind::Parameter)
            return refused(at, noValue(words));
        if (token.kind == Kind::Variable) {
            const auto variable = indexOf(words.substr(1));
            if (!variable)
                return refused(at, notSet(std::string(words.substr(1))));
            cutter.cutVariable(at, token.length, *variable);
        }
        if (isEmpty && token.kind != Kind::Space && token.kind != Kind::Comment) {
            found.linesBefore = linesUpTo(at);
            isEmpty = false;
        }
    }
    if (!isEmpty)
        found.statement = cutter.finish(at);
    if (found.statement && wantsData(found.statement->sql))
        found.fault = noData(found.linesBefore);
    const bool hasSemicolon = at < written.size() && written[at] == ';';
    found.length = at + (hasSemicolon ? 1 : 0);
    return found;
}

} // namespace poolwart
