// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/serveractions.h"

#include "model/metrics/metricsserver.h"
#include "model/session/session.h"
#include "model/session/targets.h"
#include "ui/actions/newaction.h"
#include "ui/dialogs/connectdialog.h"

#include <QAction>

#include <algorithm>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

constexpr int usualConnections = 100; // PostgreSQL's own default
constexpr int usualReserved = 3;
constexpr int forOthers = 7; // the monitor, and whoever wants to look

} // namespace

ServerActions::ServerActions(Session *session, QWidget *window)
    : QObject(window)
    , connectTo(newAction(this, {.name = u"connectTo"_s,
                                 .text = tr("&Connect to a server …"),
                                 .toolTip = tr("Move the pools to a server of yours"),
                                 .shortcut = Qt::CTRL | Qt::Key_K,
                                 .glyph = Glyph::Connect}))
    , sandbox(newAction(this, {.name = u"startSandbox"_s,
                               .text = tr("Use the &sandbox"),
                               .toolTip = tr("Move the pools to a private PostgreSQL server that Poolwart runs"),
                               .whatsThis = tr("The sandbox is a PostgreSQL server of Poolwart’s own, in your data directory and reachable "
                                               "from this machine only. You can change its max_connections on the Server page. Poolwart "
                                               "stops it at exit."),
                               .shortcut = Qt::CTRL | Qt::SHIFT | Qt::Key_K,
                               .glyph = Glyph::Sandbox}))
    , disconnectFrom(newAction(this, {.name = u"disconnect"_s,
                                      .text = tr("&Disconnect"),
                                      .toolTip = tr("Drain and close all pools; the plan is kept"),
                                      .shortcut = Qt::CTRL | Qt::ALT | Qt::Key_K,
                                      .glyph = Glyph::Disconnect}))
    , metrics(newAction(this, {.name = u"serveMetrics"_s,
                               .text = tr("Serve &metrics on %1").arg(u"127.0.0.1:9187"_s),
                               .toolTip = tr("Let a Prometheus on this machine read the figures"),
                               .whatsThis = tr("Prometheus can read the figures of all pools at http://127.0.0.1:9187/metrics, as text or "
                                               "OpenMetrics, with HikariCP’s metric names where they exist. Only programs on this machine "
                                               "have access; there is no password.")}))
    , m_session(session)
    , m_window(window)
    , m_metrics(new MetricsServer(session, this))
{
    metrics->setCheckable(true);
    connect(metrics, &QAction::toggled, this, &ServerActions::serveMetrics);
    connect(connectTo, &QAction::triggered, this, &ServerActions::chooseTarget);
    connect(sandbox, &QAction::triggered, this, &ServerActions::startSandbox);
    connect(disconnectFrom, &QAction::triggered, session, &Session::disconnectFromServer);
    connect(session, &Session::stateChanged, this, &ServerActions::updateEnabled);
    updateEnabled();
}

void ServerActions::updateEnabled()
{
    const Session::State state = m_session->state();
    const bool isSettled = state == Session::State::Connected || state == Session::State::Disconnected;
    connectTo->setEnabled(isSettled);
    sandbox->setEnabled(isSettled && !m_session->isSandbox());
    disconnectFrom->setEnabled(state == Session::State::Connected);
}

void ServerActions::serveMetrics(bool on)
{
    if (!on)
        return m_metrics->close();
    if (const Done listening = m_metrics->listen(MetricsAddress()); !listening) {
        metrics->setChecked(false);
        Q_EMIT messageRaised(messageOf(listening.error()));
    }
}

void ServerActions::chooseTarget()
{
    auto *dialog = new ConnectDialog(m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ConnectDialog::targetChosen, m_session, &Session::connectTo);
    dialog->open();
}

void ServerActions::startSandbox()
{
    const int needed = committedSlots(m_session->plan()) + usualReserved + forOthers;
    m_session->startSandbox(std::max(usualConnections, (needed + 9) / 10 * 10), usualReserved);
}

void ServerActions::connectByEnvironment()
{
    if (const Outcome<EnvironmentTarget> found = environmentTarget(); found)
        m_session->connectTo(found->target);
    else
        Q_EMIT messageRaised(messageOf(found.error()));
}

} // namespace poolwart
