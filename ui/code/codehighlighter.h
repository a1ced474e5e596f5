// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/code/syntax.h"

#include <QSyntaxHighlighter>

namespace poolwart {

// Colours a file by its language, and the header lines that warn about the budget.
class CodeHighlighter : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    using QSyntaxHighlighter::QSyntaxHighlighter;

    void setPath(const QString &path); // before the text is set

protected:
    void highlightBlock(const QString &line) override;

private:
    Syntax m_syntax;
};

} // namespace poolwart
