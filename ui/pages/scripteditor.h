// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <cstddef>
#include <map>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace poolwart {

class ScriptHighlighter;
class Session;

// A script of the workload that the traffic sends. It is judged while it is typed and holds when it is applied.
class ScriptEditor : public QWidget
{
    Q_OBJECT

public:
    explicit ScriptEditor(Session *session, QWidget *parent = nullptr);

    // Which of the workload's scripts is edited. What was typed into another one and not applied is kept for it.
    void setScript(std::size_t script);

protected:
    void changeEvent(QEvent *event) override;

private:
    void buildLayout();
    void buildExamples();
    void connectSignals();
    void showTraffic();
    void show(const QString &typed);
    void judge();
    void showHelp();
    void apply();

    Session *m_session;
    QPlainTextEdit *m_script;
    ScriptHighlighter *m_highlighter;
    QLabel *m_verdict;
    QToolButton *m_examples;
    QPushButton *m_apply;
    QPushButton *m_revert;
    QToolButton *m_help;
    std::size_t m_index = 0; // of the script among the workload's
    QString m_shown;         // the session's script when it was last shown here
    std::map<std::size_t, QString> m_drafts; // of the scripts that are not shown
};

} // namespace poolwart
