// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/session/plandocument.h"

#include "model/importers/importer.h"
#include "model/session/session.h"
#include "model/store/planfile.h"

#include <QFileInfo>

namespace poolwart {

PlanDocument::PlanDocument(Session *session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    connect(session->undoStack(), &QUndoStack::cleanChanged, this, &PlanDocument::changed);
}

QString PlanDocument::name() const
{
    return m_path.isEmpty() ? tr("unnamed plan") : QFileInfo(m_path).fileName();
}

bool PlanDocument::isModified() const
{
    return !m_session->undoStack()->isClean();
}

Done PlanDocument::newPlan()
{
    if (const Done replaced = m_session->replacePlan(uniformPlan(5, 12)); !replaced)
        return replaced;
    setPath({});
    return done();
}

Done PlanDocument::open(const QString &path)
{
    const Outcome<Plan> plan = readPlanFile(path.toStdString());
    if (!plan)
        return plan.error();
    if (const Done replaced = m_session->replacePlan(*plan); !replaced)
        return replaced;
    setPath(QFileInfo(path).absoluteFilePath());
    Q_EMIT fileUsed(m_path);
    return done();
}

Outcome<ImportResult> PlanDocument::importFrom(const QString &path)
{
    auto read = importFile(path.toStdString());
    if (!read)
        return read;
    if (const Done replaced = m_session->replacePlan(read->plan); !replaced)
        return replaced.error();
    setPath({});
    return read;
}

Done PlanDocument::save(const QString &path)
{
    if (const Done written = writePlanFile(m_session->plan(), path.toStdString()); !written)
        return written;
    m_session->undoStack()->setClean();
    setPath(QFileInfo(path).absoluteFilePath());
    Q_EMIT fileUsed(m_path);
    return done();
}

void PlanDocument::setPath(const QString &path)
{
    m_path = path;
    Q_EMIT changed();
}

} // namespace poolwart
