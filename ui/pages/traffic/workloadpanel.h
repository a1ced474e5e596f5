// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"
#include "model/session/detachedtask.h"
#include "model/workload/workload.h"
#include "ui/controls/messagebar.h"

#include <QWidget>

class QAbstractItemModel;
class QLabel;
class QPushButton;
class QTabWidget;
class QTableView;
class QToolButton;

namespace poolwart {

class ClassTableModel;
class DisplayPause;
class FileNotice;
class ScriptTableModel;
class Session;

// The workload: its scripts and classes, edited in place, or replaced by a built-in one or a file. Replacements and removals
// can be undone.
class WorkloadPanel : public QWidget
{
    Q_OBJECT

public:
    WorkloadPanel(Session *session, DisplayPause *displayPause, QWidget *parent = nullptr);

    // A workload file, or a pgbench script as the only script. It is read on a thread of its own, for it may be large; the one that
    // was being read before is cancelled.
    void openFile(const QString &path);
    bool isReading() const { return m_reader.isRunning(); }
    void saveTo(const QString &path);

Q_SIGNALS:
    void scriptChosen(std::size_t script);
    void messageRaised(const poolwart::Message &message);

private:
    void buildBar();
    void buildTables(DisplayPause *displayPause);
    QTableView *buildTable(QAbstractItemModel *model, const QString &name, const QString &title);
    void connectSignals();
    void showWorkload();
    void showWrites();
    void showSelection();
    void chooseFile();
    void cancelReading();
    void takeRead(const QString &name, const Outcome<Workload> &workload);
    void chooseSaveName();
    void add();
    void remove();
    void use(const Workload &workload); // reports a refusal
    void replace(const Workload &workload, const QString &sentence);
    bool areClassesShown() const;
    int selected(const QTableView *table) const; // -1: none

    Session *m_session;
    ScriptTableModel *m_scripts;
    ClassTableModel *m_classes;
    QLabel *m_name;
    QToolButton *m_builtIn;
    QToolButton *m_open;
    QToolButton *m_save;
    QToolButton *m_add;
    QToolButton *m_remove;
    QTabWidget *m_tabs;
    QTableView *m_scriptTable = nullptr;
    QTableView *m_classTable = nullptr;
    QLabel *m_writes;     // warns that it writes, and where; or about text that is not SQL
    QPushButton *m_allow; // shown while writing is not allowed
    FileNotice *m_notice;
    DetachedTask m_reader;
};

} // namespace poolwart
