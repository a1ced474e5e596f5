// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/code/codeview.h"

#include "ui/code/codehighlighter.h"
#include "ui/style/colours.h"
#include "ui/style/theme.h"

#include <QEvent>
#include <QFontDatabase>
#include <QScrollBar>
#include <QTextBlock>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

QChar signOf(DiffLine::Kind kind)
{
    return kind == DiffLine::Kind::Same ? u' ' : kind == DiffLine::Kind::Removed ? u'−' : u'+';
}

// Ends of lines that differ would not be seen.
QString shown(const DiffLine &line)
{
    QString text = QString::fromStdString(line.text);
    const bool hasEnd = text.endsWith(u'\n');
    text.chop(hasEnd ? 1 : 0);
    text.replace(u'\r', u'␍');
    if (!hasEnd)
        text += u" ⌁ "_s + CodeView::tr("no newline at the end of the file");
    return u"%1 %2"_s.arg(signOf(line.kind)).arg(text);
}

QString heading(const DiffHunk &hunk)
{
    return hunk.before == hunk.after ? CodeView::tr("Line %1").arg(hunk.before)
                                     : CodeView::tr("Line %1, now %2").arg(hunk.before).arg(hunk.after);
}

void paintBlock(QTextCursor &cursor, const QTextBlock &block, const QColor &colour)
{
    QTextBlockFormat format;
    if (colour.isValid())
        format.setBackground(colour);
    cursor.setPosition(block.position());
    cursor.setBlockFormat(format);
}

} // namespace

CodeView::CodeView(QWidget *parent)
    : QPlainTextEdit(parent)
    , m_highlighter(new CodeHighlighter(document()))
{
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPointSizeF(fixed.pointSizeF() * 0.94); // a hundred columns beside the rest
    setFont(fixed);
    setLineWrapMode(NoWrap);
    setTabChangesFocus(true);
    document()->setUndoRedoEnabled(false);
}

void CodeView::showFile(const QString &path, const QString &content)
{
    m_hunks.clear();
    m_highlighter->setPath(path);
    setText(content);
}

void CodeView::showChange(const std::vector<DiffLine> &change)
{
    m_hunks = hunksOf(change);
    QStringList lines;
    for (const DiffHunk &hunk : m_hunks) {
        lines.append(heading(hunk));
        for (const DiffLine &line : hunk.lines)
            lines.append(shown(line));
    }
    m_highlighter->setPath({}); // a change is coloured by what happens to its lines
    setText(lines.join(u'\n'));
    paintChange();
}

// Where the reader was stays, if it is the same file with other options.
void CodeView::setText(const QString &text)
{
    if (text == toPlainText())
        return;
    const int place = verticalScrollBar()->value();
    setPlainText(text);
    verticalScrollBar()->setValue(place);
}

void CodeView::paintChange()
{
    const QColor base = palette().color(QPalette::Base);
    QTextCursor cursor(document());
    QTextBlock block = document()->firstBlock();
    for (const DiffHunk &hunk : m_hunks) {
        paintBlock(cursor, block, palette().color(QPalette::Window));
        block = block.next();
        for (const DiffLine &line : hunk.lines) {
            const QColor tone = line.kind == DiffLine::Kind::Same    ? QColor()
                              : line.kind == DiffLine::Kind::Removed ? blend(lossColour(palette()), base, 0.22)
                                                                     : blend(goodColour(palette()), base, 0.22);
            paintBlock(cursor, block, tone);
            block = block.next();
        }
    }
}

void CodeView::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        m_highlighter->rehighlight();
        paintChange();
    }
}

} // namespace poolwart
