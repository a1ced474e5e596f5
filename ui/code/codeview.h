// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/linediff.h"

#include <QPlainTextEdit>

#include <vector>

namespace poolwart {

class CodeHighlighter;

// A file to be read and copied from, in its language's colours, or what would change in it.
class CodeView : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit CodeView(QWidget *parent = nullptr);

    void showFile(const QString &path, const QString &content);
    void showChange(const std::vector<DiffLine> &change); // removed and added lines, three around

protected:
    void changeEvent(QEvent *event) override;

private:
    void setText(const QString &text);
    void paintChange();

    CodeHighlighter *m_highlighter;
    std::vector<DiffHunk> m_hunks; // empty while a file is shown
};

} // namespace poolwart
