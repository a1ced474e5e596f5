// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trafficbar.h"

#include "model/session/session.h"
#include "ui/actions/planactions.h"
#include "ui/actions/serveractions.h"
#include "ui/actions/trafficactions.h"
#include "ui/controls/arrivalscontrol.h"
#include "ui/controls/migrationcontrol.h"
#include "ui/controls/policycombo.h"
#include "ui/style/icons.h"

#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QToolButton>

namespace poolwart {

using namespace Qt::StringLiterals;

TrafficBar::TrafficBar(Session *session, ServerActions *server, TrafficActions *traffic, PlanActions *plan, QWidget *parent)
    : QToolBar(tr("Traffic"), parent)
    , m_session(session)
    , m_server(new QToolButton(this))
{
    setObjectName(u"trafficBar"_s);
    setMovable(false);
    setIconSize(QSize(16, 16));
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    addServerButton(server);
    addSeparator();
    addActions({traffic->start, traffic->pause, traffic->stop});
    for (QAction *iconOnly : {traffic->pause, traffic->stop})
        qobject_cast<QToolButton *>(widgetForAction(iconOnly))->setToolButtonStyle(Qt::ToolButtonIconOnly);
    addSeparator();
    addControls();
    addSpring();
    addAction(plan->exportPlan);
    for (QToolButton *button : findChildren<QToolButton *>())
        button->setFocusPolicy(Qt::TabFocus); // by default a toolbar cannot be reached by keyboard
    showServer();
    connect(session, &Session::stateChanged, this, &TrafficBar::showServer);
    connect(session, &Session::refreshed, this, &TrafficBar::showServer);
}

void TrafficBar::addServerButton(ServerActions *server)
{
    auto *menu = new QMenu(m_server);
    menu->addActions({server->sandbox, server->connectTo, server->disconnectFrom});
    m_server->setObjectName(u"serverButton"_s);
    m_server->setMenu(menu);
    m_server->setPopupMode(QToolButton::InstantPopup);
    m_server->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    addWidget(m_server);
}

void TrafficBar::addLabelled(const QString &text, QWidget *control)
{
    auto *label = new QLabel(text, this);
    label->setBuddy(control);
    label->setContentsMargins(8, 0, 4, 0);
    addWidget(label);
    addWidget(control);
}

void TrafficBar::addControls()
{
    auto *arrivals = new ArrivalsControl(m_session, this);
    arrivals->setObjectName(u"barArrivals"_s);
    addWidget(arrivals);
    auto *policy = new PolicyCombo(m_session, this);
    policy->setObjectName(u"barPolicy"_s);
    addLabelled(tr("Policy"), policy);
    auto *migration = new MigrationControl(m_session, MigrationControl::Ends::Hidden, this);
    migration->setObjectName(u"barMigration"_s);
    migration->setMaximumWidth(170);
    addLabelled(tr("Migration share"), migration);
    connect(arrivals, &ArrivalsControl::refused, this, &TrafficBar::refused);
    connect(policy, &PolicyCombo::refused, this, &TrafficBar::refused);
    connect(migration, &MigrationControl::refused, this, &TrafficBar::refused);
}

void TrafficBar::addSpring()
{
    auto *spring = new QWidget(this);
    spring->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    addWidget(spring);
}

void TrafficBar::showServer()
{
    QString text = m_session->targetDescription();
    QString version = QString::fromStdString(m_session->server().limits.version).section(u' ', 0, 0);
    switch (m_session->state()) {
    case Session::State::Disconnected:
        text = tr("no server");
        version.clear();
        break;
    case Session::State::Connecting:
        text = tr("connecting …");
        version.clear();
        break;
    default:
        break;
    }
    const QString full = version.isEmpty() ? text : tr("%1 · PostgreSQL %2").arg(text, version);
    const QString shown = fontMetrics().elidedText(full, Qt::ElideMiddle, fontMetrics().horizontalAdvance(u'x') * 34);
    if (m_server->text() == shown)
        return;
    m_server->setText(shown);
    m_server->setIcon(icon(m_session->isSandbox() ? Glyph::Sandbox : Glyph::Server));
    m_server->setToolTip(tr("Server of the pools: %1").arg(full));
    m_server->setAccessibleName(tr("Server: %1").arg(full));
}

} // namespace poolwart
