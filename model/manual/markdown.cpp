// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/manual/markdown.h"

#include <QRegularExpression>

#include <optional>

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

MarkdownSpan spanOf(const QRegularExpressionMatch &match)
{
    using Kind = MarkdownSpan::Kind;
    if (match.hasCaptured(u"code"_s))
        return {.kind = Kind::Code, .text = match.captured(u"code"_s)};
    if (match.hasCaptured(u"strong"_s))
        return {.kind = Kind::Strong, .text = match.captured(u"strong"_s)};
    if (match.hasCaptured(u"link"_s))
        return {.kind = Kind::Link, .text = match.captured(u"link"_s), .target = match.captured(u"target"_s)};
    return {.kind = Kind::Text, .text = match.captured(u"escaped"_s)};
}

void append(MarkdownText &text, const MarkdownSpan &span)
{
    if (span.text.isEmpty())
        return;
    const bool joins = !text.empty() && span.kind == MarkdownSpan::Kind::Text && text.back().kind == span.kind;
    if (joins)
        text.back().text += span.text;
    else
        text.push_back(span);
}

std::vector<MarkdownText> readRow(const QString &line)
{
    static const QRegularExpression divider(u"(?<!\\\\)\\|"_s);
    const QStringList cells = line.trimmed().split(divider);
    std::vector<MarkdownText> row;
    for (const QString &cell : cells.mid(1, cells.size() - 2))
        row.push_back(readMarkdownText(cell.trimmed().replace(u"\\|"_s, u"|"_s)));
    return row;
}

// Takes the lines of one block after the other.
class Reader
{
public:
    explicit Reader(const QString &page)
        : m_lines(page.split(u'\n'))
    {}

    std::vector<MarkdownBlock> read()
    {
        std::vector<MarkdownBlock> blocks;
        while (m_at < m_lines.size()) {
            if (auto block = next())
                blocks.push_back(*std::move(block));
        }
        return blocks;
    }

private:
    const QString &line() const { return m_lines[m_at]; }
    bool startsBlock() const
    {
        return line().trimmed().isEmpty() || line().startsWith(u'#') || line().startsWith(u"- "_s) || line().startsWith(u"```"_s)
            || line().startsWith(u'|') || line().startsWith(u"<!--"_s);
    }

    std::optional<MarkdownBlock> next()
    {
        if (line().trimmed().isEmpty() || line().startsWith(u"<!--"_s)) {
            ++m_at;
            return std::nullopt;
        }
        if (line().startsWith(u'#'))
            return heading();
        if (line().startsWith(u"```"_s))
            return code();
        if (line().startsWith(u'|'))
            return table();
        if (line().startsWith(u"- "_s))
            return MarkdownItem{.text = readMarkdownText(joined(2))};
        return MarkdownParagraph{.text = readMarkdownText(joined(0))};
    }

    MarkdownBlock heading()
    {
        const QString text = m_lines[m_at++];
        const auto level = text.indexOf(u' ');
        return MarkdownHeading{.level = static_cast<int>(level), .text = readMarkdownText(text.mid(level).trimmed())};
    }

    MarkdownBlock code()
    {
        MarkdownCode code;
        for (++m_at; m_at < m_lines.size() && !line().startsWith(u"```"_s); ++m_at)
            code.lines.append(line());
        ++m_at;
        return code;
    }

    MarkdownBlock table()
    {
        MarkdownTable table;
        for (; m_at < m_lines.size() && line().startsWith(u'|'); ++m_at) {
            if (!line().startsWith(u"|-"_s))
                table.rows.push_back(readRow(line()));
        }
        return table;
    }

    // The lines up to the next block as one, the mark in front of the first left out.
    QString joined(qsizetype mark)
    {
        QString text = m_lines[m_at++].mid(mark).trimmed();
        for (; m_at < m_lines.size() && !startsBlock(); ++m_at)
            text += u' ' + line().trimmed();
        return text;
    }

    QStringList m_lines;
    qsizetype m_at = 0;
};

} // namespace

std::vector<MarkdownBlock> readMarkdown(const QString &page)
{
    return Reader(page).read();
}

MarkdownText readMarkdownText(const QString &text)
{
    static const QRegularExpression mark(u"`(?<code>[^`]+)`|\\*\\*(?<strong>[^*]+)\\*\\*|\\[(?<link>[^\\]]+)\\]\\((?<target>[^)]+)\\)|"
                                         "\\\\(?<escaped>[\\\\*_`|\\[\\]<>])"_s);
    MarkdownText spans;
    qsizetype from = 0;
    for (const QRegularExpressionMatch &match : mark.globalMatch(text)) {
        append(spans, {.text = text.mid(from, match.capturedStart() - from)});
        append(spans, spanOf(match));
        from = match.capturedEnd();
    }
    append(spans, {.text = text.mid(from)});
    return spans;
}

QString plainText(const MarkdownText &text)
{
    QString plain;
    for (const MarkdownSpan &span : text)
        plain += span.text;
    return plain;
}

QString markdownEscaped(const QString &text)
{
    static const QRegularExpression special(u"([\\\\*_`|\\[\\]<>])"_s);
    return QString(text).replace(special, u"\\\\1"_s);
}

} // namespace poolwart
