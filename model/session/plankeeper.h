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

// Keeps what is not saved of the plan in a file of the state folder, within a second of each change, so that it outlives a crash and
// a quit; once it is saved, or taken back, the file goes. Each program that runs has a file of its own, locked while it runs.
class PlanKeeper : public QObject
{
    Q_OBJECT

public:
    PlanKeeper(Session *session, const PlanDocument *document, QString folder, QObject *parent = nullptr);

    // What a program that is gone left: of several the latest, the others stay for later. It stays on the disk too until it is
    // dropped. Once, and before anything is changed.
    std::optional<KeptPlan> findLeft();
    void dropLeft(); // it was brought back, and is kept as this program's own from now on
    void keepNow();  // as the program ends; it does not wait for the disk

Q_SIGNALS:
    void failed(const poolwart::Error &error); // once: the disk refuses it

private:
    std::unique_ptr<QLockFile> claim(int number) const; // null: a program has it
    QString fileOf(int number) const;
    void noteChange();
    void write();
    void fail(const Error &error);
    void remove(const QString &file);

    Session *m_session;
    const PlanDocument *m_document;
    QString m_folder;
    std::unique_ptr<QLockFile> m_lock; // of this program's file
    QString m_file;                    // empty: nothing can be kept
    std::unique_ptr<QLockFile> m_leftLock;
    QString m_left; // the file of the program that is gone
    bool m_dropsLeft = false;
    bool m_isThere = false; // the own file, as far as it was asked for
    bool m_hasFailed = false;
    QTimer m_timer;  // until what changed is written
    Worker m_worker; // last
};

} // namespace poolwart
