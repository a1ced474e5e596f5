// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/linediff.h"

#include <QPlainTextEdit>

#include <vector>

namespace poolwart {

class CodeHighlighter;

// Shows a file in its language's colours, or the changes to it, for reading and copying.
class CodeView : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit CodeView(QWidget *parent = nullptr);

    void showFile(const QString &path, const QString &content);
    void showChange(const std::vector<DiffLine> &change); // removed and added lines with three lines around

protected:
    void changeEvent(QEvent *event) override;

private:
    void setText(const QString &text);
    void paintChange();

    CodeHighlighter *m_highlighter;
    std::vector<DiffHunk> m_hunks; // empty while a file is shown
};

} // namespace poolwart
