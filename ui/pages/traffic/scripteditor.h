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

// Edits a script of the workload. It is checked while typing and used once applied.
class ScriptEditor : public QWidget
{
    Q_OBJECT

public:
    explicit ScriptEditor(Session *session, QWidget *parent = nullptr);

    // Chooses the script to edit; an unknown one is ignored. Unapplied text of other scripts is kept, also while another
    // workload is in use.
    void setScript(std::size_t script);

protected:
    void changeEvent(QEvent *event) override;

private:
    using ScriptKey = std::pair<std::string, std::string>; // name and text in the session, because numbers differ between workloads

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
    ScriptKey m_key;                       // of the displayed script
    QString m_shown;                       // its text in the session when it was last displayed
    std::map<ScriptKey, QString> m_drafts; // of the other scripts
};

} // namespace poolwart
