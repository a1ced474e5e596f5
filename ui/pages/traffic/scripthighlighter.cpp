// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/traffic/scripthighlighter.h"

#include "ui/style/theme.h"

#include <QGuiApplication>
#include <QPalette>
#include <QRegularExpression>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

QTextCharFormat coloured(const QColor &colour, bool isBold = false)
{
    QTextCharFormat format;
    format.setForeground(colour);
    if (isBold)
        format.setFontWeight(QFont::DemiBold);
    return format;
}

const QRegularExpression &words()
{
    static const QRegularExpression expression(
        u"\\b(select|insert|into|values|update|set|delete|from|where|and|or|not|null|is|in|exists|between|like|order|"
        "group|by|having|limit|offset|join|left|right|inner|outer|full|cross|lateral|on|using|as|distinct|union|all|"
        "case|when|then|else|end|with|recursive|returning|for|share|conflict|do|nothing|asc|desc|true|false|begin|"
        "commit|rollback|call|copy|cast|over|partition|window|filter)\\b"_s,
        QRegularExpression::CaseInsensitiveOption);
    return expression;
}

} // namespace

void ScriptHighlighter::highlightBlock(const QString &line)
{
    const QPalette palette = QGuiApplication::palette();
    const auto each = [this, &line](const QRegularExpression &expression, const QTextCharFormat &format) {
        for (auto found = expression.globalMatch(line); found.hasNext();) {
            const QRegularExpressionMatch match = found.next();
            setFormat(static_cast<int>(match.capturedStart()), static_cast<int>(match.capturedLength()), format);
        }
    };
    static const QRegularExpression parameters(u"(?<!:):[a-zA-Z_][a-zA-Z0-9_]*"_s);
    static const QRegularExpression numbers(u"\\b[0-9]+(\\.[0-9]+)?\\b"_s);
    static const QRegularExpression literals(u"'([^']|'')*'"_s);
    static const QRegularExpression comments(u"--.*$"_s);
    static const QRegularExpression meta(u"^\\s*\\\\[a-z]+"_s);
    each(numbers, coloured(goodColour(palette)));
    each(words(), coloured(palette.color(QPalette::Link), true));
    each(parameters, coloured(warningColour(palette), true));
    each(literals, coloured(goodColour(palette)));
    each(meta, coloured(lossColour(palette)));
    each(comments, coloured(quietColour(palette)));
}

} // namespace poolwart
