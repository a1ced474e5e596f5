// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/session/plandocument.h"

#include "model/importers/framework/importer.h"
#include "model/session/session.h"

#include <QFileInfo>

#include <algorithm>
#include <variant>

namespace poolwart {

namespace {

// Which pool of the session it is makes no difference in a file.
Plan withoutIds(Plan plan)
{
    for (PoolPlan &pool : plan.pools)
        pool.id = {};
    return plan;
}

using AnyFile = std::variant<PlanInFile, ImportResult>;

Outcome<AnyFile> readAny(const std::string &path)
{
    if (!ownFileAt(path)) {
        auto configuration = importFile(path);
        return configuration ? Outcome<AnyFile>(*std::move(configuration)) : configuration.error();
    }
    auto plan = readPlanInFile(path);
    return plan ? Outcome<AnyFile>(*std::move(plan)) : plan.error();
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

PlanDocument::Source PlanDocument::sourceOf(const QString &path, const PlanInFile &file) const
{
    return {.plan = file.plan,
            .path = QFileInfo(path).absoluteFilePath(),
            .isInFile = file.kind == OwnFile::Plan, // saving must not put a plan in a run's place
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
            .undoText = tr("Restore the unsaved plan")};
}

Done PlanDocument::take(const Source &source, const std::optional<Plan> &instead)
{
    const Plan plan = identified(instead ? *instead : source.plan);
    const Origin origin = source.isInFile ? Origin{.path = source.path, .begun = {}}
                        : source.isKept   ? Origin{.path = {}, .begun = source.plan}
                                          : Origin{};
    const QMap<QString, Plan> savedBefore = m_saved;
    if (source.isInFile && source.isKept)
        m_saved[source.path] = source.plan;
    const Done taken =
        m_session->edit(plan, source.undoText, [this, origin, before = m_origin](bool holds) { m_origin = holds ? origin : before; });
    if (!taken)
        m_saved = savedBefore;
    else if (source.isKept && !source.path.isEmpty())
        Q_EMIT fileUsed(source.path);
    else if (source.isInFile)
        learnSaved(source.path);
    return taken;
}

// Until it is known what the file holds, the plan counts as modified.
void PlanDocument::learnSaved(const QString &path)
{
    m_savedReader.start([path = path.toStdString()] { return readPlanFile(path); },
                        [this, path](const Outcome<Plan> &inFile) {
                            if (!inFile || m_saved.contains(path))
                                return;
                            m_saved[path] = *inFile;
                            Q_EMIT changed();
                        });
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

void PlanDocument::open(const QString &path)
{
    m_reader.start([path = path.toStdString()] { return readPlanInFile(path); },
                   [this, path](const Outcome<PlanInFile> &file) {
                       if (file)
                           Q_EMIT read(sourceOf(path, *file));
                       else
                           Q_EMIT readRefused(file.error());
                   });
}

void PlanDocument::importFrom(const QString &path)
{
    m_reader.start([path = path.toStdString()] { return readAny(path); },
                   [this, path](const Outcome<AnyFile> &file) {
                       if (!file)
                           Q_EMIT readRefused(file.error());
                       else if (const auto *plan = std::get_if<PlanInFile>(&*file))
                           Q_EMIT read(sourceOf(path, *plan));
                       else
                           Q_EMIT importRead(path, std::get<ImportResult>(*file));
                   });
}

void PlanDocument::cancelReading()
{
    m_reader.cancel();
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
