// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/server/sandboxpanel.h"

#include "model/session/session.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"

#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>

namespace poolwart {

using namespace Qt::StringLiterals;

SandboxPanel::SandboxPanel(Session *session, QWidget *parent)
    : QGroupBox(tr("Sandbox server"), parent)
    , m_session(session)
    , m_maxConnections(new QSpinBox(this))
    , m_reserved(new QSpinBox(this))
    , m_apply(new QPushButton(icon(Glyph::Restart), tr("&Apply and restart the sandbox"), this))
    , m_fits(new QLabel(this))
{
    setObjectName(u"sandboxPanel"_s);
    buildLayout();
    connectSignals();
    refresh();
}

void SandboxPanel::buildLayout()
{
    m_maxConnections->setObjectName(u"sandboxMaxConnections"_s);
    m_maxConnections->setRange(5, 2'000);
    m_maxConnections->setAlignment(Qt::AlignRight);
    m_maxConnections->setToolTip(tr("max_connections of the sandbox"));
    m_maxConnections->setWhatsThis(tr("The server allocates memory for each connection when it starts. A change therefore needs a "
                                      "restart, and a larger number costs memory."));
    m_reserved->setObjectName(u"sandboxReserved"_s);
    m_reserved->setRange(0, 100);
    m_reserved->setAlignment(Qt::AlignRight);
    m_reserved->setToolTip(tr("superuser_reserved_connections of the sandbox"));
    m_reserved->setWhatsThis(tr("The last connections are reserved for superusers, so that an administrator can still log in "
                                "when applications use all others."));
    m_apply->setObjectName(u"restartSandbox"_s);
    m_apply->setToolTip(tr("Restart the sandbox with these settings; the pools reconnect automatically"));
    m_fits->setWordWrap(true);
    m_fits->setObjectName(u"sandboxFits"_s);

    auto *form = new QFormLayout(this);
    const auto addRow = [this, form](const QString &title, QWidget *field) {
        auto *label = new QLabel(title, this);
        label->setBuddy(field);
        form->addRow(label, field);
    };
    addRow(tr("ma&x_connections"), m_maxConnections);
    addRow(tr("&superuser_reserved_connections"), m_reserved);
    form->addRow(m_fits);
    form->addRow(m_apply);
}

void SandboxPanel::connectSignals()
{
    const auto edited = [this] {
        m_isEdited = true;
        refresh();
    };
    connect(m_maxConnections, &QSpinBox::valueChanged, this, edited);
    connect(m_reserved, &QSpinBox::valueChanged, this, edited);
    connect(m_apply, &QPushButton::clicked, this, &SandboxPanel::apply);
    connect(m_session, &Session::refreshed, this, &SandboxPanel::refresh);
    connect(m_session, &Session::stateChanged, this, &SandboxPanel::refresh);
}

void SandboxPanel::refresh()
{
    const bool isHere = m_session->isSandbox() && m_session->state() != Session::State::Disconnected;
    setVisible(isHere);
    if (!isHere)
        return;
    const ServerLimits &limits = m_session->server().limits;
    if (!m_isEdited && limits.maxConnections > 0) {
        const QSignalBlocker quietMost(m_maxConnections);
        const QSignalBlocker quietReserved(m_reserved);
        m_maxConnections->setValue(limits.maxConnections);
        m_reserved->setValue(limits.superuserReserved);
    }
    const bool isChanged = m_maxConnections->value() != limits.maxConnections || m_reserved->value() != limits.superuserReserved;
    m_isEdited = m_isEdited && isChanged; // the restart has brought it about
    Budget budget = m_session->budget();
    const int usable = m_maxConnections->value() - m_reserved->value() - limits.reserved;
    const int left = usable - budget.others - budget.monitors - budget.committed;
    m_fits->setText(left >= 0 ? tr("The plan fits, with %n slot(s) left.", nullptr, left)
                              : tr("The plan needs %n more slot(s) than these settings allow.", nullptr, -left));
    QPalette colours = palette();
    if (left < 0)
        colours.setColor(QPalette::WindowText, warningColour(colours));
    m_fits->setPalette(colours);
    m_apply->setEnabled(isChanged && left >= 0 && m_session->state() == Session::State::Connected);
}

void SandboxPanel::apply()
{
    m_session->restartSandbox(m_maxConnections->value(), m_reserved->value());
}

} // namespace poolwart
