// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <variant>
#include <vector>

namespace poolwart {

// The part of Markdown that the manual's pages use: headings ("# "), paragraphs, lists ("- "), code between fences, tables, and in a
// text `code`, **strong** and [links](target). HTML comments of one line are left out.
struct MarkdownSpan
{
    enum class Kind { Text, Code, Strong, Link };

    Kind kind = Kind::Text;
    QString text;
    QString target = {}; // of a link

    bool operator==(const MarkdownSpan &) const = default;
};

using MarkdownText = std::vector<MarkdownSpan>;

struct MarkdownHeading
{
    int level = 1;
    MarkdownText text;
};

struct MarkdownParagraph
{
    MarkdownText text;
};

struct MarkdownItem
{
    MarkdownText text;
};

struct MarkdownCode
{
    QStringList lines;
};

struct MarkdownTable
{
    std::vector<std::vector<MarkdownText>> rows; // the first one is the header
};

using MarkdownBlock = std::variant<MarkdownHeading, MarkdownParagraph, MarkdownItem, MarkdownCode, MarkdownTable>;

std::vector<MarkdownBlock> readMarkdown(const QString &page);
MarkdownText readMarkdownText(const QString &text);
QString plainText(const MarkdownText &text); // without its marks

// A text as Markdown that shows exactly it, also in the cell of a table.
QString markdownEscaped(const QString &text);

} // namespace poolwart
