// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"
#include "model/importers/importresult.h"

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
    Done open(const QString &path);    // nothing changes if it cannot be read or may not stand
    Outcome<ImportResult> importFrom(const QString &path); // a new document; nothing changes if it is refused
    Done save(const QString &path);

Q_SIGNALS:
    void changed(); // path, name or modified
    void fileUsed(const QString &path); // opened or saved

private:
    void setPath(const QString &path);

    Session *m_session;
    QString m_path;
};

} // namespace poolwart
