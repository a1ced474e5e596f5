// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"
#include "model/importers/importresult.h"
#include "model/session/worker.h"

#include <QObject>
#include <QString>

namespace poolwart {

class Session;

// The session's plan as a document: the file it came from, and whether it differs from it.
class PlanDocument : public QObject
{
    Q_OBJECT

public:
    explicit PlanDocument(Session *session, QObject *parent = nullptr);

    QString path() const { return m_path; } // empty: not in a file yet
    QString name() const;                   // for the title
    bool isModified() const;

    Done newPlan();                    // five pools of twelve
    Done open(const QString &path);    // nothing changes if it cannot be read or may not stand; of a run, its plan
    // Reads a configuration on a thread of its own, for it may be large: a new document, with imported(), or nothing changes, with
    // importRefused(), as where the plan was changed meanwhile. A plan or a run is not imported but found(). What was being read
    // before is forgotten.
    void importFrom(const QString &path);
    void cancelImport(); // nothing changes
    bool isImporting() const { return m_isImporting; }
    Done save(const QString &path);

Q_SIGNALS:
    void changed(); // path, name or modified
    void fileUsed(const QString &path); // opened or saved
    void imported(const QString &path, const poolwart::ImportResult &result);
    void importRefused(const poolwart::Error &error);
    void found(const QString &path); // a file of ours, which can be opened

private:
    void setPath(const QString &path);
    void take(const QString &path, const Outcome<ImportResult> &read);

    Session *m_session;
    QString m_path;
    bool m_isImporting = false;
    Worker m_worker; // last
};

} // namespace poolwart
