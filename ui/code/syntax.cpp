// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/code/syntax.h"

#include <algorithm>
#include <optional>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

using Kind = SyntaxSpan::Kind;

constexpr int inComment = 1;
constexpr int inString = 2; // and the place in longQuotes

bool isWordPart(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'$';
}

class Scanner
{
public:
    Scanner(const Syntax &syntax, QStringView line, int state)
        : m_syntax(syntax)
        , m_line(line)
        , m_state(state)
    {}

    int state() const { return m_state; }

    QList<SyntaxSpan> run()
    {
        if (m_state == 0)
            readLineStart();
        while (m_at < m_line.size())
            step();
        return m_spans;
    }

private:
    void step()
    {
        const QChar c = m_line.at(m_at);
        if (m_state == inComment)
            readUntil(Kind::Comment, m_syntax.blockClose, m_at);
        else if (m_state >= inString)
            readUntil(Kind::String, m_syntax.longQuotes.at(m_state - inString), m_at);
        else if (beginsLineComment())
            add(Kind::Comment, m_line.size() - m_at);
        else if (begins(m_syntax.blockOpen))
            m_state = inComment;
        else if (const qsizetype longQuote = longQuoteHere(); longQuote >= 0)
            readLongString(longQuote);
        else if (m_syntax.quotes.contains(c))
            readString(c);
        else if (c.isDigit())
            readNumber();
        else if (isWordPart(c))
            readWord();
        else
            ++m_at;
    }

    qsizetype longQuoteHere() const
    {
        const auto &quotes = m_syntax.longQuotes;
        const auto found = std::ranges::find_if(quotes, [this](const QString &quote) { return begins(quote); });
        return found == quotes.end() ? -1 : found - quotes.begin();
    }

    bool begins(const QString &text) const { return !text.isEmpty() && m_line.sliced(m_at).startsWith(text); }

    // "#" within a value ("url#part") is none.
    bool beginsLineComment() const
    {
        if (m_at > 0 && !m_line.at(m_at - 1).isSpace())
            return m_syntax.lineComments.contains(u"//"_s) && begins(u"//"_s);
        for (const QString &comment : m_syntax.lineComments) {
            if (begins(comment))
                return true;
        }
        return false;
    }

    void add(Kind kind, qsizetype length)
    {
        m_spans.append({kind, m_at, length});
        m_at += length;
    }

    void readUntil(Kind kind, const QString &end, qsizetype from)
    {
        const qsizetype found = m_line.indexOf(end, from);
        if (found >= 0)
            m_state = 0;
        const qsizetype until = found < 0 ? m_line.size() : found + end.size();
        add(kind, until - m_at);
    }

    void readLongString(qsizetype quote)
    {
        m_state = inString + static_cast<int>(quote);
        const QString &text = m_syntax.longQuotes.at(quote);
        readUntil(Kind::String, text, m_at + text.size());
    }

    void readString(QChar quote)
    {
        qsizetype end = m_at + 1;
        while (end < m_line.size() && m_line.at(end) != quote)
            end += m_line.at(end) == u'\\' ? 2 : 1;
        const qsizetype length = std::min(end + 1, m_line.size()) - m_at;
        const bool isKey = m_syntax.hasKeys && m_line.sliced(m_at + length).trimmed().startsWith(u':');
        addWithPlaceholder(isKey ? Kind::Key : Kind::String, length);
    }

    void readNumber()
    {
        qsizetype end = m_at;
        while (end < m_line.size() && (isWordPart(m_line.at(end)) || m_line.at(end) == u'.'))
            ++end;
        add(Kind::Number, end - m_at);
    }

    void readWord()
    {
        qsizetype end = m_at;
        while (end < m_line.size() && isWordPart(m_line.at(end)))
            ++end;
        const QString word = m_line.sliced(m_at, end - m_at).toString();
        if (word.contains(u"CHANGE_ME"_s))
            addWithPlaceholder(std::nullopt, end - m_at);
        else if (m_syntax.words.contains(word))
            add(Kind::Word, end - m_at);
        else
            m_at = end;
    }

    // What the user has yet to fill in, in a string or alone.
    void addWithPlaceholder(std::optional<Kind> kind, qsizetype length)
    {
        const QString placeholder = u"CHANGE_ME"_s;
        const qsizetype end = m_at + length;
        for (qsizetype found = m_line.indexOf(placeholder, m_at); found >= 0 && found < end; found = m_line.indexOf(placeholder, m_at)) {
            if (kind && found > m_at)
                add(*kind, found - m_at);
            m_at = found;
            add(Kind::Placeholder, placeholder.size());
        }
        if (kind && end > m_at)
            add(*kind, end - m_at);
        m_at = end;
    }

    void readLineStart()
    {
        while (m_at < m_line.size() && (m_line.at(m_at).isSpace() || (m_syntax.hasKeys && m_line.at(m_at) == u'-')))
            ++m_at;
        if (m_syntax.hasSections && begins(u"["_s)) {
            add(Kind::Section, m_line.size() - m_at);
            return;
        }
        if (!m_syntax.hasKeys || beginsLineComment())
            return;
        qsizetype end = m_at;
        while (end < m_line.size() && (isWordPart(m_line.at(end)) || u".-/[]*"_s.contains(m_line.at(end))))
            ++end;
        const QStringView rest = m_line.sliced(end).trimmed();
        if (end > m_at && (rest.startsWith(u'=') || rest.startsWith(u':')))
            add(Kind::Key, end - m_at);
    }

    const Syntax &m_syntax;
    QStringView m_line;
    int m_state;
    qsizetype m_at = 0;
    QList<SyntaxSpan> m_spans;
};

} // namespace

QList<SyntaxSpan> syntaxSpans(const Syntax &syntax, QStringView line, int &state)
{
    static const Syntax none;
    if (syntax == none)
        return {};
    Scanner scanner(syntax, line, state);
    const QList<SyntaxSpan> spans = scanner.run();
    state = scanner.state();
    return spans;
}

} // namespace poolwart
