// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/session/worker.h"
#include "model/store/keptplan.h"

#include <QLockFile>
#include <QObject>
#include <QString>
#include <QTimer>

#include <memory>
#include <optional>

namespace poolwart {

class PlanDocument;
class Session;

// $XDG_STATE_HOME/poolwart, by default ~/.local/state/poolwart.
QString stateFolder();

// Saves unsaved changes of the plan in a file of the state folder, within a second of each change, so that they survive a crash
// and a quit; the file is removed when they are saved or undone. Each running program has its own file, locked while it runs.
class PlanKeeper : public QObject
{
    Q_OBJECT

public:
    PlanKeeper(Session *session, const PlanDocument *document, QString folder, QObject *parent = nullptr);

    // Returns the unsaved plan of a program that ended: the latest of several; the others stay for later. It stays on disk
    // until it is dropped. Call once, before any change.
    std::optional<KeptPlan> findLeft();
    void dropLeft(); // it was restored, and is now kept as this program's own
    void keepNow();  // at the end of the program; does not wait for the disk

Q_SIGNALS:
    void failed(const poolwart::Error &error); // emitted once, if the disk refuses it

private:
    std::unique_ptr<QLockFile> claim(int number) const; // null: another program has it
    QString fileOf(int number) const;
    void noteChange();
    void write();
    void fail(const Error &error);
    void remove(const QString &file);

    Session *m_session;
    const PlanDocument *m_document;
    QString m_folder;
    std::unique_ptr<QLockFile> m_lock; // of this program's file
    QString m_file;                    // empty: plans cannot be kept
    std::unique_ptr<QLockFile> m_leftLock;
    QString m_left; // file of the ended program
    bool m_dropsLeft = false;
    bool m_isThere = false; // whether our file should exist
    bool m_hasFailed = false;
    QTimer m_timer;  // until changes are written
    Worker m_worker; // last
};

} // namespace poolwart
