// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/characters.h"
#include "model/core/text.h"
#include "model/workload/expressionsyntax.h"
#include "model/workload/sqltoken.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <utility>

namespace poolwart {

namespace syntax = expressionsyntax;

namespace {

constexpr int deepest = 200; // calls of the parser within one another, and nodes of the tree above one another

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

} // namespace

// Precedence climbing. After the first fault everything returns what it has, and nothing is read any more.
class ScriptExpression::Parser
{
public:
    Parser(std::string_view written, const IndexOf &indexOf)
        : m_rest(written)
        , m_indexOf(indexOf)
    {
        advance();
    }

    Outcome<ScriptExpression> run()
    {
        ScriptExpression whole = expression(syntax::OrLevel);
        if (!m_token.empty())
            unexpected();
        if (m_fault)
            return *m_fault;
        return whole;
    }

private:
    // --- tokens: m_token is the next one, in lower case where it is a word; empty at the end
    void advance()
    {
        m_rest.remove_prefix(std::min(m_rest.size(), m_rest.find_first_not_of(" \t\r\n\f\v")));
        const std::size_t length = m_rest.empty() ? 0 : tokenLength();
        m_written = m_rest.substr(0, length);
        m_token.resize(length);
        std::ranges::transform(m_written, m_token.begin(), lower);
        m_rest.remove_prefix(length);
    }

    std::size_t tokenLength() const
    {
        const auto lengthOf = [this](std::size_t from, auto fits) {
            return static_cast<std::size_t>(std::find_if_not(m_rest.begin() + static_cast<std::ptrdiff_t>(from), m_rest.end(), fits)
                                            - m_rest.begin());
        };
        const char c = m_rest.front();
        if (c == ':')
            return lengthOf(1, isNamePart);
        if (isNameStart(c))
            return lengthOf(0, isNamePart);
        if (isDigit(c) || (c == '.' && m_rest.size() > 1 && isDigit(m_rest[1]))) {
            std::size_t end = lengthOf(0, [](char part) { return isDigit(part) || part == '.'; });
            if (end < m_rest.size() && lower(m_rest[end]) == 'e') {
                const std::size_t sign = end + 1 < m_rest.size() && (m_rest[end + 1] == '+' || m_rest[end + 1] == '-') ? 2 : 1;
                if (end + sign < m_rest.size() && isDigit(m_rest[end + sign]))
                    end = lengthOf(end + sign, isDigit);
            }
            return end;
        }
        const std::string_view two = m_rest.substr(0, 2);
        return two.size() == 2 && std::ranges::find(syntax::binaries, two, &syntax::Binary::sign) != syntax::binaries.end() ? 2 : 1;
    }

    bool take(std::string_view token)
    {
        if (m_token != token || m_fault)
            return false;
        advance();
        return true;
    }

    void expect(std::string_view token)
    {
        if (!take(token))
            unexpected(token);
    }

    void fail(std::string message, std::string hint = {})
    {
        if (!m_fault)
            m_fault = Error{.kind = ErrorKind::BadInput, .message = std::move(message), .hint = std::move(hint)};
    }

    void unexpected(std::string_view wanted = {})
    {
        const std::string found(m_written);
        if (found.empty())
            fail(wanted.empty() ? text(QT_TRANSLATE_NOOP("core", "the expression ends too early."))
                                : text(QT_TRANSLATE_NOOP("core", "the expression ends where “%1” is expected."), std::string(wanted)));
        else
            fail(wanted.empty() ? text(QT_TRANSLATE_NOOP("core", "“%1” is not valid here."), found)
                                : text(QT_TRANSLATE_NOOP("core", "expected “%2”, got “%1”."), found, std::string(wanted)));
    }

    // --- nodes
    ScriptExpression node(ScriptExpression::Operation operation, std::vector<ScriptExpression> operands)
    {
        ScriptExpression made;
        made.m_operation = operation;
        for (const ScriptExpression &operand : operands)
            made.m_depth = std::max(made.m_depth, operand.m_depth + 1);
        made.m_operands = std::move(operands);
        if (made.m_depth > deepest) {
            fail(text(QT_TRANSLATE_NOOP("core", "the expression is nested too deeply.")),
                 text(QT_TRANSLATE_NOOP("core", "Split it into several \\set lines.")));
            return {}; // or the tree would be too deep to be taken down again
        }
        return made;
    }

    static ScriptExpression constant(ScriptValue value)
    {
        ScriptExpression made;
        made.m_constant = std::move(value);
        return made;
    }

    template <class... Operands>
    ScriptExpression make(ScriptExpression::Operation operation, Operands... operands)
    {
        std::vector<ScriptExpression> all;
        (all.push_back(std::move(operands)), ...);
        return node(operation, std::move(all));
    }

    // --- grammar
    ScriptExpression expression(int least)
    {
        if (m_fault || ++m_calls > deepest) {
            fail(text(QT_TRANSLATE_NOOP("core", "the expression is nested too deeply.")),
                 text(QT_TRANSLATE_NOOP("core", "Split it into several \\set lines.")));
            return {};
        }
        ScriptExpression left = operand();
        bool isCompared = false;
        while (!m_fault) {
            if (least <= syntax::IsLevel && takePostfix(left))
                continue;
            const auto *binary = std::ranges::find(syntax::binaries, m_token, &syntax::Binary::sign);
            if (binary == syntax::binaries.end() || binary->level < least)
                break;
            if (binary->level == syntax::CompareLevel && std::exchange(isCompared, true)) {
                unexpected(); // 1 < 2 < 3
                break;
            }
            advance();
            ScriptExpression right = expression(binary->level + 1);
            left = binary->isSwapped ? make(binary->operation, std::move(right), std::move(left))
                                     : make(binary->operation, std::move(left), std::move(right));
        }
        --m_calls;
        return left;
    }

    // IS [NOT] NULL | TRUE | FALSE, ISNULL, NOTNULL
    bool takePostfix(ScriptExpression &left)
    {
        if (take("isnull")) {
            left = make(ScriptExpression::Operation::IsNull, std::move(left));
            return true;
        }
        if (take("notnull")) {
            left = make(ScriptExpression::Operation::Not, make(ScriptExpression::Operation::IsNull, std::move(left)));
            return true;
        }
        if (!take("is"))
            return false;
        const bool isNegated = take("not");
        if (take("null"))
            left = make(ScriptExpression::Operation::IsNull, std::move(left));
        else if (take("true"))
            left = make(ScriptExpression::Operation::Is, std::move(left), constant(true));
        else if (take("false"))
            left = make(ScriptExpression::Operation::Is, std::move(left), constant(false));
        else
            unexpected();
        if (isNegated)
            left = make(ScriptExpression::Operation::Not, std::move(left));
        return true;
    }

    ScriptExpression operand()
    {
        if (take("not"))
            return make(ScriptExpression::Operation::Not, expression(syntax::NotLevel));
        if (take("-"))
            return negated();
        if (take("+"))
            return expression(syntax::SignLevel);
        if (take("~"))
            return make(ScriptExpression::Operation::BitXor, constant(std::int64_t{-1}), expression(syntax::BitLevel + 1));
        if (take("(")) {
            ScriptExpression inner = expression(syntax::OrLevel);
            expect(")");
            return inner;
        }
        if (take("null"))
            return constant({});
        if (take("true"))
            return constant(true);
        if (take("false"))
            return constant(false);
        if (take("case"))
            return caseExpression();
        if (!m_token.empty() && m_token.front() == ':')
            return variable();
        if (!m_token.empty() && (isDigit(m_token.front()) || m_token.front() == '.'))
            return number();
        if (!m_token.empty() && isNameStart(m_token.front()) && std::ranges::find(syntax::keywords, m_token) == syntax::keywords.end())
            return call();
        unexpected();
        return {};
    }

    // -x is 0 - x, but for the lowest integer, which has no positive twin.
    ScriptExpression negated()
    {
        if (take("9223372036854775808"))
            return constant(std::numeric_limits<std::int64_t>::min());
        return make(ScriptExpression::Operation::Subtract, constant(std::int64_t{0}), expression(syntax::SignLevel));
    }

    ScriptExpression number()
    {
        const std::string written = std::exchange(m_token, {});
        const char *end = written.data() + written.size();
        const bool isWhole = std::ranges::all_of(written, isDigit);
        ScriptExpression made;
        const auto read = [&]<class Number>(Number value) {
            const auto [stop, fault] = std::from_chars(written.data(), end, value);
            if (stop != end || fault != std::errc{})
                fail(text(QT_TRANSLATE_NOOP("core", "“%1” is not a 64-bit number."), written));
            made = constant(value);
        };
        if (isWhole)
            read(std::int64_t{});
        else
            read(0.0);
        advance();
        return made;
    }

    ScriptExpression variable()
    {
        ScriptExpression made;
        made.m_operation = ScriptExpression::Operation::Variable;
        made.m_name = m_written.substr(1);
        const auto index = m_indexOf(made.m_name);
        if (made.m_name.empty())
            unexpected();
        else if (!index)
            fail(text(QT_TRANSLATE_NOOP("core", "the variable “:%1” is not set."), made.m_name),
                 text(QT_TRANSLATE_NOOP("core", "Add a line before it: \\set %1 random(1, 100)"), made.m_name));
        made.m_variable = index.value_or(0);
        advance();
        return made;
    }

    ScriptExpression caseExpression()
    {
        std::vector<ScriptExpression> parts; // condition, value, condition, value, …, the value of ELSE
        while (take("when")) {
            parts.push_back(expression(syntax::OrLevel));
            expect("then");
            parts.push_back(expression(syntax::OrLevel));
        }
        if (parts.empty())
            unexpected("when");
        parts.push_back(take("else") ? expression(syntax::OrLevel) : constant({}));
        expect("end");
        return node(ScriptExpression::Operation::Case, std::move(parts));
    }

    ScriptExpression call()
    {
        const std::string name = m_token;
        const auto *function = std::ranges::find(syntax::functions, name, &syntax::Function::name);
        advance();
        if (function == syntax::functions.end()) {
            fail(text(QT_TRANSLATE_NOOP("core", "there is no function “%1”."), name),
                 text(QT_TRANSLATE_NOOP("core", "The functions are %1."), allFunctions()));
            return {};
        }
        expect("(");
        std::vector<ScriptExpression> arguments;
        while (!m_fault && m_token != ")") {
            if (!arguments.empty())
                expect(",");
            arguments.push_back(expression(syntax::OrLevel));
        }
        expect(")");
        if (arguments.size() < function->least || arguments.size() > function->most)
            fail(text(QT_TRANSLATE_NOOP("core", "%1: wrong number of arguments (%2)."), name, static_cast<long long>(arguments.size())),
                 text(QT_TRANSLATE_NOOP("core", "It takes %1 arguments."), argumentCounts(*function)));
        return node(function->operation, std::move(arguments));
    }

    static std::string argumentCounts(const syntax::Function &function)
    {
        const auto least = static_cast<long long>(function.least);
        if (function.most == function.least)
            return std::to_string(least);
        if (function.most == syntax::any)
            return text(QT_TRANSLATE_NOOP("core", "%1 or more"), least);
        return text(QT_TRANSLATE_NOOP("core", "%1 or %2"), least, static_cast<long long>(function.most));
    }

    static std::string allFunctions()
    {
        std::string names;
        for (const syntax::Function &function : syntax::functions)
            names.append(names.empty() ? "" : ", ").append(function.name);
        return names;
    }

    std::string_view m_rest; // behind the next token
    std::string_view m_written;
    std::string m_token;
    const IndexOf &m_indexOf;
    std::optional<Error> m_fault;
    int m_calls = 0;
};

Outcome<ScriptExpression> ScriptExpression::parse(std::string_view written, const IndexOf &indexOf)
{
    return Parser(written, indexOf).run();
}

} // namespace poolwart
