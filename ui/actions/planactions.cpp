// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/planactions.h"

#include "model/session/plandocument.h"
#include "model/session/session.h"
#include "model/store/planfile.h"
#include "ui/actions/newaction.h"
#include "ui/actions/pooledits.h"
#include "ui/dialogs/exportdialog.h"
#include "ui/dialogs/importreport.h"
#include "ui/recentfiles.h"

#include <QAction>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>

#include <utility>

namespace poolwart {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto longImport = 500ms; // from then on it is told of

QAction *historyAction(QAction *action, const QString &name, Glyph glyph, const QList<QKeySequence> &shortcuts)
{
    action->setObjectName(name);
    action->setIcon(icon(glyph));
    action->setShortcuts(shortcuts);
    return action;
}

QFileDialog *fileDialog(QWidget *window, QFileDialog::AcceptMode mode, const QString &title, const QString &filter)
{
    auto *dialog = new QFileDialog(window, title, {}, filter);
    dialog->setObjectName(u"fileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(mode);
    dialog->setDefaultSuffix(u"poolwart.json"_s);
    return dialog;
}

} // namespace

PlanActions::PlanActions(Session *session, PlanDocument *document, QWidget *window)
    : QObject(window)
    , newPlan(newAction(this,
                        {.name = u"newPlan"_s,
                         .text = tr("&New plan"),
                         .toolTip = tr("Begin anew with five pools of twelve"),
                         .shortcut = QKeySequence::New,
                         .glyph = Glyph::New}))
    , open(newAction(this,
                     {.name = u"openPlan"_s,
                      .text = tr("&Open …"),
                      .toolTip = tr("Open a plan, or the plan of a run file"),
                      .shortcut = QKeySequence::Open,
                      .glyph = Glyph::Open}))
    , save(newAction(this,
                     {.name = u"savePlan"_s,
                      .text = tr("&Save"),
                      .toolTip = tr("Save the plan; passwords are never in it"),
                      .shortcut = QKeySequence::Save,
                      .glyph = Glyph::Save}))
    , saveAs(newAction(this,
                       {.name = u"savePlanAs"_s,
                        .text = tr("Save &as …"),
                        .toolTip = tr("Save the plan under another name"),
                        .shortcut = Qt::CTRL | Qt::SHIFT | Qt::Key_S}))
    , importPlan(newAction(this,
                           {.name = u"importPlan"_s,
                            .text = tr("&Import …"),
                            .toolTip = tr("Make a plan of the configuration of an application or a pooler"),
                            .whatsThis = tr("Reads the pools of a configuration file, of a .env, of a list of database URLs, or of "
                                            "a program that opens pools with literal settings, and says line by line what it did "
                                            "not understand. A file may also be dropped on the window.")}))
    , exportPlan(newAction(this,
                           {.name = u"exportPlan"_s,
                            .text = tr("&Export …"),
                            .toolTip = tr("Write the configuration for the real application"),
                            .whatsThis = tr("Turns the plan into the files of an application, a pooler or a framework, says "
                                            "what that target cannot express, and stamps the connection budget onto them."),
                            .shortcut = Qt::CTRL | Qt::Key_E,
                            .glyph = Glyph::Export}))
    , undo(historyAction(session->undoStack()->createUndoAction(this, tr("&Undo")), u"undo"_s, Glyph::Undo, {Qt::CTRL | Qt::Key_Z}))
    , redo(historyAction(session->undoStack()->createRedoAction(this, tr("&Redo")), u"redo"_s, Glyph::Redo, {Qt::CTRL | Qt::SHIFT | Qt::Key_Z, Qt::CTRL | Qt::Key_Y}))
    , recent(new RecentFilesMenu(window))
    , presets(new QMenu(tr("&Preset"), window))
    , m_session(session)
    , m_document(document)
    , m_window(window)
{
    buildPresets();
    m_importTimer.setSingleShot(true);
    connectSignals();
}

void PlanActions::buildPresets()
{
    presets->setObjectName(u"presetMenu"_s);
    const auto add = [this](int pools, int slots, const QString &text, const QString &toolTip, QKeySequence shortcut) {
        QAction *preset = newAction(this,
                                    {.name = u"preset%1x%2"_s.arg(pools).arg(slots),
                                     .text = text,
                                     .toolTip = toolTip,
                                     .whatsThis = {},
                                     .shortcut = std::move(shortcut),
                                     .glyph = {}});
        connect(preset, &QAction::triggered, this, [this, pools, slots] { reshape(pools, slots); });
        presets->addAction(preset);
    };
    add(1, 25, tr("&1 × 25: one pool"), tr("The usual beginning: one pool for all"), Qt::CTRL | Qt::ALT | Qt::Key_1);
    add(5, 12, tr("&5 × 12: round robin"), tr("Five pools of twelve, requests spread over them"), Qt::CTRL | Qt::ALT | Qt::Key_5);
    add(70, 5, tr("&70 × 5: many small ones"), tr("Seventy pools of five: 350 connections"), Qt::CTRL | Qt::ALT | Qt::Key_7);
}

void PlanActions::connectSignals()
{
    connect(newPlan, &QAction::triggered, this, [this] {
        if (const Done made = m_document->newPlan(); !made)
            Q_EMIT messageRaised(messageOf(made.error()));
    });
    connect(open, &QAction::triggered, this, &PlanActions::chooseFile);
    connect(save, &QAction::triggered, this, &PlanActions::saveToFile);
    connect(saveAs, &QAction::triggered, this, &PlanActions::chooseSaveName);
    connect(m_document, &PlanDocument::imported, this, &PlanActions::showImported);
    connect(m_document, &PlanDocument::importRefused, this, [this](const Error &error) {
        m_saysImporting = false;
        Q_EMIT messageRaised(messageOf(error));
    });
    connect(&m_importTimer, &QTimer::timeout, this, &PlanActions::tellOfImport);
    connect(m_document, &PlanDocument::found, this, &PlanActions::openFile);
    connect(importPlan, &QAction::triggered, this, &PlanActions::chooseImport);
    connect(exportPlan, &QAction::triggered, this, &PlanActions::openExport);
    connect(recent, &RecentFilesMenu::chosen, this, &PlanActions::openFile);
    connect(m_document, &PlanDocument::fileUsed, recent, &RecentFilesMenu::add);
}

void PlanActions::chooseFile()
{
    QFileDialog *dialog = fileDialog(m_window, QFileDialog::AcceptOpen, tr("Open a plan"), tr("Plans and runs (*.json);;All files (*)"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &PlanActions::openFile);
    dialog->open();
}

void PlanActions::openFile(const QString &path)
{
    if (const Done read = m_document->open(path); !read)
        return Q_EMIT messageRaised(messageOf(read.error()));
    Q_EMIT opened();
    if (m_document->path().isEmpty())
        Q_EMIT messageRaised({.text = tr("This is the plan of the run “%1”. The run’s file stays as it is: saving asks for a name.").arg(QFileInfo(path).fileName())});
}

void PlanActions::chooseImport()
{
    QFileDialog *dialog = fileDialog(m_window, QFileDialog::AcceptOpen, tr("Import a configuration"), tr("All files (*)"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &PlanActions::importFile);
    dialog->open();
}

void PlanActions::importFile(const QString &path)
{
    m_document->importFrom(path);
    m_importing = QFileInfo(path).fileName();
    m_importTimer.start(longImport);
}

void PlanActions::tellOfImport()
{
    if (!m_document->isImporting())
        return;
    m_saysImporting = true;
    Q_EMIT messageRaised({.text = tr("Reading “%1” …").arg(m_importing), .actionText = tr("Cancel"), .action = [this] { cancelImport(); }});
}

void PlanActions::cancelImport()
{
    m_document->cancelImport();
    m_saysImporting = false;
}

void PlanActions::showImported(const QString &path, const ImportResult &result)
{
    const QString name = QFileInfo(path).fileName();
    if (!result.remarks.empty())
        (new ImportReport(name, result.remarks, m_window))->show();
    if (std::exchange(m_saysImporting, false))
        Q_EMIT messageRaised({.text = tr("“%1” was imported.").arg(name)});
    Q_EMIT opened();
}

void PlanActions::saveToFile()
{
    if (m_document->path().isEmpty())
        chooseSaveName();
    else
        saveTo(m_document->path());
}

void PlanActions::chooseSaveName()
{
    QFileDialog *dialog = fileDialog(m_window, QFileDialog::AcceptSave, tr("Save the plan"), tr("Plans (*.json)"));
    dialog->selectFile(m_document->path().isEmpty() ? u"plan.poolwart.json"_s : m_document->path());
    connect(dialog, &QFileDialog::fileSelected, this, &PlanActions::saveTo);
    dialog->open();
}

void PlanActions::saveTo(const QString &path)
{
    if (const Done saved = m_document->save(path); !saved)
        Q_EMIT messageRaised(messageOf(saved.error()));
}

void PlanActions::openExport()
{
    auto *dialog = new ExportDialog(exportSource(*m_session), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void PlanActions::reshape(int pools, int slots)
{
    const Plan plan = reshaped(m_session->plan(), pools, slots, [this] { return m_session->newPoolId(); });
    const QString undoText = tr("Preset %1 × %2").arg(pools).arg(slots);
    const Done edited = m_session->edit(plan, undoText);
    if (edited)
        return;
    Message message = messageOf(edited.error());
    if (edited.error().kind == ErrorKind::BudgetExceeded && m_session->isSandbox())
        return offerLargerSandbox(plan, undoText, message);
    Q_EMIT messageRaised(message);
}

// The sandbox is ours to restart: one click makes room and then does what was asked.
void PlanActions::offerLargerSandbox(const Plan &plan, const QString &undoText, Message message)
{
    const Budget budget = m_session->budget();
    const int missing = committedSlots(plan) - budget.available();
    const int wanted = (budget.limits.maxConnections + missing + 9) / 10 * 10;
    message.actionText = tr("Restart the sandbox with %1").arg(wanted);
    message.action = [this, plan, undoText, wanted] {
        auto *once = new QObject(this);
        connect(m_session, &Session::refreshed, once, [this, once, plan, undoText, wanted] {
            if (m_session->server().limits.maxConnections != wanted || !m_session->server().connected)
                return;
            once->deleteLater();
            once->disconnect();
            m_session->disconnect(once);
            if (const Done edited = m_session->edit(plan, undoText); !edited)
                Q_EMIT messageRaised(messageOf(edited.error()));
        });
        connect(m_session, &Session::failed, once, &QObject::deleteLater);
        m_session->restartSandbox(wanted, m_session->server().limits.superuserReserved);
    };
    Q_EMIT messageRaised(message);
}

} // namespace poolwart
