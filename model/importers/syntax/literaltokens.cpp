// SPDX-License-Identifier: GPL-3.0-or-later
// A program's text cut into words, signs, numbers and strings.
#include "model/importers/syntax/literals.h"

#include "model/core/characters.h"
#include "model/core/text.h"

#include <QString>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iterator>

namespace poolwart {

namespace {

constexpr auto npos = std::string_view::npos;

bool isWordPart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' || (c & 0x80) != 0;
}

class Tokenizer
{
public:
    Tokenizer(std::string_view text, Language language)
        : m_text(text)
        , m_isPython(language == Language::Python)
    {}

    std::vector<Token> all()
    {
        while (m_position < m_text.size())
            next();
        return std::move(m_tokens);
    }

private:
    bool begins(std::string_view what) const { return m_text.substr(m_position, what.size()) == what; }

    void moveTo(std::size_t end)
    {
        end = std::min(end, m_text.size());
        m_line += static_cast<int>(std::ranges::count(m_text.substr(m_position, end - m_position), '\n'));
        m_position = end;
    }

    void add(Token::Kind kind, std::string text, int line) { m_tokens.push_back({.kind = kind, .text = std::move(text), .line = line}); }

    void next()
    {
        const char c = m_text[m_position];
        if (c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\n')
            return moveTo(m_position + 1);
        if ((m_isPython && c == '#') || (!m_isPython && begins("//")))
            return moveTo(m_text.find('\n', m_position));
        if (!m_isPython && begins("/*")) {
            const std::size_t end = m_text.find("*/", m_position + 2);
            return moveTo(end == npos ? npos : end + 2);
        }
        if (!m_isPython && c == '/' && mayBeginExpression())
            return regularExpression();
        if (m_isPython && (begins("\"\"\"") || begins("'''")))
            return longText();
        if (c == '"' || c == '\'' || (!m_isPython && c == '`'))
            return quoted(c);
        if (isDigit(c))
            return number();
        if (isWordPart(c))
            return word();
        add(Token::Kind::Sign, std::string(1, c), m_line);
        ++m_position;
    }

    // Where a value may begin, "/" begins a regular expression; behind a value it divides.
    bool mayBeginExpression() const
    {
        if (m_tokens.empty())
            return true;
        const Token &last = m_tokens.back();
        if (last.kind == Token::Kind::Word)
            return last.text == "return" || last.text == "typeof" || last.text == "case";
        return last.kind == Token::Kind::Sign && std::string_view(")]}").find(last.text) == npos;
    }

    void regularExpression()
    {
        bool isInClass = false;
        std::size_t end = m_position + 1;
        for (; end < m_text.size() && m_text[end] != '\n' && (isInClass || m_text[end] != '/'); ++end) {
            end += m_text[end] == '\\' ? 1 : 0;
            if (end < m_text.size() && (m_text[end] == '[' || m_text[end] == ']') && m_text[end - 1] != '\\')
                isInClass = m_text[end] == '[';
        }
        add(Token::Kind::Expression, "/", m_line);
        moveTo(end + 1);
    }

    void longText()
    {
        const int line = m_line;
        const std::size_t begin = m_position + 3;
        const std::size_t end = m_text.find(m_text.substr(m_position, 3), begin);
        if (end == npos)
            add(Token::Kind::Unclosed, {}, line);
        else
            add(isPrefixed() ? Token::Kind::Expression : Token::Kind::Text, std::string(m_text.substr(begin, end - begin)), line);
        moveTo(end == npos ? npos : end + 3);
    }

    // f"…" is computed, and b"…" is no text; r"…" is rare, and left to whoever reads the report.
    bool isPrefixed()
    {
        const bool isBehindWord = m_position > 0 && isWordPart(m_text[m_position - 1]);
        const bool isPrefix = isBehindWord && m_isPython && !m_tokens.empty() && m_tokens.back().kind == Token::Kind::Word
                           && m_tokens.back().text.size() <= 2;
        if (isPrefix)
            m_tokens.pop_back();
        return isPrefix;
    }

    void quoted(char quote)
    {
        Token token{.kind = isPrefixed() ? Token::Kind::Expression : Token::Kind::Text, .line = m_line};
        std::size_t position = m_position + 1;
        int depth = 0; // of ${ … } in `…`
        for (; position < m_text.size() && (m_text[position] != quote || depth > 0); ++position) {
            const char c = m_text[position];
            if (c == '\n' && quote != '`')
                break;
            if (quote == '`' && c == '$' && m_text.substr(position, 2) == "${") {
                token.kind = Token::Kind::Expression;
                ++depth;
            } else if (depth > 0 && c == '}') {
                --depth;
            }
            if (c == '\\' && position + 1 < m_text.size())
                position = addEscaped(position + 1, token);
            else
                token.text += c;
        }
        const bool isClosed = position < m_text.size() && m_text[position] == quote;
        if (!isClosed)
            token.kind = Token::Kind::Unclosed;
        m_tokens.push_back(token);
        moveTo(position + (isClosed ? 1 : 0));
    }

    // Adds what stands behind the backslash; the position of its last character.
    std::size_t addEscaped(std::size_t position, Token &token)
    {
        const char c = m_text[position];
        const std::size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' && m_isPython ? 8 : 0;
        if (digits > 0)
            return addCharacter(position + 1, digits, token);
        if (c == 'N' || isDigit(c))
            token.kind = Token::Kind::Expression; // a name or an octal number of a character is not looked up
        constexpr std::string_view letters = "ntrbfv";
        constexpr std::string_view meanings = "\n\t\r\b\f\v";
        const std::size_t letter = letters.find(c);
        token.text += letter == npos ? c : meanings[letter];
        return position;
    }

    // \x41, \u00fc or \U0001f600. Half a character (a surrogate) and \u{…} are left alone.
    std::size_t addCharacter(std::size_t position, std::size_t digits, Token &token)
    {
        const std::string_view hex = m_text.substr(position, digits);
        const char *end = hex.data() + hex.size();
        std::uint32_t code = 0;
        const auto read = std::from_chars(hex.data(), end, code, 16);
        const bool isCharacter = hex.size() == digits && read.ptr == end && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
        if (isCharacter) {
            const char32_t character = code;
            token.text += QString::fromUcs4(&character, 1).toStdString();
            return position + digits - 1;
        }
        token.kind = Token::Kind::Expression;
        return position - 1;
    }

    // 20_000 and 90.5; what is neither is left for readNumber to refuse.
    void number()
    {
        std::string digits;
        std::size_t end = m_position;
        for (; end < m_text.size()
               && (isWordPart(m_text[end]) || (m_text[end] == '.' && end + 1 < m_text.size() && isDigit(m_text[end + 1])));
             ++end) {
            if (m_text[end] != '_')
                digits += m_text[end];
        }
        add(Token::Kind::Number, digits, m_line);
        moveTo(end);
    }

    void word()
    {
        const std::size_t end =
            static_cast<std::size_t>(std::ranges::find_if_not(m_text.substr(m_position), isWordPart) - m_text.substr(m_position).begin());
        add(Token::Kind::Word, std::string(m_text.substr(m_position, end)), m_line);
        moveTo(m_position + end);
    }

    std::string_view m_text;
    bool m_isPython;
    std::size_t m_position = 0;
    int m_line = 1;
    std::vector<Token> m_tokens;
};

} // namespace

Outcome<std::vector<Token>> tokensOf(const Source &source, Language language)
{
    std::vector<Token> tokens = Tokenizer(source.text, language).all();
    const auto unclosed = std::ranges::find(tokens, Token::Kind::Unclosed, &Token::kind);
    if (unclosed != tokens.end())
        return faultAt(source, unclosed->line, text(QT_TRANSLATE_NOOP("core", "a quote is not closed.")));
    return tokens;
}

} // namespace poolwart
