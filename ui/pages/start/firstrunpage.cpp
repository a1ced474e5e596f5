// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/start/firstrunpage.h"

#include "model/session/session.h"
#include "model/session/targets.h"
#include "ui/pages/start/doorbutton.h"

#include <QHBoxLayout>
#include <QLabel>

namespace poolwart {

using namespace Qt::StringLiterals;

FirstRunPage::FirstRunPage(Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_doors(new QWidget(this))
    , m_environment(new QPushButton(this))
    , m_progress(new QLabel(this))
    , m_cancel(new QPushButton(tr("Stop"), this))
{
    setObjectName(u"firstRunPage"_s);
    buildLayout();
    offerEnvironment();
    showState();
    connect(session, &Session::stateChanged, this, &FirstRunPage::showState);
    connect(session, &Session::progress, m_progress, &QLabel::setText);
    connect(m_cancel, &QPushButton::clicked, session, &Session::cancelConnecting);
    connect(m_environment, &QPushButton::clicked, this, &FirstRunPage::environmentChosen);
}

QPushButton *FirstRunPage::addDoor(Glyph glyph, const QString &name, const QString &title, const QString &text)
{
    auto *door = new DoorButton(glyph, title, text, m_doors);
    door->setObjectName(name);
    m_doors->layout()->addWidget(door);
    return door;
}

void FirstRunPage::buildLayout()
{
    auto *headline = new QLabel(tr("Choose a server for the pools"), this);
    QFont large = headline->font();
    large.setPointSizeF(large.pointSizeF() * 1.6);
    headline->setFont(large);
    headline->setAlignment(Qt::AlignHCenter);

    auto *row = new QHBoxLayout(m_doors);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    connect(addDoor(Glyph::Sandbox, u"doorSandbox"_s, tr("&Try it here"),
                    tr("Poolwart creates a private PostgreSQL server and stops it at exit. Your own servers are not "
                       "touched.")),
            &QPushButton::clicked, this, &FirstRunPage::sandboxChosen);
    connect(addDoor(Glyph::Connect, u"doorConnect"_s, tr("&Connect to my server"),
                    tr("By URI, service or host. The traffic that you choose runs on that server.")),
            &QPushButton::clicked, this, &FirstRunPage::connectChosen);
    connect(addDoor(Glyph::Open, u"doorOpen"_s, tr("&Open a plan"),
                    tr("Try the pools of a plan or run file on the sandbox. You can also drop the file here.")),
            &QPushButton::clicked, this, &FirstRunPage::planChosen);

    m_environment->setObjectName(u"connectEnvironment"_s);
    m_progress->setObjectName(u"firstRunProgress"_s);
    m_progress->setAlignment(Qt::AlignHCenter);
    m_cancel->setObjectName(u"cancelConnecting"_s);
    m_cancel->setToolTip(tr("Stop connecting"));

    auto *column = new QVBoxLayout(this);
    column->setSpacing(20);
    column->addStretch(2);
    column->addWidget(headline);
    column->addWidget(m_doors, 0, Qt::AlignHCenter);
    column->addWidget(m_environment, 0, Qt::AlignHCenter);
    column->addWidget(m_progress);
    column->addWidget(m_cancel, 0, Qt::AlignHCenter);
    column->addStretch(3);
}

void FirstRunPage::offerEnvironment()
{
    const Outcome<EnvironmentTarget> found = environmentTarget();
    m_environment->setVisible(found.ok());
    if (!found)
        return;
    m_environment->setText(tr("Connect to %1, from %2").arg(found->description, found->origin));
    m_environment->setToolTip(tr("Server from the environment variables"));
}

void FirstRunPage::showState()
{
    const bool isConnecting = m_session->state() == Session::State::Connecting;
    m_doors->setEnabled(!isConnecting);
    m_environment->setEnabled(!isConnecting);
    m_cancel->setVisible(isConnecting);
    if (!isConnecting)
        m_progress->clear();
}

} // namespace poolwart
