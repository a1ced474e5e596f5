// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/session/plandocument.h"

#include "model/core/text.h"
#include "model/importers/importer.h"
#include "model/session/session.h"
#include "model/store/planfile.h"

#include <QFileInfo>

#include <optional>

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
    const bool isRun = ownFileAt(path.toStdString()) == OwnFile::Run;
    const QString file = QFileInfo(path).absoluteFilePath();
    setPath(isRun ? QString() : file); // saving must not put a plan in a run's place
    Q_EMIT fileUsed(file);
    return done();
}

void PlanDocument::importFrom(const QString &path)
{
    cancelImport();
    m_isImporting = true;
    m_worker.start(
        [path = path.toStdString()](const std::stop_token &) -> std::optional<Outcome<ImportResult>> {
            if (ownFileAt(path))
                return std::nullopt;
            return importFile(path);
        },
        [this, path, before = m_session->plan()](const std::optional<Outcome<ImportResult>> &read) {
            m_isImporting = false;
            if (read && *read && m_session->plan() != before)
                Q_EMIT importRefused({.kind = ErrorKind::BadInput,
                                      .message = text(QT_TRANSLATE_NOOP("core", "The plan was changed while “%1” was read, and stays as it is."), QFileInfo(path).fileName().toStdString()),
                                      .hint = text(QT_TRANSLATE_NOOP("core", "Save it, if it is to be kept, and import the file again."))});
            else if (read)
                take(path, *read);
            else
                Q_EMIT found(path);
        });
}

void PlanDocument::cancelImport()
{
    m_worker.cancelAll();
    m_isImporting = false;
}

void PlanDocument::take(const QString &path, const Outcome<ImportResult> &read)
{
    const Done taken = read ? m_session->replacePlan(read->plan) : Done(read.error());
    if (!taken)
        return Q_EMIT importRefused(taken.error());
    setPath({});
    Q_EMIT imported(path, *read);
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
