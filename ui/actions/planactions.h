// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/plan.h"
#include "ui/messagebar.h"

#include <QObject>
#include <QString>
#include <QTimer>

class QAction;
class QMenu;
class QWidget;

namespace poolwart {

class PlanDocument;
struct ImportResult;
class RecentFilesMenu;
class Session;

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
    QAction *const undo;
    QAction *const redo;
    RecentFilesMenu *const recent;
    QMenu *const presets;

    void openFile(const QString &path);
    void importFile(const QString &path); // or opens it, where it is a plan
    void chooseFile();

Q_SIGNALS:
    void messageRaised(const poolwart::Message &message);
    void opened(); // a plan that was read stands

private:
    void buildPresets();
    void connectSignals();
    void saveToFile();
    void chooseSaveName();
    void saveTo(const QString &path);
    void chooseImport();
    void tellOfImport();
    void cancelImport();
    void showImported(const QString &path, const ImportResult &result);
    void openExport();
    void reshape(int pools, int slots);
    void offerLargerSandbox(const Plan &plan, const QString &undoText, Message message);

    Session *m_session;
    PlanDocument *m_document;
    QWidget *m_window;
    QString m_importing;          // the name of the file
    QTimer m_importTimer;         // until it is told of
    bool m_saysImporting = false; // in the message bar
};

} // namespace poolwart
