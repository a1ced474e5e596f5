// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/code/codehighlighter.h"

#include "ui/style/colours.h"
#include "ui/style/theme.h"

#include <QGuiApplication>
#include <QPalette>

#include <algorithm>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

QTextCharFormat formatOf(SyntaxSpan::Kind kind, const QPalette &palette)
{
    QTextCharFormat format;
    switch (kind) {
    case SyntaxSpan::Kind::Comment: // quiet, but readable: the loss report stands in comments
        format.setForeground(blend(palette.color(QPalette::Text), palette.color(QPalette::Base), 0.62));
        break;
    case SyntaxSpan::Kind::String:
    case SyntaxSpan::Kind::Number:
        format.setForeground(goodColour(palette));
        break;
    case SyntaxSpan::Kind::Section:
        format.setFontWeight(QFont::DemiBold);
        [[fallthrough]];
    case SyntaxSpan::Kind::Word:
    case SyntaxSpan::Kind::Key:
        format.setForeground(palette.color(QPalette::Link));
        break;
    case SyntaxSpan::Kind::Placeholder:
        format.setForeground(warningColour(palette));
        format.setFontWeight(QFont::DemiBold);
        break;
    }
    return format;
}

} // namespace

void CodeHighlighter::setPath(const QString &path)
{
    m_syntax = syntaxOf(path);
}

void CodeHighlighter::highlightBlock(const QString &line)
{
    const QPalette palette = QGuiApplication::palette();
    int state = std::max(0, previousBlockState());
    for (const SyntaxSpan &span : syntaxSpans(m_syntax, line, state))
        setFormat(static_cast<int>(span.start), static_cast<int>(span.length), formatOf(span.kind, palette));
    setCurrentBlockState(state);
    const bool isOver = line.contains(u"OVER BUDGET:"_s);
    if (isOver || line.contains(u"TIGHT BUDGET:"_s)) {
        QTextCharFormat warning;
        warning.setForeground(isOver ? lossColour(palette) : warningColour(palette));
        warning.setFontWeight(QFont::DemiBold);
        setFormat(0, static_cast<int>(line.size()), warning);
    }
}

} // namespace poolwart
