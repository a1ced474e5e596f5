// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/traffic/statement.h"

#include "model/core/text.h"
#include "model/traffic/sqltoken.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <optional>

namespace poolwart {

namespace {

constexpr std::string_view whiteSpace = " \t\r\n\f\v";

std::string_view withoutLeadingSpace(std::string_view written)
{
    return written.substr(std::min(written.size(), written.find_first_not_of(whiteSpace)));
}

std::string_view trimmed(std::string_view written)
{
    return withoutLeadingSpace(written.substr(0, written.find_last_not_of(whiteSpace) + 1));
}

// As much of a line as fits into a message, cut between two characters.
std::string shortened(std::string_view line)
{
    constexpr std::size_t longest = 60;
    if (line.size() <= longest)
        return std::string(line);
    std::size_t end = longest;
    while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xc0) == 0x80)
        --end;
    return std::string(line.substr(0, end)) + "…";
}

Error refusal(std::ptrdiff_t line, const std::string &message, std::string hint = {})
{
    return {.kind = ErrorKind::BadInput,
            .message = text(QT_TRANSLATE_NOOP("core", "Statement, line %1: %2"), static_cast<long long>(line), message),
            .hint = std::move(hint)};
}

// Reads "random(1, 100)" and the like from the front. Each step says whether it found what it wanted.
class SetLine
{
public:
    explicit SetLine(std::string_view content)
        : m_rest(content)
    {}

    bool take(std::string_view wanted)
    {
        if (!m_rest.starts_with(wanted))
            return false;
        m_rest = withoutLeadingSpace(m_rest.substr(wanted.size()));
        return true;
    }
    bool takeSpace() { return skip(withoutLeadingSpace(m_rest).data()) > 0; }
    bool takeName(std::string &name)
    {
        const auto *end = std::ranges::find_if_not(m_rest, isNamePart);
        name.assign(m_rest.begin(), end);
        return !name.empty() && isNameStart(name.front()) && skip(end) > 0;
    }
    bool takeNumber(std::int64_t &number) // of at most 18 digits, so that a range has a width
    {
        constexpr std::int64_t widest = 999'999'999'999'999'999;
        const auto [end, fault] = std::from_chars(m_rest.data(), m_rest.data() + m_rest.size(), number);
        if (fault != std::errc{} || number > widest || number < -widest)
            return false;
        skip(end);
        m_rest = withoutLeadingSpace(m_rest);
        return true;
    }
    bool isAtEnd() const { return m_rest.empty(); }

private:
    std::ptrdiff_t skip(const char *end)
    {
        const auto skipped = end - m_rest.data();
        m_rest.remove_prefix(static_cast<std::size_t>(skipped));
        return skipped;
    }

    std::string_view m_rest;
};

} // namespace

// First the \set lines, then the SQL, cut at its variables.
class Statement::Parser
{
public:
    Outcome<Statement> run(std::string_view script)
    {
        if (auto failure = readMetaLines(script))
            return *failure;
        if (auto failure = readSql())
            return *failure;
        joinPieces();
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
        Variable variable;
        SetLine rest(content.substr(std::min<std::size_t>(content.size(), 4)));
        const bool isUnderstood = content.starts_with("\\set") && rest.takeSpace() && rest.takeName(variable.name) && rest.takeSpace()
                                  && rest.take("random") && rest.take("(") && rest.takeNumber(variable.least) && rest.take(",")
                                  && rest.takeNumber(variable.most) && rest.take(")") && rest.isAtEnd();
        if (!isUnderstood) {
            return refusal(line,
                           text(QT_TRANSLATE_NOOP("core", "“%1” is not understood."), shortened(content)),
                           text(QT_TRANSLATE_NOOP("core", "Write \\set NAME random(LEAST, MOST) with whole numbers.")));
        }
        if (variable.least > variable.most)
            return refusal(line, text(QT_TRANSLATE_NOOP("core", "the range of “%1” is empty."), variable.name));
        m_result.m_variables.push_back(std::move(variable));
        return std::nullopt;
    }

    std::optional<Error> readSql()
    {
        using Kind = SqlToken::Kind;
        bool isEmpty = true;
        std::optional<std::size_t> end;
        for (std::size_t at = 0; at < m_body.size();) {
            const SqlToken token = firstToken(std::string_view(m_body).substr(at));
            const bool says = token.kind != Kind::Space && token.kind != Kind::Comment && token.kind != Kind::Semicolon;
            if (says && end) {
                return refusal(lineOf(at),
                               text(QT_TRANSLATE_NOOP("core", "there is more after the end of the statement.")),
                               text(QT_TRANSLATE_NOOP("core", "Write one statement.")));
            }
            if (token.kind == Kind::Semicolon && !end)
                end = at;
            if (auto failure = token.kind == Kind::Parameter  ? refuseParameter(at, token.length)
                               : token.kind == Kind::Variable ? readVariable(at, token.length)
                                                              : std::nullopt)
                return failure;
            isEmpty &= !says;
            at += token.length;
        }
        cutPiece(end.value_or(m_body.size()));
        return isEmpty ? std::optional(refusal(1, text(QT_TRANSLATE_NOOP("core", "there is no SQL statement.")))) : std::nullopt;
    }

    std::optional<Error> refuseParameter(std::size_t at, std::size_t length) const
    {
        return refusal(lineOf(at),
                       text(QT_TRANSLATE_NOOP("core", "“%1” has no value."), m_body.substr(at, length)),
                       text(QT_TRANSLATE_NOOP("core", "Write :NAME, and a line: \\set NAME random(1, 100)")));
    }

    std::optional<Error> readVariable(std::size_t at, std::size_t length)
    {
        const std::string name = m_body.substr(at + 1, length - 1);
        // The last \set of a name holds, as in pgbench.
        const auto &variables = m_result.m_variables;
        const auto found = std::find_if(variables.rbegin(), variables.rend(), [&](const Variable &v) { return v.name == name; });
        if (found == variables.rend()) {
            return refusal(lineOf(at),
                           text(QT_TRANSLATE_NOOP("core", "the variable “:%1” is not set."), name),
                           text(QT_TRANSLATE_NOOP("core", "Add a line: \\set %1 random(1, 100)"), name));
        }
        cutPiece(at);
        m_pieceStart = at + length;
        m_result.m_parameters.push_back(static_cast<std::size_t>(variables.rend() - found) - 1);
        return std::nullopt;
    }

    // A value must not grow together with the word or the value before it.
    void cutPiece(std::size_t end)
    {
        std::string piece = m_body.substr(m_pieceStart, end - m_pieceStart);
        const bool isBehindVariable = piece.empty() && !m_result.m_pieces.empty();
        if (isBehindVariable || (!piece.empty() && (isNamePart(piece.back()) || piece.back() == '$')))
            piece += ' ';
        m_result.m_pieces.push_back(std::move(piece));
    }

    void joinPieces()
    {
        std::string &first = m_result.m_pieces.front();
        std::string &last = m_result.m_pieces.back();
        first.erase(0, first.size() - withoutLeadingSpace(first).size());
        last.erase(last.find_last_not_of(whiteSpace) + 1);
        m_result.m_sql = first;
        for (std::size_t k = 1; k < m_result.m_pieces.size(); ++k)
            m_result.m_sql += '$' + std::to_string(k) + m_result.m_pieces[k];
    }

    std::ptrdiff_t lineOf(std::size_t at) const
    {
        return 1 + std::count(m_body.begin(), m_body.begin() + static_cast<std::ptrdiff_t>(at), '\n');
    }

    Statement m_result;
    std::string m_body;
    std::size_t m_pieceStart = 0;
};

Outcome<Statement> Statement::parse(std::string_view script)
{
    return Parser().run(script);
}

void Statement::drawInto(Random &random, std::vector<std::string> &parameters) const
{
    thread_local std::vector<std::int64_t> drawn; // keeps its memory from one request to the next
    drawn.resize(m_variables.size());
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
    for (std::size_t k = 0; k < parameters.size(); ++k) {
        if (parameters[k].starts_with('-') && sql.ends_with('-'))
            sql += ' '; // or it would be a comment
        sql += parameters[k] + m_pieces[k + 1];
    }
    return sql;
}

} // namespace poolwart
