// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/session/plandocument.h"
#include "ui/controls/messagebar.h"

#include <QObject>
#include <QString>

#include <functional>

class QAction;
class QMenu;
class QWidget;

namespace poolwart {

struct ImportResult;
class FileNotice;
class RecentFilesMenu;
class Session;
class UndoActions;

// New, open, save, presets, undo and redo: the actions on the whole plan.
class PlanActions : public QObject
{
    Q_OBJECT

public:
    PlanActions(Session *session, PlanDocument *document, QWidget *window);

    QAction *const newPlan;
    QAction *const open;
    QAction *const save;
    QAction *const saveAs;
    QAction *const importPlan;
    QAction *const exportPlan;
    UndoActions *const history;
    RecentFilesMenu *const recent;
    QMenu *const presets;

    // Reads it without blocking the window; `next`, if there is one, is called once reading has ended in whatever way, before the plan
    // is taken.
    void openFile(const QString &path, const std::function<void()> &next = {});
    void bringBack(const KeptPlan &kept, bool isAsked); // restores an unsaved plan; asks first, or restores it and reports that
    void saveThen(const std::function<void()> &next);   // asks for a name if there is none; `next` is not called if saving fails
    void importFile(const QString &path);               // opens it instead if it is a plan
    void chooseFile();

Q_SIGNALS:
    void messageRaised(const poolwart::Message &message);
    void opened();      // a read or imported plan is in use
    void broughtBack(); // the unsaved plan is in use

private:
    void buildPresets();
    void connectSignals();
    using Taken = std::function<void()>;
    // Takes the document and offers to restore an unsaved previous one. If the server has not enough connections, offers the
    // largest plan that fits.
    void take(const PlanDocument::Source &source, const Taken &taken, const std::optional<Plan> &instead = {});
    void offerRoom(const Error &error, const Plan &plan, const std::function<void(const Plan &)> &use);
    void chooseSaveName(const std::function<void()> &next);
    void saveTo(const QString &path, const std::function<void()> &next);
    void chooseImport();
    void beginReading(const QString &path, const std::function<void()> &next);
    bool endReading(); // whether there is a message about it
    void takeRead(const PlanDocument::Source &source);
    void showImport(const QString &path, const ImportResult &result);
    void openExport();
    void reshape(int pools, int slots);
    void apply(const Plan &plan, const QString &undoText);
    void restartSandboxFor(int connections, const std::function<void()> &next);

    Session *m_session;
    PlanDocument *m_document;
    QWidget *m_window;
    FileNotice *m_notice;
    std::function<void()> m_afterReading;
};

} // namespace poolwart
