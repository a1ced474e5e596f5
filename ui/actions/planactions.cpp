// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/planactions.h"

#include "model/session/session.h"
#include "model/store/planfile.h"
#include "ui/actions/newaction.h"
#include "ui/actions/pooledits.h"
#include "ui/actions/recentfiles.h"
#include "ui/actions/undoactions.h"
#include "ui/controls/filenotice.h"
#include "ui/controls/fittingoffer.h"
#include "ui/dialogs/exportdialog.h"
#include "ui/dialogs/importpreview.h"

#include <QAction>
#include <QDateTime>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QMenu>

#include <utility>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

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
    , newPlan(newAction(this, {.name = u"newPlan"_s,
                               .text = tr("&New plan"),
                               .toolTip = tr("Start with five pools of twelve slots"),
                               .shortcut = QKeySequence::New,
                               .glyph = Glyph::New}))
    , open(newAction(this, {.name = u"openPlan"_s,
                            .text = tr("&Open …"),
                            .toolTip = tr("Open a plan file, or the plan of a run file"),
                            .shortcut = QKeySequence::Open,
                            .glyph = Glyph::Open}))
    , save(newAction(this, {.name = u"savePlan"_s,
                            .text = tr("&Save"),
                            .toolTip = tr("Save the plan; it never contains passwords"),
                            .shortcut = QKeySequence::Save,
                            .glyph = Glyph::Save}))
    , saveAs(newAction(this, {.name = u"savePlanAs"_s,
                              .text = tr("Save &as …"),
                              .toolTip = tr("Save the plan under another name"),
                              .shortcut = Qt::CTRL | Qt::SHIFT | Qt::Key_S}))
    , importPlan(
          newAction(this, {.name = u"importPlan"_s,
                           .text = tr("&Import …"),
                           .toolTip = tr("Create a plan from the configuration of an application or a pooler"),
                           .whatsThis = tr("Reads the pools of a configuration file, a .env file, a list of database URLs, or a program "
                                           "that opens pools with literal settings, and reports each line that it does not understand. "
                                           "You can also drop a file on the window.")}))
    , exportPlan(
          newAction(this, {.name = u"exportPlan"_s,
                           .text = tr("&Export …"),
                           .toolTip = tr("Write the plan as configuration files for your deployment"),
                           .whatsThis = tr("Writes the plan as configuration files of an application, a pooler or a framework, lists "
                                           "the limitations of that target, and adds the connection budget to the files."),
                           .shortcut = Qt::CTRL | Qt::Key_E,
                           .glyph = Glyph::Export}))
    , history(new UndoActions(session, this))
    , recent(new RecentFilesMenu(window))
    , presets(new QMenu(tr("&Preset"), window))
    , m_session(session)
    , m_document(document)
    , m_window(window)
    , m_notice(new FileNotice(this))
{
    buildPresets();
    connectSignals();
}

void PlanActions::buildPresets()
{
    presets->setObjectName(u"presetMenu"_s);
    const auto add = [this](int pools, int slots, const QString &text, const QString &toolTip, QKeySequence shortcut) {
        QAction *preset = newAction(this, {.name = u"preset%1x%2"_s.arg(pools).arg(slots),
                                           .text = text,
                                           .toolTip = toolTip,
                                           .whatsThis = {},
                                           .shortcut = std::move(shortcut),
                                           .glyph = {}});
        connect(preset, &QAction::triggered, this, [this, pools, slots] { reshape(pools, slots); });
        presets->addAction(preset);
    };
    add(1, 25, tr("&1 × 25: one pool"), tr("One pool of 25 slots for all requests"), Qt::CTRL | Qt::ALT | Qt::Key_1);
    add(5, 12, tr("&5 × 12: round robin"), tr("Five pools of twelve slots with requests spread over them"), Qt::CTRL | Qt::ALT | Qt::Key_5);
    add(70, 5, tr("&70 × 5: many small pools"), tr("Seventy pools of five slots: 350 connections"), Qt::CTRL | Qt::ALT | Qt::Key_7);
}

void PlanActions::connectSignals()
{
    connect(newPlan, &QAction::triggered, this, [this] { take(m_document->newPlan(), {}); });
    connect(open, &QAction::triggered, this, &PlanActions::chooseFile);
    connect(save, &QAction::triggered, this, [this] { saveThen({}); });
    connect(saveAs, &QAction::triggered, this, [this] { chooseSaveName({}); });
    connect(history, &UndoActions::messageRaised, this, &PlanActions::messageRaised);
    connect(m_document, &PlanDocument::importRead, this, &PlanActions::showImport);
    connect(m_document, &PlanDocument::read, this, &PlanActions::takeRead);
    connect(m_document, &PlanDocument::readRefused, this, [this](const Error &error) {
        endReading();
        Q_EMIT messageRaised(messageOf(error));
    });
    connect(m_notice, &FileNotice::raised, this, &PlanActions::messageRaised);
    connect(importPlan, &QAction::triggered, this, &PlanActions::chooseImport);
    connect(exportPlan, &QAction::triggered, this, &PlanActions::openExport);
    connect(recent, &RecentFilesMenu::chosen, this, [this](const QString &path) { openFile(path); });
    connect(m_document, &PlanDocument::fileUsed, recent, &RecentFilesMenu::add);
}

void PlanActions::chooseFile()
{
    QFileDialog *dialog = fileDialog(m_window, QFileDialog::AcceptOpen, tr("Open a plan"), tr("Plans and runs (*.json);;All files (*)"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) { openFile(path); });
    dialog->open();
}

void PlanActions::openFile(const QString &path, const std::function<void()> &next)
{
    beginReading(path, next);
    m_document->open(path);
}

void PlanActions::importFile(const QString &path)
{
    beginReading(path, {});
    m_document->importFrom(path);
}

void PlanActions::beginReading(const QString &path, const std::function<void()> &next)
{
    endReading(); // of the file before, which is cancelled
    m_afterReading = next;
    m_notice->beginReading(path, [this] {
        m_document->cancelReading();
        endReading();
    });
}

bool PlanActions::endReading()
{
    const bool isTold = m_notice->end();
    if (const auto next = std::exchange(m_afterReading, {}))
        next();
    return isTold;
}

void PlanActions::takeRead(const PlanDocument::Source &source)
{
    endReading();
    take(source, [this, isRun = !source.isInFile, name = QFileInfo(source.path).fileName()] {
        if (isRun)
            Q_EMIT messageRaised(
                {.text = tr("This is the plan of the run “%1”. Saving asks for a new name and leaves the run file unchanged.").arg(name)});
        Q_EMIT opened();
    });
}

void PlanActions::take(const PlanDocument::Source &source, const Taken &taken, const std::optional<Plan> &instead)
{
    const bool wasModified = m_document->isModified();
    const QString before = m_document->name();
    if (const Done replaced = m_document->take(source, instead); !replaced)
        return offerRoom(replaced.error(), instead ? *instead : source.plan,
                         [this, source, taken](const Plan &plan) { take(source, taken, plan); });
    if (wasModified)
        Q_EMIT messageRaised({.text = tr("“%1” had unsaved changes. Undo restores them.").arg(before),
                              .actionText = tr("Undo"),
                              .action = [this] { history->undo->trigger(); }});
    if (taken)
        taken();
}

// What the server has no room for is no dead end: a sandbox can be made larger, and any server has room for less.
void PlanActions::offerRoom(const Error &error, const Plan &plan, const std::function<void(const Plan &)> &use)
{
    Message message = messageOf(error);
    if (error.kind == ErrorKind::BudgetExceeded) {
        if (const auto fitting = m_session->largestFittingPlan()) {
            message.actionText = useText(*fitting);
            message.action = [use, fitting = *fitting] { use(fitting); };
        }
        if (m_session->isSandbox()) {
            const Budget budget = m_session->budget();
            const int missing = committedSlots(plan) - budget.available();
            const int wanted = (budget.limits.maxConnections + missing + 9) / 10 * 10;
            message.otherText = tr("Restart the sandbox with %1").arg(wanted);
            message.other = [this, wanted, use, plan] { restartSandboxFor(wanted, [use, plan] { use(plan); }); };
        }
    }
    Q_EMIT messageRaised(message);
}

void PlanActions::bringBack(const KeptPlan &kept, bool isAsked)
{
    const PlanDocument::Source source = m_document->leftBehind(kept);
    const QString name = kept.path.empty() ? tr("unnamed plan") : QFileInfo(QString::fromStdString(kept.path)).fileName();
    const QString when = QLocale().toString(QDateTime::fromSecsSinceEpoch(kept.at.time_since_epoch().count()), QLocale::ShortFormat);
    if (isAsked)
        return Q_EMIT messageRaised({.text = tr("“%1” of %2 was not saved when Poolwart ended.").arg(name, when),
                                     .actionText = tr("Restore"),
                                     .action = [this, source] { take(source, [this] { Q_EMIT broughtBack(); }); },
                                     .isLasting = true});
    take(source, [this, name, when] {
        Q_EMIT messageRaised({.text = tr("“%1” of %2 was not saved when Poolwart ended, and has been restored.").arg(name, when),
                              .actionText = tr("Undo"),
                              .action = [this] { history->undo->trigger(); },
                              .isLasting = true});
        Q_EMIT broughtBack();
    });
}

void PlanActions::chooseImport()
{
    QFileDialog *dialog = fileDialog(m_window, QFileDialog::AcceptOpen, tr("Import a configuration"), tr("All files (*)"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &PlanActions::importFile);
    dialog->open();
}

// The plan stays until the preview is taken.
void PlanActions::showImport(const QString &path, const ImportResult &result)
{
    const QString name = QFileInfo(path).fileName();
    if (endReading())
        Q_EMIT messageRaised({.text = tr("“%1” was read.").arg(name)});
    auto *preview = new ImportPreview(m_session, name, result, m_window);
    connect(preview, &ImportPreview::taken, this,
            [this, path](const Plan &plan) { take(m_document->imported(path, plan), [this] { Q_EMIT opened(); }); });
    preview->show();
}

void PlanActions::saveThen(const std::function<void()> &next)
{
    if (m_document->path().isEmpty())
        chooseSaveName(next);
    else
        saveTo(m_document->path(), next);
}

void PlanActions::chooseSaveName(const std::function<void()> &next)
{
    QFileDialog *dialog = fileDialog(m_window, QFileDialog::AcceptSave, tr("Save the plan"), tr("Plans (*.json)"));
    dialog->selectFile(m_document->path().isEmpty() ? u"plan.poolwart.json"_s : m_document->path());
    connect(dialog, &QFileDialog::fileSelected, this, [this, next](const QString &path) { saveTo(path, next); });
    dialog->open();
}

void PlanActions::saveTo(const QString &path, const std::function<void()> &next)
{
    const Done saved = m_document->save(path);
    if (!saved)
        Q_EMIT messageRaised(messageOf(saved.error()));
    else if (next)
        next();
}

void PlanActions::openExport()
{
    auto *dialog = new ExportDialog(exportSource(*m_session), m_window);
    connect(dialog, &ExportDialog::messageRaised, this, &PlanActions::messageRaised);
    dialog->open();
}

void PlanActions::reshape(int pools, int slots)
{
    const Plan plan = reshaped(m_session->plan(), pools, slots, [this] { return m_session->newPoolId(); });
    apply(plan, tr("Preset %1 × %2").arg(pools).arg(slots));
}

void PlanActions::apply(const Plan &plan, const QString &undoText)
{
    if (const Done edited = m_session->edit(plan, undoText); !edited)
        offerRoom(edited.error(), plan, [this, undoText](const Plan &fitting) { apply(fitting, undoText); });
}

// The sandbox is ours to restart: one click makes room and then does what was asked.
void PlanActions::restartSandboxFor(int connections, const std::function<void()> &next)
{
    auto *once = new QObject(this);
    connect(m_session, &Session::refreshed, once, [this, once, connections, next] {
        if (m_session->server().limits.maxConnections != connections || !m_session->server().connected)
            return;
        once->deleteLater();
        m_session->disconnect(once);
        next();
    });
    connect(m_session, &Session::failed, once, &QObject::deleteLater);
    m_session->restartSandbox(connections, m_session->server().limits.superuserReserved);
}

} // namespace poolwart
