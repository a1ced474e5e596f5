// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/session/plandocument.h"

#include "model/importers/framework/importer.h"
#include "model/session/session.h"
#include "model/store/planfile.h"

#include <QFileInfo>

#include <algorithm>

namespace poolwart {

namespace {

// Which pool of the session it is makes no difference in a file.
Plan withoutIds(Plan plan)
{
    for (PoolPlan &pool : plan.pools)
        pool.id = {};
    return plan;
}

} // namespace

PlanDocument::PlanDocument(Session *session, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_origin({.path = {}, .begun = session->plan()})
{
    connect(session, &Session::planBegun, this, [this] { m_origin = {.path = {}, .begun = m_session->plan()}; });
    connect(session, &Session::planChanged, this, &PlanDocument::changed);
}

QString PlanDocument::name() const
{
    return m_origin.path.isEmpty() ? tr("unnamed plan") : QFileInfo(m_origin.path).fileName();
}

bool PlanDocument::isModified() const
{
    const Plan now = withoutIds(m_session->plan());
    if (m_origin.path.isEmpty())
        return !m_origin.begun || withoutIds(*m_origin.begun) != now;
    const auto saved = m_saved.constFind(m_origin.path);
    return saved == m_saved.cend() || withoutIds(*saved) != now;
}

PlanDocument::Source PlanDocument::newPlan() const
{
    return {.plan = uniformPlan(5, 12), .path = {}, .undoText = tr("New plan")};
}

Outcome<PlanDocument::Source> PlanDocument::readFile(const QString &path) const
{
    Outcome<Plan> plan = readPlanFile(path.toStdString());
    if (!plan)
        return plan.error();
    const bool isRun = ownFileAt(path.toStdString()) == OwnFile::Run; // saving must not put a plan in a run's place
    return Source{.plan = *std::move(plan),
                  .path = QFileInfo(path).absoluteFilePath(),
                  .isInFile = !isRun,
                  .undoText = tr("Open “%1”").arg(QFileInfo(path).fileName())};
}

PlanDocument::Source PlanDocument::imported(const QString &path, const Plan &plan) const
{
    return {.plan = plan, .path = {}, .isKept = false, .undoText = tr("Import “%1”").arg(QFileInfo(path).fileName())};
}

PlanDocument::Source PlanDocument::leftBehind(const KeptPlan &kept) const
{
    return {.plan = kept.plan,
            .path = QString::fromStdString(kept.path),
            .isInFile = !kept.path.empty(),
            .isKept = false,
            .undoText = tr("Bring back the unsaved plan")};
}

Done PlanDocument::take(const Source &source, const std::optional<Plan> &instead)
{
    const Plan plan = identified(instead ? *instead : source.plan);
    const Origin origin = source.isInFile ? Origin{.path = source.path, .begun = {}}
                        : source.isKept   ? Origin{.path = {}, .begun = source.plan}
                                          : Origin{};
    const QMap<QString, Plan> savedBefore = m_saved;
    if (source.isInFile) {
        const Outcome<Plan> inFile = source.isKept ? Outcome<Plan>(source.plan) : readPlanFile(source.path.toStdString());
        if (inFile)
            m_saved[source.path] = *inFile;
    }
    const Done taken =
        m_session->edit(plan, source.undoText, [this, origin, before = m_origin](bool holds) { m_origin = holds ? origin : before; });
    if (!taken)
        m_saved = savedBefore;
    else if (source.isKept && !source.path.isEmpty())
        Q_EMIT fileUsed(source.path);
    return taken;
}

// A pool is who it was by its name: what stays in the plan keeps its connections.
Plan PlanDocument::identified(Plan plan) const
{
    const std::vector<PoolPlan> &present = m_session->plan().pools;
    for (PoolPlan &pool : plan.pools) {
        const auto same = std::ranges::find(present, pool.name, &PoolPlan::name);
        pool.id = same == present.end() ? m_session->newPoolId() : same->id;
    }
    return plan;
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
        [this, path](const std::optional<Outcome<ImportResult>> &read) {
            m_isImporting = false;
            if (!read)
                Q_EMIT found(path);
            else if (*read)
                Q_EMIT importRead(path, **read);
            else
                Q_EMIT importRefused(read->error());
        });
}

void PlanDocument::cancelImport()
{
    m_worker.cancelAll();
    m_isImporting = false;
}

Done PlanDocument::save(const QString &path)
{
    if (const Done written = writePlanFile(m_session->plan(), path.toStdString()); !written)
        return written;
    const QString file = QFileInfo(path).absoluteFilePath();
    m_saved[file] = m_session->plan();
    m_origin = {.path = file, .begun = {}};
    Q_EMIT changed();
    Q_EMIT fileUsed(file);
    return done();
}

} // namespace poolwart
