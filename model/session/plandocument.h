// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"
#include "model/core/plan.h"
#include "model/importers/framework/importresult.h"
#include "model/session/detachedtask.h"
#include "model/store/keptplan.h"
#include "model/store/planfile.h"

#include <QMap>
#include <QObject>
#include <QString>

#include <optional>

namespace poolwart {

class Session;

// The session's plan as a document: its file, and whether it differs from it. Opening another document is an undo step that
// restores the previous plan with its file and unsaved changes.
class PlanDocument : public QObject
{
    Q_OBJECT

public:
    explicit PlanDocument(Session *session, QObject *parent = nullptr);

    QString path() const { return m_origin.path; } // empty: not yet in a file
    QString name() const;                          // for the title
    bool isModified() const;                       // it is neither saved in a file nor available by one click

    // A plan for the document, and its origin.
    struct Source
    {
        Plan plan;
        QString path;          // file that it was read from; empty: none
        bool isInFile = false; // a plan file: saving writes it there
        bool isKept = true;    // available elsewhere: it is not an unsaved change
        QString undoText;
    };
    Source newPlan() const; // five pools of twelve
    Source imported(const QString &path, const Plan &plan) const;
    Source leftBehind(const KeptPlan &kept) const; // unsaved plan of a program that ended
    // Takes the document as an undo step, or changes nothing. `instead`: an unsaved plan that replaces the source's own.
    Done take(const Source &source, const std::optional<Plan> &instead = {});
    // Both read a file on a thread of its own, for it may be large: read(), importRead() or readRefused(). What was being read before
    // is cancelled.
    void open(const QString &path);       // a plan, or that of a run
    void importFrom(const QString &path); // a configuration; a plan or a run is opened instead
    void cancelReading();                 // none of the signals follows
    bool isReading() const { return m_reader.isRunning(); }
    Done save(const QString &path);

Q_SIGNALS:
    void changed();                     // path, name or modified
    void fileUsed(const QString &path); // opened or saved
    void read(const poolwart::PlanDocument::Source &source);
    void importRead(const QString &path, const poolwart::ImportResult &result);
    void readRefused(const poolwart::Error &error);

private:
    struct Origin
    {
        QString path;              // empty: no file
        std::optional<Plan> begun; // without a path: its first state; empty: never a new document
    };

    Plan identified(Plan plan) const;
    Source sourceOf(const QString &path, const PlanInFile &file) const;
    void learnSaved(const QString &path);

    Session *m_session;
    Origin m_origin;
    QMap<QString, Plan> m_saved; // by path: the content of the file as last read or written here
    DetachedTask m_reader;       // of what is to be the document
    DetachedTask m_savedReader;  // of the file of a plan that was brought back
};

} // namespace poolwart
