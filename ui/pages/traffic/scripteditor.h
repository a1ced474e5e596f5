// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <cstddef>
#include <map>
#include <string>
#include <utility>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace poolwart {

class ScriptHighlighter;
class Session;
struct WorkloadScript;

// A script of the workload that the traffic sends. It is judged while it is typed and holds when it is applied.
class ScriptEditor : public QWidget
{
    Q_OBJECT

public:
    explicit ScriptEditor(Session *session, QWidget *parent = nullptr);

    // Which of the session's scripts is edited; one that it has not (any more) is passed over. What was typed into another one and
    // not applied is kept for it, also while another workload is in use.
    void setScript(std::size_t script);

protected:
    void changeEvent(QEvent *event) override;

private:
    using ScriptKey = std::pair<std::string, std::string>; // name and text in the session: numbers mean others in another workload

    void buildLayout();
    void buildExamples();
    void connectSignals();
    void showTraffic();
    void show(const WorkloadScript &script);
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
    std::size_t m_index = 0;               // of the script among the workload's
    ScriptKey m_key;                       // of the script that is shown
    QString m_shown;                       // its text in the session when it was last shown here
    std::map<ScriptKey, QString> m_drafts; // of the scripts that are not shown
};

} // namespace poolwart
