// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/poolselectionactions.h"

#include "model/session/session.h"
#include "ui/actions/newaction.h"
#include "ui/actions/pooledits.h"

#include <QAction>

#include <algorithm>
#include <functional>
#include <set>

namespace poolwart {

using namespace Qt::StringLiterals;

PoolSelectionActions::PoolSelectionActions(Session *session, QObject *parent)
    : QObject(parent)
    , add(newAction(this, {.name = u"addPool"_s,
                           .text = tr("&Add pool"),
                           .toolTip = tr("Add a pool with the settings of the last pool"),
                           .whatsThis = tr("The new pool opens its connections at once and then receives its share of the traffic. Its "
                                           "slots must fit the connection budget."),
                           .shortcut = Qt::Key_Insert,
                           .glyph = Glyph::Add}))
    , duplicate(newAction(this, {.name = u"duplicatePools"_s,
                                 .text = tr("Dup&licate"),
                                 .toolTip = tr("Add a copy of each selected pool"),
                                 .shortcut = Qt::CTRL | Qt::Key_D,
                                 .glyph = Glyph::Duplicate}))
    , remove(newAction(this, {.name = u"removePools"_s,
                              .text = tr("Re&move"),
                              .toolTip = tr("Drain the selected pools and remove them from the plan"),
                              .whatsThis = tr("A removed pool accepts no new requests, serves the waiting ones, closes its connections "
                                              "when they become idle, and then disappears. No request fails because of it. Undo restores "
                                              "the pool."),
                              .shortcut = Qt::Key_Delete,
                              .glyph = Glyph::Remove}))
    , drain(newAction(this, {.name = u"drainPools"_s,
                             .text = tr("&Drain"),
                             .toolTip = tr("Let the selected pools serve their requests and close, but keep them in the plan"),
                             .whatsThis = tr("Draining removes a pool from routing without interrupting a request: it serves its accepted "
                                             "requests and closes its connections. Resume opens it again."),
                             .shortcut = Qt::CTRL | Qt::SHIFT | Qt::Key_D,
                             .glyph = Glyph::Drain}))
    , pause(newAction(this, {.name = u"pausePools"_s,
                             .text = tr("&Pause"),
                             .toolTip = tr("Use no slot of the selected pools; their requests wait"),
                             .whatsThis = tr("A paused pool accepts requests, but each waits until its acquire timeout. Pause a pool to "
                                             "see how a stuck pool affects the others."),
                             .shortcut = Qt::CTRL | Qt::Key_P,
                             .glyph = Glyph::Pause}))
    , resume(newAction(this, {.name = u"resumePools"_s,
                              .text = tr("R&esume"),
                              .toolTip = tr("Resume the selected pools after a pause or drain"),
                              .shortcut = Qt::CTRL | Qt::SHIFT | Qt::Key_P,
                              .glyph = Glyph::Play}))
    , m_session(session)
{
    connectSignals();
    updateEnabled();
}

void PoolSelectionActions::connectSignals()
{
    connect(add, &QAction::triggered, this, &PoolSelectionActions::addPool);
    connect(duplicate, &QAction::triggered, this, &PoolSelectionActions::duplicateSelected);
    connect(remove, &QAction::triggered, this, &PoolSelectionActions::removeSelected);
    const auto forEach = [this](QAction *action, void (Session::*act)(PoolId)) {
        connect(action, &QAction::triggered, this, [this, act] {
            for (const PoolId pool : m_selection)
                std::invoke(act, m_session, pool); // GCC 12's vptr sanitizer breaks m_session->*act
        });
    };
    forEach(drain, &Session::drainPool);
    forEach(pause, &Session::pausePool);
    forEach(resume, &Session::resumePool);
    connect(m_session, &Session::refreshed, this, &PoolSelectionActions::updateEnabled);
    connect(m_session, &Session::planChanged, this, &PoolSelectionActions::updateEnabled);
}

void PoolSelectionActions::setSelection(const std::vector<PoolId> &pools)
{
    m_selection = pools;
    updateEnabled();
}

void PoolSelectionActions::updateEnabled()
{
    const auto isSelected = [this](PoolId pool) { return std::ranges::find(m_selection, pool) != m_selection.end(); };
    bool canStop = false;
    bool canPause = false;
    bool canResume = false;
    for (const PoolSnapshot &pool : m_session->snapshot().pools) {
        if (!isSelected(pool.id) || pool.leaving)
            continue;
        canStop |= pool.state == PoolState::Active || pool.state == PoolState::Paused;
        canPause |= pool.state == PoolState::Active;
        canResume |= pool.state != PoolState::Active;
    }
    const bool anyInPlan = std::ranges::any_of(m_selection, [this](PoolId pool) { return findPool(m_session->plan(), pool) != nullptr; });
    duplicate->setEnabled(anyInPlan);
    remove->setEnabled(anyInPlan);
    drain->setEnabled(canStop);
    pause->setEnabled(canPause);
    resume->setEnabled(canResume);
}

void PoolSelectionActions::addPool()
{
    Plan plan = m_session->plan();
    appendPool(plan, m_session->newPoolId());
    if (const Done added = m_session->edit(plan, tr("Add %1").arg(QString::fromStdString(plan.pools.back().name))); added)
        Q_EMIT poolsAdded({m_session->plan().pools.back().id});
    else
        Q_EMIT refused(added.error());
}

void PoolSelectionActions::duplicateSelected()
{
    Plan plan = m_session->plan();
    std::set<std::string> names;
    for (const PoolId pool : m_selection) {
        if (!findPool(plan, pool))
            continue;
        const PoolId copy = m_session->newPoolId();
        duplicatePool(plan, pool, copy);
        names.insert(findPool(plan, copy)->name);
    }
    const QString what = tr("Duplicate %n pool(s)", nullptr, static_cast<int>(names.size()));
    if (const Done edited = m_session->edit(plan, what); !edited)
        return Q_EMIT refused(edited.error());
    std::vector<PoolId> added;
    for (const PoolPlan &pool : m_session->plan().pools) {
        if (names.contains(pool.name))
            added.push_back(pool.id);
    }
    Q_EMIT poolsAdded(added);
}

void PoolSelectionActions::removeSelected()
{
    Plan plan = m_session->plan();
    const std::size_t before = plan.pools.size();
    removePools(plan, m_selection);
    const QString what = tr("Remove %n pool(s)", nullptr, static_cast<int>(before - plan.pools.size()));
    if (const Done edited = m_session->edit(plan, what); !edited)
        Q_EMIT refused(edited.error());
}

} // namespace poolwart
