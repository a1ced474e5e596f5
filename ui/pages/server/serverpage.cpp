// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/server/serverpage.h"

#include "model/session/session.h"
#include "ui/controls/columnscroller.h"
#include "ui/controls/displaypause.h"
#include "ui/pages/server/applicationpanel.h"
#include "ui/pages/server/backendspanel.h"
#include "ui/pages/server/budgettableview.h"
#include "ui/pages/server/sandboxpanel.h"
#include "ui/pages/server/serversessions.h"

#include <QGroupBox>
#include <QHBoxLayout>

namespace poolwart {

using namespace Qt::StringLiterals;

ServerPage::ServerPage(Session *session, DisplayPause *displayPause, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_displayPause(displayPause)
    , m_budgetTable(new BudgetTableView(session))
    , m_sessions(new ServerSessions(session))
    , m_application(new ApplicationPanel(session))
{
    setObjectName(u"serverPage"_s);
    buildLayout(displayPause);
    connect(session, &Session::refreshed, this, &ServerPage::refresh);
    connect(m_application, &ApplicationPanel::refused, this, [this](const Error &error) { Q_EMIT messageRaised(messageOf(error)); });
}

void ServerPage::buildLayout(DisplayPause *displayPause)
{
    auto *budget = new QGroupBox(tr("Connection budget"));
    auto *inBudget = new QVBoxLayout(budget);
    inBudget->addWidget(m_budgetTable);

    auto *left = new QWidget;
    auto *column = new QVBoxLayout(left);
    column->addWidget(budget);
    column->addWidget(new SandboxPanel(m_session));
    column->addWidget(m_application);
    column->addStretch(1);

    auto *right = new QVBoxLayout;
    right->setContentsMargins(0, 9, 0, 0);
    right->addWidget(m_sessions);
    right->addWidget(new BackendsPanel(m_session, displayPause), 1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(new ColumnScroller(left));
    row->addLayout(right, 1);
}

void ServerPage::refresh()
{
    if (m_displayPause->isFrozen() || (m_shownAt.isValid() && m_shownAt.elapsed() < 480))
        return;
    m_shownAt.start();
    m_budgetTable->refresh();
    m_sessions->refresh();
    m_application->refresh();
}

} // namespace poolwart
