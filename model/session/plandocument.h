// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"
#include "model/core/plan.h"
#include "model/importers/framework/importresult.h"
#include "model/session/worker.h"
#include "model/store/keptplan.h"

#include <QMap>
#include <QObject>
#include <QString>

#include <optional>

namespace poolwart {

class Session;

// The session's plan as a document: the file it came from, and whether it differs from it. Another document is a step of undo: the
// plan before comes back with its file and its unsaved changes.
class PlanDocument : public QObject
{
    Q_OBJECT

public:
    explicit PlanDocument(Session *session, QObject *parent = nullptr);

    QString path() const { return m_origin.path; } // empty: not in a file yet
    QString name() const;                          // for the title
    bool isModified() const;                       // it is as it stands in no file of its own, and not one that can be had again by a click

    // A plan that is to be the document, and where it comes from.
    struct Source
    {
        Plan plan;
        QString path;          // the file that it was read from; empty: none
        bool isInFile = false; // a plan file: saving writes it there
        bool isKept = true;    // it can be had again as it is: it is no change that is to be saved
        QString undoText;
    };
    Source newPlan() const;                              // five pools of twelve
    Outcome<Source> readFile(const QString &path) const; // a plan, or that of a run
    Source imported(const QString &path, const Plan &plan) const;
    Source leftBehind(const KeptPlan &kept) const; // what was not saved when a program ended
    // The new document, as a step of undo; or nothing changes. `instead`: in the place of the source's own plan, and not saved.
    Done take(const Source &source, const std::optional<Plan> &instead = {});
    // Reads a configuration on a thread of its own, for it may be large: importRead(), or importRefused(). A plan or a run is not
    // imported but found(). What was being read before is forgotten.
    void importFrom(const QString &path);
    void cancelImport(); // nothing changes
    bool isImporting() const { return m_isImporting; }
    Done save(const QString &path);

Q_SIGNALS:
    void changed();                     // path, name or modified
    void fileUsed(const QString &path); // opened or saved
    void importRead(const QString &path, const poolwart::ImportResult &result);
    void importRefused(const poolwart::Error &error);
    void found(const QString &path); // a file of ours, which can be opened

private:
    struct Origin
    {
        QString path;              // empty: no file
        std::optional<Plan> begun; // without a path: what it was at first; empty: this plan was never a new document
    };

    Plan identified(Plan plan) const;

    Session *m_session;
    Origin m_origin;
    QMap<QString, Plan> m_saved; // by path: what is in the file, as far as it went through here
    bool m_isImporting = false;
    Worker m_worker; // last
};

} // namespace poolwart
