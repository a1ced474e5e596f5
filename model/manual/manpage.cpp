// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/manual/manpage.h"

#include "model/manual/markdown.h"

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

QString escaped(const QString &text)
{
    QString roff;
    for (const char32_t sign : text.toUcs4()) {
        if (sign == U'\\')
            roff += u"\\e"_s;
        else if (sign == U'-')
            roff += u"\\-"_s; // a minus, which can be copied from the page
        else if (sign == U'\'')
            roff += u"\\(aq"_s;
        else if (sign == U'^')
            roff += u"\\(ha"_s;
        else if (sign == U'~')
            roff += u"\\(ti"_s;
        else if (sign == U'`')
            roff += u"\\(ga"_s;
        else if (sign < 0x80)
            roff += QChar(static_cast<char16_t>(sign));
        else
            roff += u"\\[u%1]"_s.arg(QString::number(static_cast<uint>(sign), 16).toUpper(), 4, u'0');
    }
    return roff;
}

// As a line of text: a full stop in front would be a request.
QString line(const QString &roff)
{
    return (roff.startsWith(u'.') ? u"\\&"_s : QString()) + roff + u'\n';
}

QString quoted(const QString &text)
{
    return u'"' + escaped(text).replace(u'"', u"\\(dq"_s) + u'"';
}

QString written(const MarkdownText &text)
{
    QString roff;
    for (const MarkdownSpan &span : text) {
        const bool isBold = span.kind == MarkdownSpan::Kind::Code || span.kind == MarkdownSpan::Kind::Strong;
        const bool isItalic = span.kind == MarkdownSpan::Kind::Link;
        roff += isBold || isItalic ? (isBold ? u"\\fB"_s : u"\\fI"_s) + escaped(span.text) + u"\\fR"_s : escaped(span.text);
    }
    return roff;
}

class SectionWriter
{
public:
    void operator()(const MarkdownHeading &heading)
    {
        const QString text = plainText(heading.text);
        m_roff += heading.level == 1 ? u".SH "_s + quoted(text.toUpper()) + u'\n' : u".SS "_s + quoted(text) + u'\n';
    }
    void operator()(const MarkdownParagraph &paragraph) { m_roff += u".PP\n"_s + line(written(paragraph.text)); }
    void operator()(const MarkdownItem &item) { m_roff += u".IP \\(bu 2\n"_s + line(written(item.text)); }
    void operator()(const MarkdownCode &code)
    {
        m_roff += u".PP\n.RS 4\n.nf\n"_s;
        for (const QString &text : code.lines)
            m_roff += line(escaped(text));
        m_roff += u".fi\n.RE\n"_s;
    }
    void operator()(const MarkdownTable &table)
    {
        const auto &header = table.rows.front();
        for (std::size_t row = 1; row < table.rows.size(); ++row)
            addRow(header, table.rows[row]);
    }

    QString roff() const { return m_roff; }

private:
    // The first cell is the term. With two columns the other is its meaning; with more, each cell is named.
    void addRow(const std::vector<MarkdownText> &header, const std::vector<MarkdownText> &cells)
    {
        m_roff += u".TP\n"_s + line(written(cells.front()));
        bool isFirst = true;
        for (std::size_t i = 1; i < cells.size(); ++i) {
            if (cells[i].empty())
                continue;
            if (!isFirst)
                m_roff += u".br\n"_s;
            m_roff += line(header.size() == 2 ? written(cells[i]) : written(header[i]) + u": "_s + written(cells[i]));
            isFirst = false;
        }
        if (isFirst)
            m_roff += u"\\&\n"_s;
    }

    QString m_roff;
};

} // namespace

QString manPage(const ManPageHead &head, const QStringList &pages)
{
    QString roff = u".TH POOLWART 1 \"\" %1 \"Poolwart\"\n"_s.arg(quoted(u"Poolwart "_s + head.version));
    roff += u".SH "_s + quoted(head.nameTitle.toUpper()) + u"\npoolwart \\- "_s + escaped(head.purpose) + u'\n';
    roff += u".SH "_s + quoted(head.synopsisTitle.toUpper()) + u"\n.nf\n"_s;
    for (const QString &usage : head.usages)
        roff += line(escaped(usage));
    roff += u".fi\n"_s;
    SectionWriter writer;
    for (const QString &page : pages) {
        for (const MarkdownBlock &block : readMarkdown(page))
            std::visit(writer, block);
    }
    return roff + writer.roff();
}

} // namespace poolwart
