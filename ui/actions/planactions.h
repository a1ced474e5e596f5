// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/session/plandocument.h"
#include "ui/controls/messagebar.h"

#include <QObject>
#include <QString>
#include <QTimer>

class QAction;
class QMenu;
class QWidget;

namespace poolwart {

struct ImportResult;
class RecentFilesMenu;
class Session;
class UndoActions;

// New, open, save, presets, undo and redo: what is done to the plan as a whole.
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

    void openFile(const QString &path);
    void bringBack(const KeptPlan &kept, bool isAsked); // what was not saved; asked first, or at once and said
    void saveThen(const std::function<void()> &next);   // asks for a name where it has none; nothing follows if it is not saved
    void importFile(const QString &path);               // or opens it, where it is a plan
    void chooseFile();

Q_SIGNALS:
    void messageRaised(const poolwart::Message &message);
    void opened();      // a plan that was read or imported stands
    void broughtBack(); // what was left behind is the plan now

private:
    void buildPresets();
    void connectSignals();
    using Taken = std::function<void()>;
    // Makes it the document, and says that the one before can be brought back where it was not saved. Where the server has not the
    // room for it, what has it is offered.
    void take(const PlanDocument::Source &source, const Taken &taken, const std::optional<Plan> &instead = {});
    void offerRoom(const Error &error, const Plan &plan, const std::function<void(const Plan &)> &use);
    void chooseSaveName(const std::function<void()> &next);
    void saveTo(const QString &path, const std::function<void()> &next);
    void chooseImport();
    void tellOfImport();
    void cancelImport();
    void showImport(const QString &path, const ImportResult &result);
    void openExport();
    void reshape(int pools, int slots);
    void apply(const Plan &plan, const QString &undoText);
    void restartSandboxFor(int connections, const std::function<void()> &next);

    Session *m_session;
    PlanDocument *m_document;
    QWidget *m_window;
    QString m_importing;          // the name of the file
    QTimer m_importTimer;         // until it is told of
    bool m_saysImporting = false; // in the message bar
};

} // namespace poolwart
