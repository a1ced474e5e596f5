// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/traffic/statement.h"

#include "model/core/text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cassert>
#include <charconv>
#include <optional>
#include <regex>

namespace poolwart {

namespace {

bool isNameStart(char c)
{
    return std::isalpha(static_cast<unsigned char>(c)) || c == '_';
}

bool isNamePart(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
}

std::string_view trimmed(std::string_view written)
{
    const auto first = written.find_first_not_of(" \t\r\n\f\v");
    if (first == std::string_view::npos)
        return {};
    return written.substr(first, written.find_last_not_of(" \t\r\n\f\v") - first + 1);
}

Error refusal(int line, const std::string &message, std::string hint = {})
{
    return {.kind = ErrorKind::BadInput,
            .message = text(QT_TRANSLATE_NOOP("core", "Statement, line %1: %2"), static_cast<long long>(line), message),
            .hint = std::move(hint)};
}

} // namespace

// First the \set lines, then the SQL, cut at its parameters.
class Statement::Parser
{
public:
    Outcome<Statement> run(std::string_view script)
    {
        if (auto failure = readMetaLines(script))
            return *failure;
        if (auto failure = readSql())
            return *failure;
        return std::move(m_result);
    }

private:
    std::optional<Error> readMetaLines(std::string_view script)
    {
        for (int line = 1; !script.empty(); ++line) {
            const std::string_view whole = script.substr(0, script.find('\n'));
            script.remove_prefix(std::min(script.size(), whole.size() + 1));
            const std::string_view content = trimmed(whole);
            const bool isMeta = content.starts_with('\\');
            if (isMeta) {
                if (auto failure = readSet(content, line))
                    return failure;
            }
            m_body.append(isMeta ? std::string_view() : whole).push_back('\n'); // lines keep their numbers
        }
        return std::nullopt;
    }

    std::optional<Error> readSet(std::string_view content, int line)
    {
        static const std::regex form(R"(\\set\s+([A-Za-z_]\w*)\s+random\(\s*(-?\d{1,18})\s*,\s*(-?\d{1,18})\s*\))");
        std::match_results<std::string_view::const_iterator> match;
        if (!std::regex_match(content.begin(), content.end(), match, form)) {
            return refusal(line,
                           text(QT_TRANSLATE_NOOP("core", "“%1” is not understood."), std::string(content)),
                           text(QT_TRANSLATE_NOOP("core", "Write \\set NAME random(LEAST, MOST) with whole numbers.")));
        }
        Variable variable{.name = match[1].str(), .least = std::stoll(match[2].str()), .most = std::stoll(match[3].str())};
        if (variable.least > variable.most)
            return refusal(line, text(QT_TRANSLATE_NOOP("core", "the range of “%1” is empty."), variable.name));
        m_result.m_variables.push_back(std::move(variable));
        return std::nullopt;
    }

    std::optional<Error> readSql()
    {
        while (m_at < m_body.size()) {
            if (skipQuotedOrComment())
                continue;
            const char c = m_body[m_at];
            if (c == ';' && !trimmedRestIsEmpty())
                return refusal(lineNow(),
                               text(QT_TRANSLATE_NOOP("core", "there is more after the end of the statement.")),
                               text(QT_TRANSLATE_NOOP("core", "Write one statement.")));
            if (c == ';')
                break;
            if (c == ':' && isParameterHere()) {
                if (auto failure = readParameter())
                    return failure;
                continue;
            }
            m_at += c == ':' && m_at + 1 < m_body.size() && m_body[m_at + 1] == ':' ? 2 : 1; // a cast is not a name
        }
        closePiece();
        if (trimmed(m_result.m_sql).empty() || m_onlyComments)
            return refusal(1, text(QT_TRANSLATE_NOOP("core", "there is no SQL statement.")));
        m_result.m_sql = std::string(trimmed(m_result.m_sql));
        return std::nullopt;
    }

    // Literals '…', E'…\'…', "…", $tag$…$tag$ and comments hold no parameters. True: moved past one.
    bool skipQuotedOrComment()
    {
        const std::string_view rest = std::string_view(m_body).substr(m_at);
        if (rest.starts_with("--"))
            return skipTo(rest.find('\n'), 1);
        if (rest.starts_with("/*"))
            return skipTo(rest.find("*/", 2), 2);
        if (!std::isspace(static_cast<unsigned char>(rest.front())))
            m_onlyComments = false;
        if (rest.front() == '\'' || rest.front() == '"')
            return skipQuoted(rest.front());
        if (rest.front() == '$' && (m_at == 0 || !isNamePart(m_body[m_at - 1])))
            return skipDollarQuoted(rest);
        return false;
    }

    bool skipQuoted(char quote)
    {
        const bool escapes = quote == '\'' && m_at > 0 && (m_body[m_at - 1] == 'E' || m_body[m_at - 1] == 'e');
        for (++m_at; m_at < m_body.size() && m_body[m_at] != quote; ++m_at) {
            if (escapes && m_body[m_at] == '\\')
                ++m_at;
        }
        m_at = std::min(m_at + 1, m_body.size());
        return true;
    }

    bool skipDollarQuoted(std::string_view rest)
    {
        const auto end = rest.find('$', 1);
        if (end == std::string_view::npos || std::isdigit(static_cast<unsigned char>(rest[1])))
            return false;
        const std::string_view tag = rest.substr(0, end + 1);
        if (!std::all_of(tag.begin() + 1, tag.end() - 1, isNamePart))
            return false;
        return skipTo(rest.find(tag, tag.size()), tag.size());
    }

    bool skipTo(std::size_t found, std::size_t length)
    {
        m_at = found == std::string_view::npos ? m_body.size() : m_at + found + length;
        return true;
    }

    bool isParameterHere() const
    {
        const bool afterColon = m_at > 0 && m_body[m_at - 1] == ':';
        return !afterColon && m_at + 1 < m_body.size() && isNameStart(m_body[m_at + 1]);
    }

    std::optional<Error> readParameter()
    {
        std::size_t end = m_at + 1;
        while (end < m_body.size() && isNamePart(m_body[end]))
            ++end;
        const std::string name = m_body.substr(m_at + 1, end - m_at - 1);
        // The last \set of a name holds, as in pgbench.
        const auto &variables = m_result.m_variables;
        const auto found = std::find_if(variables.rbegin(), variables.rend(), [&](const Variable &v) { return v.name == name; });
        if (found == variables.rend()) {
            return refusal(lineNow(),
                           text(QT_TRANSLATE_NOOP("core", "the variable “:%1” is not set."), name),
                           text(QT_TRANSLATE_NOOP("core", "Add a line: \\set %1 random(1, 100)"), name));
        }
        closePiece();
        m_result.m_parameters.push_back(static_cast<std::size_t>(variables.rend() - found) - 1);
        m_result.m_sql += '$' + std::to_string(m_result.m_parameters.size());
        m_at = m_pieceStart = end;
        return std::nullopt;
    }

    void closePiece()
    {
        std::string piece = m_body.substr(m_pieceStart, m_at - m_pieceStart);
        m_result.m_sql += piece;
        m_result.m_pieces.push_back(std::move(piece));
    }

    // After a semicolon only white space and comments may follow.
    bool trimmedRestIsEmpty()
    {
        const std::size_t end = m_at;
        const bool onlyComments = m_onlyComments;
        for (++m_at; m_at < m_body.size();) {
            m_onlyComments = true;
            if (!skipQuotedOrComment()) {
                if (!m_onlyComments)
                    break;
                ++m_at;
            } else if (!m_onlyComments) {
                break;
            }
        }
        const bool empty = m_at >= m_body.size() && m_onlyComments;
        m_at = end;
        m_onlyComments = onlyComments;
        return empty;
    }

    int lineNow() const
    {
        return 1 + static_cast<int>(std::count(m_body.begin(), m_body.begin() + static_cast<std::ptrdiff_t>(m_at), '\n'));
    }

    Statement m_result;
    std::string m_body;
    std::size_t m_at = 0;
    std::size_t m_pieceStart = 0;
    bool m_onlyComments = true;
};

Outcome<Statement> Statement::parse(std::string_view script)
{
    return Parser().run(script);
}

void Statement::drawInto(Random &random, std::vector<std::string> &parameters) const
{
    std::vector<std::int64_t> &drawn = [](std::size_t size) -> std::vector<std::int64_t> & {
        thread_local std::vector<std::int64_t> values;
        values.resize(size);
        return values;
    }(m_variables.size());
    for (std::size_t i = 0; i < m_variables.size(); ++i) {
        const auto width = static_cast<std::uint64_t>(m_variables[i].most - m_variables[i].least) + 1;
        drawn[i] = m_variables[i].least + static_cast<std::int64_t>(random.below(width));
    }
    parameters.resize(m_parameters.size());
    for (std::size_t k = 0; k < m_parameters.size(); ++k) {
        std::array<char, 24> digits{};
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), drawn[m_parameters[k]]).ptr;
        parameters[k].assign(digits.data(), end);
    }
}

std::string Statement::inlined(const std::vector<std::string> &parameters) const
{
    assert(parameters.size() == m_parameters.size());
    std::string sql = m_pieces.front();
    for (std::size_t k = 0; k < parameters.size(); ++k)
        sql += parameters[k] + m_pieces[k + 1];
    return sql;
}

} // namespace poolwart
