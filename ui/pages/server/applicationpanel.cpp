// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/server/applicationpanel.h"

#include "model/session/session.h"
#include "model/tables/format.h"
#include "ui/style/theme.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>

namespace poolwart {

using namespace Qt::StringLiterals;

ApplicationPanel::ApplicationPanel(Session *session, QWidget *parent)
    : QGroupBox(tr("Your deployment"), parent)
    , m_session(session)
    , m_name(new QLineEdit(this))
    , m_sum(new QLabel(this))
{
    setObjectName(u"applicationPanel"_s);
    setWhatsThis(tr("The whole deployment may need more connections than this plan: each process of each replica "
                    "opens all pools. During a rolling deployment the surge replicas are added."));
    auto *form = new QFormLayout(this);
    m_name->setObjectName(u"applicationName"_s);
    m_name->setToolTip(tr("Name of the exported application in pg_stat_activity"));
    m_name->setMaxLength(static_cast<int>(limits::maxNameBytes));
    auto *label = new QLabel(tr("&Name"), this);
    label->setBuddy(m_name);
    form->addRow(label, m_name);
    m_replicas = addNumber(tr("&Replicas"), u"fleetReplicas"_s, tr("Instances that run at the same time"), 1);
    m_surge = addNumber(tr("S&urge"), u"fleetSurge"_s, tr("Additional instances during a rolling deployment"), 0);
    m_processes = addNumber(tr("&Processes"), u"fleetProcesses"_s, tr("Processes per instance, each with its own pools"), 1);
    m_sum->setObjectName(u"fleetSum"_s);
    m_sum->setWordWrap(true);
    form->addRow(m_sum);
    showPlan();
    connect(m_name, &QLineEdit::editingFinished, this, &ApplicationPanel::apply);
    connect(session, &Session::planChanged, this, &ApplicationPanel::showPlan);
}

QSpinBox *ApplicationPanel::addNumber(const QString &title, const QString &name, const QString &toolTip, int least)
{
    auto *box = new QSpinBox(this);
    box->setObjectName(name);
    box->setRange(least, limits::maxFleet);
    box->setKeyboardTracking(false);
    box->setAlignment(Qt::AlignRight);
    box->setToolTip(toolTip);
    auto *label = new QLabel(title, this);
    label->setBuddy(box);
    qobject_cast<QFormLayout *>(layout())->addRow(label, box);
    connect(box, &QSpinBox::valueChanged, this, &ApplicationPanel::apply);
    return box;
}

void ApplicationPanel::showPlan()
{
    const Plan &plan = m_session->plan();
    const QSignalBlocker quietReplicas(m_replicas);
    const QSignalBlocker quietSurge(m_surge);
    const QSignalBlocker quietProcesses(m_processes);
    m_name->setText(QString::fromStdString(plan.applicationName));
    m_replicas->setValue(plan.fleet.replicas);
    m_surge->setValue(plan.fleet.surge);
    m_processes->setValue(plan.fleet.processes);
    refresh();
}

void ApplicationPanel::refresh()
{
    const Budget budget = m_session->budget();
    const QString fleet = formatCount(static_cast<std::uint64_t>(budget.byFleet));
    const bool isKnown = budget.limits.maxConnections > 0;
    const int available = budget.usable - budget.others;
    const bool fits = !isKnown || budget.byFleet <= available;
    QString text = tr("%n connection(s) in all", nullptr, static_cast<int>(std::min(budget.byFleet, 1'000'000'000LL)));
    if (isKnown)
        text = fits ? tr("%1 connections in all, of %2 available").arg(fleet).arg(available)
                    : u"⚠ "_s + tr("%1 connections in all, but only %2 are available").arg(fleet).arg(available);
    m_sum->setText(text);
    QPalette colours = palette();
    if (!fits)
        colours.setColor(QPalette::WindowText, warningColour(colours));
    m_sum->setPalette(colours);
}

void ApplicationPanel::apply()
{
    Plan plan = m_session->plan();
    plan.applicationName = m_name->text().trimmed().toStdString();
    plan.fleet = {.replicas = m_replicas->value(), .surge = m_surge->value(), .processes = m_processes->value()};
    if (plan == m_session->plan())
        return;
    if (const Done edited = m_session->edit(plan, tr("Your deployment")); !edited) {
        showPlan();
        Q_EMIT refused(edited.error());
    }
}

} // namespace poolwart
