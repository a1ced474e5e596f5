// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace poolwart {

class ScriptHighlighter;
class Session;

// The statement that the traffic sends. It is judged while it is typed and holds when it is applied.
class ScriptEditor : public QWidget
{
    Q_OBJECT

public:
    explicit ScriptEditor(Session *session, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void buildLayout();
    void buildExamples();
    void connectSignals();
    void showTraffic();
    void judge();
    void apply();

    Session *m_session;
    QPlainTextEdit *m_script;
    ScriptHighlighter *m_highlighter;
    QLabel *m_verdict;
    QToolButton *m_examples;
    QPushButton *m_apply;
    QPushButton *m_revert;
    QString m_shown; // the session's script when it was last shown here
};

} // namespace poolwart
