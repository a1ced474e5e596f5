// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/traffic/scripteditor.h"

#include "model/session/session.h"
#include "model/workload/script.h"
#include "ui/actions/newaction.h"
#include "ui/pages/traffic/scripthighlighter.h"
#include "ui/style/theme.h"

#include <QEvent>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QWhatsThis>

#include <algorithm>
#include <tuple>

namespace poolwart {

using namespace Qt::StringLiterals;

ScriptEditor::ScriptEditor(Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_script(new QPlainTextEdit(this))
    , m_highlighter(new ScriptHighlighter(m_script->document()))
    , m_verdict(new QLabel(this))
    , m_examples(new QToolButton(this))
    , m_apply(new QPushButton(tr("&Apply"), this))
    , m_revert(new QPushButton(tr("Re&vert"), this))
    , m_help(new QToolButton(this))
{
    buildLayout();
    buildExamples();
    connectSignals();
    setScript(0);
}

void ScriptEditor::buildLayout()
{
    m_script->setObjectName(u"script"_s);
    m_script->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_script->setTabChangesFocus(true);
    m_script->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_script->setAccessibleName(tr("Statement"));
    m_script->setToolTip(tr("SQL statements, with variables as in pgbench"));
    m_script->setWhatsThis(tr("The work of each request on its slot, as a pgbench script: one or more statements, each "
                              "ended by a semicolon. A line such as \\set aid random(1, 100000) draws a new number for "
                              "each request, and :aid is replaced by it. The extended and prepared protocols send it as a "
                              "parameter; the simple protocol writes it into the text."));
    m_verdict->setObjectName(u"scriptVerdict"_s);
    m_verdict->setWordWrap(true);
    m_verdict->setTextFormat(Qt::PlainText);
    m_apply->setObjectName(u"applyScript"_s);
    m_apply->setShortcut(Qt::CTRL | Qt::Key_Return);
    m_apply->setToolTip(withShortcut(tr("Send this statement from now on"), m_apply->shortcut()));
    m_revert->setObjectName(u"revertScript"_s);
    m_revert->setToolTip(tr("Go back to the statement in use"));
    m_examples->setObjectName(u"scriptExamples"_s);
    m_examples->setText(tr("Examples"));
    m_examples->setToolTip(tr("Insert an example statement for the sandbox’s tables into the editor"));
    m_examples->setPopupMode(QToolButton::InstantPopup);
    m_help->setObjectName(u"scriptHelp"_s);
    m_help->setText(tr("Help"));
    m_help->setToolTip(tr("Elements of a script: variables, distributions, pauses, conditions"));

    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_examples);
    buttons->addWidget(m_help);
    buttons->addWidget(m_verdict, 1);
    buttons->addWidget(m_revert);
    buttons->addWidget(m_apply);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_script, 1);
    column->addLayout(buttons);
    setFocusProxy(m_script);
}

void ScriptEditor::buildExamples()
{
    auto *menu = new QMenu(m_examples);
    using Example = std::tuple<QString, QString, QString>; // object name, title, script
    const Example examples[]{
        {u"examplePoint"_s, tr("Read one account"), QString::fromStdString(defaultScript())},
        {u"exampleUpdate"_s, tr("Change one balance"),
         u"\\set aid random(1, 100000)\n\\set delta random(-5000, 5000)\n"
         "UPDATE pgbench_accounts SET abalance = abalance + :delta WHERE aid = :aid"_s},
        {u"exampleSlow"_s, tr("Hold a slot for 50 ms"), u"SELECT pg_sleep(0.05)"_s},
        {u"exampleLong"_s, tr("Hold a slot for 3 s"), u"SELECT pg_sleep(3)"_s},
        {u"exampleSum"_s, tr("Sum a thousand accounts"),
         u"\\set aid random(1, 99000)\n"
         "SELECT sum(abalance) FROM pgbench_accounts WHERE aid BETWEEN :aid AND :aid + 999"_s},
    };
    for (const auto &[name, title, script] : examples) {
        QAction *action = menu->addAction(title, m_script, [this, text = script] { m_script->setPlainText(text); });
        action->setObjectName(name);
    }
    m_examples->setMenu(menu);
}

void ScriptEditor::connectSignals()
{
    connect(m_session, &Session::trafficChanged, this, &ScriptEditor::showTraffic);
    connect(m_script, &QPlainTextEdit::textChanged, this, &ScriptEditor::judge);
    connect(m_apply, &QPushButton::clicked, this, &ScriptEditor::apply);
    connect(m_revert, &QPushButton::clicked, this, [this] { m_script->setPlainText(m_shown); });
    connect(m_help, &QToolButton::clicked, this, &ScriptEditor::showHelp);
}

void ScriptEditor::setScript(std::size_t script)
{
    const auto &scripts = m_session->traffic().workload.scripts;
    if (script >= scripts.size())
        return;
    m_index = script;
    show(scripts[script]);
}

// What is being typed is left alone when something else of the traffic changes.
void ScriptEditor::showTraffic()
{
    const auto &scripts = m_session->traffic().workload.scripts;
    m_index = std::min(m_index, scripts.size() - 1);
    if (scripts[m_index].text == m_key.second)
        m_key.first = scripts[m_index].name; // it got another name
    show(scripts[m_index]);
}

void ScriptEditor::show(const WorkloadScript &script)
{
    const ScriptKey key(script.name, script.text);
    if (key == m_key)
        return judge();
    if (const QString typed = m_script->toPlainText(); typed != m_shown)
        m_drafts[m_key] = typed;
    m_key = key;
    m_shown = QString::fromStdString(script.text);
    const auto draft = m_drafts.extract(key);
    const QString wanted = draft ? draft.mapped() : m_shown;
    if (m_script->toPlainText() != wanted)
        m_script->setPlainText(wanted);
    judge();
}

void ScriptEditor::showHelp()
{
    QWhatsThis::showText(m_help->mapToGlobal(QPoint(0, m_help->height())),
                         tr("<p>SQL statements, each ended by a semicolon, and meta-commands, as in pgbench. The whole "
                            "script runs on one slot for each request.</p><table cellspacing=\"4\"><tr><td><code>\\set x "
                            "random(1, 100)</code></td><td>uniform distribution</td></tr><tr><td><code>random_zipfian(1, "
                            "100, 1.1)</code></td><td>few numbers often, most "
                            "rarely</td></tr><tr><td><code>random_exponential(1, 100, 5)</code></td><td>small numbers "
                            "most often</td></tr><tr><td><code>random_gaussian(1, 100, 5)</code></td><td>numbers in the "
                            "middle most often</td></tr><tr><td><code>\\sequence n 1 1000</code></td><td>counts across "
                            "all requests</td></tr><tr><td><code>\\sleep 2 ms</code></td><td>a pause that holds the "
                            "slot</td></tr><tr><td><code>\\if</code> … <code>\\endif</code></td><td>conditional "
                            "part</td></tr><tr><td><code>\\gset</code></td><td>stores the result row in "
                            "variables</td></tr><tr><td><code>:x</code></td><td>value of the variable, as a "
                            "parameter</td></tr></table>"),
                         m_help);
}

void ScriptEditor::judge()
{
    const QString typed = m_script->toPlainText();
    const bool isChanged = typed != m_shown;
    const Outcome<Script> script = Script::parse(typed.toStdString());
    m_apply->setEnabled(isChanged && script.ok());
    m_revert->setEnabled(isChanged);
    QPalette colours = palette();
    if (!script) {
        m_verdict->setText(u"⚠ "_s + QString::fromStdString(script.error().message));
        colours.setColor(QPalette::WindowText, lossColour(colours));
    } else if (isChanged) {
        m_verdict->setText(tr("Not applied yet"));
        colours.setColor(QPalette::WindowText, warningColour(colours));
    } else {
        m_verdict->setText(tr("In use, %n parameter(s)", nullptr, static_cast<int>(script->parameterCount())));
    }
    m_verdict->setPalette(colours);
}

void ScriptEditor::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        m_highlighter->rehighlight();
        judge();
    }
}

void ScriptEditor::apply()
{
    TrafficPlan traffic = m_session->traffic();
    WorkloadScript &script = traffic.workload.scripts.at(m_index);
    script.text = m_script->toPlainText().toStdString();
    const ScriptKey before = std::exchange(m_key, ScriptKey(script.name, script.text)); // what was typed is no draft any more
    const QString shownBefore = std::exchange(m_shown, m_script->toPlainText());
    if (const Done changed = m_session->setTraffic(traffic); !changed) {
        m_key = before;
        m_shown = shownBefore;
        judge();
        m_verdict->setText(u"⚠ "_s + QString::fromStdString(changed.error().message));
        return;
    }
    judge();
}

} // namespace poolwart
