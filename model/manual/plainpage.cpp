// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/manual/plainpage.h"

#include "model/manual/markdown.h"

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

using Row = QStringList;

constexpr qsizetype minColumns = 40;
constexpr qsizetype widestTerm = 26; // beyond, what it means begins in a line of its own

// A link to another page names its topic; any other its address.
QString linkText(const MarkdownSpan &link)
{
    const bool isTopic = link.target.endsWith(u".md"_s);
    const QString target = isTopic ? link.target.chopped(3) : link.target;
    return link.text.compare(target, Qt::CaseInsensitive) == 0 ? link.text : u"%1 (%2)"_s.arg(link.text, target);
}

QString written(const MarkdownText &text)
{
    QString plain;
    for (const MarkdownSpan &span : text)
        plain += span.kind == MarkdownSpan::Kind::Link ? linkText(span) : span.text;
    return plain;
}

Row written(const std::vector<MarkdownText> &cells)
{
    Row row;
    for (const MarkdownText &cell : cells)
        row.append(written(cell));
    return row;
}

QStringList wrapped(const QString &text, qsizetype width)
{
    QStringList lines;
    for (const QString &word : text.split(u' ', Qt::SkipEmptyParts)) {
        if (!lines.isEmpty() && lines.back().size() + 1 + word.size() <= width)
            lines.back() += u' ' + word;
        else
            lines.append(word);
    }
    return lines;
}

class PageWriter
{
public:
    explicit PageWriter(qsizetype columns)
        : m_columns(std::max(columns, minColumns))
    {}

    void operator()(const MarkdownHeading &heading)
    {
        const QString text = written(heading.text);
        separate();
        m_text += text + u'\n' + QString(text.size(), heading.level == 1 ? u'=' : u'-') + u'\n';
    }
    void operator()(const MarkdownParagraph &paragraph)
    {
        separate();
        add(wrapped(written(paragraph.text), m_columns), {});
    }
    void operator()(const MarkdownItem &item)
    {
        if (!m_isInList)
            separate();
        QStringList lines = wrapped(written(item.text), m_columns - 2);
        lines.front().prepend(u"- "_s);
        for (qsizetype i = 1; i < lines.size(); ++i)
            lines[i].prepend(u"  "_s);
        add(lines, {});
        m_isInList = true;
    }
    void operator()(const MarkdownCode &code)
    {
        separate();
        add(code.lines, u"    "_s);
    }
    void operator()(const MarkdownTable &table)
    {
        separate();
        QList<Row> rows;
        for (const auto &cells : table.rows)
            rows.append(written(cells));
        if (!addAligned(rows))
            rows.front().size() == 2 ? addTerms(rows) : addRecords(rows);
    }

    QString text() const { return m_text; }

private:
    void separate()
    {
        m_isInList = false;
        if (!m_text.isEmpty())
            m_text += u'\n';
    }

    void add(const QStringList &lines, const QString &indent)
    {
        for (const QString &line : lines)
            m_text += (line.isEmpty() ? line : indent + line) + u'\n';
    }

    // In columns, if each row fits a line.
    bool addAligned(const QList<Row> &rows)
    {
        QList<qsizetype> widths(rows.front().size());
        for (const Row &row : rows) {
            for (qsizetype i = 0; i < widths.size(); ++i)
                widths[i] = std::max(widths[i], row.value(i).size());
        }
        if (std::accumulate(widths.begin(), widths.end(), 2 * widths.size()) > m_columns)
            return false;
        for (const Row &row : rows) {
            QString line;
            for (qsizetype i = 0; i < widths.size(); ++i)
                line += row.value(i).leftJustified(widths[i] + 2);
            m_text += u"  "_s + line.trimmed() + u'\n';
        }
        return true;
    }

    // Terms to the left, what they mean to the right. The header says no more than that.
    void addTerms(const QList<Row> &rows)
    {
        qsizetype width = 0;
        for (const Row &row : rows.mid(1))
            width = std::max(width, row.front().size() <= widestTerm ? row.front().size() : 0);
        const QString indent(width + 4, u' ');
        for (const Row &row : rows.mid(1)) {
            QStringList lines = wrapped(row.value(1), m_columns - indent.size());
            if (row.front().size() > width || lines.isEmpty())
                m_text += u"  "_s + row.front() + u'\n';
            else
                m_text += u"  "_s + row.front().leftJustified(width + 2) + lines.takeFirst() + u'\n';
            add(lines, indent);
        }
    }

    // What each cell is, cell under cell.
    void addRecords(const QList<Row> &rows)
    {
        for (const Row &row : rows.mid(1)) {
            m_text += row.front() + u'\n';
            for (qsizetype i = 1; i < row.size(); ++i) {
                if (!row[i].isEmpty())
                    add(wrapped(rows.front().value(i) + u": "_s + row[i], m_columns - 4), u"    "_s);
            }
        }
    }

    qsizetype m_columns;
    QString m_text;
    bool m_isInList = false;
};

} // namespace

QString plainPage(const QString &markdown, qsizetype columns)
{
    PageWriter writer(columns);
    for (const MarkdownBlock &block : readMarkdown(markdown))
        std::visit(writer, block);
    return writer.text();
}

} // namespace poolwart
