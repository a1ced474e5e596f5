// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/importers/syntax/odysseysettings.h"

#include "model/core/characters.h"
#include "model/core/text.h"

#include <algorithm>
#include <array>

namespace poolwart {

namespace {

struct OdysseyToken
{
    enum class Kind { Word, String, Open, Close, Unclosed };

    Kind kind = Kind::Word;
    std::string text;
    int line = 0;
};

class OdysseyTokenizer
{
public:
    explicit OdysseyTokenizer(std::string_view text)
        : m_text(text)
    {}

    std::vector<OdysseyToken> all()
    {
        std::vector<OdysseyToken> tokens;
        while (m_position < m_text.size()) {
            const char c = m_text[m_position];
            if (c == '\n')
                nextLine();
            else if (c == '{')
                add(tokens, OdysseyToken::Kind::Open);
            else if (c == '}')
                add(tokens, OdysseyToken::Kind::Close);
            else if (c == '#')
                m_position = std::min(m_text.find('\n', m_position), m_text.size());
            else if (c == '"')
                tokens.push_back(string());
            else if (blanks.find(c) != std::string_view::npos)
                ++m_position;
            else
                tokens.push_back(word());
        }
        return tokens;
    }

private:
    static constexpr std::string_view blanks = " \t\r\f";

    void add(std::vector<OdysseyToken> &tokens, OdysseyToken::Kind kind)
    {
        tokens.push_back({.kind = kind, .text = {}, .line = m_line});
        ++m_position;
    }

    void nextLine()
    {
        ++m_line;
        ++m_position;
    }

    // A backslash takes what follows it as it is.
    OdysseyToken string()
    {
        OdysseyToken token{.kind = OdysseyToken::Kind::Unclosed, .line = m_line};
        for (++m_position; m_position < m_text.size() && m_text[m_position] != '\n'; ++m_position) {
            if (m_text[m_position] == '"') {
                ++m_position;
                token.kind = OdysseyToken::Kind::String;
                return token;
            }
            if (m_text[m_position] == '\\' && m_position + 1 < m_text.size())
                ++m_position;
            token.text += m_text[m_position];
        }
        return token;
    }

    OdysseyToken word()
    {
        const std::size_t end = std::min(m_text.find_first_of(" \t\r\f\n{}#\"", m_position), m_text.size());
        OdysseyToken token{.text = std::string(m_text.substr(m_position, end - m_position)), .line = m_line};
        m_position = end;
        return token;
    }

    std::string_view m_text;
    std::size_t m_position = 0;
    int m_line = 1;
};

// Words that are values, not keywords of the next setting.
constexpr std::array<std::string_view, 8> values{"yes", "no", "on", "off", "default", "local", "hostssl", "hostnossl"};

// A statement is a keyword and its values, with a block behind them or not. Lines do not matter.
class OdysseyParser
{
public:
    explicit OdysseyParser(const Source &source)
        : m_source(source)
    {}

    Outcome<Settings> parse()
    {
        for (const OdysseyToken &token : OdysseyTokenizer(m_source.text).all()) {
            if (token.kind == OdysseyToken::Kind::Unclosed)
                return faultAt(m_source, token.line, text(QT_TRANSLATE_NOOP("core", "a quote is not closed.")));
            if (token.kind == OdysseyToken::Kind::Close && m_blocks.empty())
                return faultAt(m_source, token.line, text(QT_TRANSLATE_NOOP("core", "a “}” has no “{”.")));
            take(token);
        }
        flush();
        if (!m_blocks.empty())
            return faultAt(m_source, m_blocks.back().second, text(QT_TRANSLATE_NOOP("core", "a “}” is missing for this “{”.")));
        return std::move(m_settings);
    }

private:
    void take(const OdysseyToken &token)
    {
        switch (token.kind) {
        case OdysseyToken::Kind::Open:
            return open(token.line);
        case OdysseyToken::Kind::Close:
            flush();
            m_path.resize(m_blocks.back().first);
            return m_blocks.pop_back();
        default:
            if (beginsStatement(token))
                flush();
            m_words.push_back(token);
        }
    }

    // A keyword follows the value before it; a keyword without a value is one that has none yet.
    bool beginsStatement(const OdysseyToken &token) const
    {
        const bool isKeyword = token.kind == OdysseyToken::Kind::Word && !isDigit(token.text.front()) && token.text.front() != '-'
                            && std::ranges::find(values, token.text) == values.end();
        return isKeyword && (m_words.size() > 1 || (m_words.size() == 1 && m_words.front().line != token.line));
    }

    void open(int line)
    {
        m_blocks.emplace_back(m_path.size(), line);
        for (std::size_t i = 0; i < m_words.size(); ++i) {
            if (i < 2)
                m_path.push_back(m_words[i].text);
            else
                m_path.back() += blockSeparator + m_words[i].text;
        }
        m_words.clear();
    }

    void flush()
    {
        if (!m_words.empty()) {
            Setting setting{.path = m_path, .value = m_words.size() > 1 ? m_words[1].text : "", .line = m_words.front().line};
            setting.path.push_back(m_words.front().text);
            for (std::size_t i = 2; i < m_words.size(); ++i)
                setting.value += ' ' + m_words[i].text;
            m_settings.push_back(std::move(setting));
        }
        m_words.clear();
    }

    const Source &m_source;
    Settings m_settings;
    std::vector<std::string> m_path;
    std::vector<std::pair<std::size_t, int>> m_blocks; // the path's size before each, and its line
    std::vector<OdysseyToken> m_words;                 // of the statement that is read
};

} // namespace

Outcome<Settings> odysseySettings(const Source &source)
{
    return OdysseyParser(source).parse();
}

} // namespace poolwart
