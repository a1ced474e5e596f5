// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/traffic/trafficpage.h"

#include "model/session/session.h"
#include "ui/actions/trafficactions.h"
#include "ui/controls/arrivalscontrol.h"
#include "ui/controls/migrationcontrol.h"
#include "ui/controls/policycombo.h"
#include "ui/controls/rateshapecontrol.h"
#include "ui/pages/traffic/requestcounts.h"
#include "ui/pages/traffic/scripteditor.h"
#include "ui/pages/traffic/workloadpanel.h"

#include <QAction>
#include <QComboBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QGroupBox>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QSplitter>
#include <QToolButton>

#include <utility>

namespace poolwart {

using namespace Qt::StringLiterals;

TrafficPage::TrafficPage(Session *session, DisplayPause *displayPause, TrafficActions *actions, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_arrivals(new ArrivalsControl(session))
    , m_shape(new RateShapeControl(session))
    , m_thinkTime(new QSpinBox)
    , m_protocol(new QComboBox)
    , m_policy(new PolicyCombo(session))
    , m_migration(new MigrationControl(session, MigrationControl::Ends::Shown))
    , m_workload(new WorkloadPanel(session, displayPause))
    , m_script(new ScriptEditor(session))
{
    setObjectName(u"trafficPage"_s);
    auto *grid = new QGridLayout(this);
    grid->addWidget(buildArrivals(actions), 0, 0);
    grid->addWidget(buildRouting(), 1, 0);
    grid->addWidget(buildAccount(displayPause), 2, 0);
    grid->addWidget(buildWorkload(), 0, 1, 3, 1);
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(2, 1);
    setFocusProxy(m_arrivals);
    showTraffic();
    connectSignals();
}

QWidget *TrafficPage::buildArrivals(TrafficActions *actions)
{
    m_thinkTime->setObjectName(u"thinkTime"_s);
    m_thinkTime->setRange(0, 60'000);
    m_thinkTime->setSuffix(tr(" ms"));
    m_thinkTime->setGroupSeparatorShown(true);
    m_thinkTime->setKeyboardTracking(false);
    m_thinkTime->setAlignment(Qt::AlignRight);
    m_thinkTime->setToolTip(tr("Time between an answer and the client’s next request"));
    m_protocol->setObjectName(u"protocol"_s);
    m_protocol->addItem(tr("Simple"), static_cast<int>(Protocol::Simple));
    m_protocol->addItem(tr("Extended"), static_cast<int>(Protocol::Extended));
    m_protocol->addItem(tr("Prepared"), static_cast<int>(Protocol::Prepared));
    m_protocol->setToolTip(tr("How statements are sent: as text, with separate parameters, or prepared once per connection"));
    m_protocol->setWhatsThis(tr("Simple sends the text, and the server parses and plans it each time. Extended sends the "
                                "parameters separately. Prepared parses once per connection and then only executes; a pooler "
                                "in transaction mode must support it."));

    auto *group = new QGroupBox(tr("Arrivals"));
    auto *form = new QFormLayout(group);
    const auto addRow = [form](const QString &title, QWidget *field) {
        auto *label = new QLabel(title);
        label->setBuddy(field);
        form->addRow(label, field);
    };
    m_arrivals->setObjectName(u"pageArrivals"_s);
    addRow(tr("&Load"), m_arrivals);
    addRow(tr("&Think time"), m_thinkTime);
    form->addRow({}, m_shape);
    addRow(tr("P&rotocol"), m_protocol);
    auto *buttons = new QHBoxLayout;
    for (QAction *action : {actions->start, actions->pause, actions->stop}) {
        auto *button = new QToolButton;
        button->setObjectName(u"page_"_s + action->objectName());
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setFocusPolicy(Qt::StrongFocus);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    form->addRow(buttons);
    return group;
}

QWidget *TrafficPage::buildRouting()
{
    m_policy->setObjectName(u"pagePolicy"_s);
    m_migration->setObjectName(u"pageMigration"_s);
    auto *group = new QGroupBox(tr("Routing"));
    auto *form = new QFormLayout(group);
    auto *policy = new QLabel(tr("Polic&y"));
    policy->setBuddy(m_policy);
    form->addRow(policy, m_policy);
    auto *migration = new QLabel(tr("&Migration share"));
    migration->setBuddy(m_migration);
    form->addRow(migration);
    form->addRow(m_migration);
    return group;
}

QWidget *TrafficPage::buildWorkload()
{
    auto *group = new QGroupBox(tr("Workload"));
    auto *column = new QVBoxLayout(group);
    auto *splitter = new QSplitter(Qt::Vertical);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_workload);
    splitter->addWidget(m_script);
    splitter->setStretchFactor(1, 1);
    column->addWidget(splitter);
    return group;
}

QWidget *TrafficPage::buildAccount(DisplayPause *displayPause)
{
    auto *group = new QGroupBox(tr("Requests by outcome"));
    auto *column = new QVBoxLayout(group);
    column->addWidget(new RequestCountsView(m_session, displayPause));
    return group;
}

void TrafficPage::connectSignals()
{
    connect(m_session, &Session::trafficChanged, this, &TrafficPage::showTraffic);
    connect(m_session, &Session::trafficChanged, this, &TrafficPage::askForWrites);
    connect(m_session, &Session::stateChanged, this, &TrafficPage::askForWrites);
    connect(m_thinkTime, &QSpinBox::valueChanged, this, &TrafficPage::chooseThinkTime);
    connect(m_protocol, &QComboBox::activated, this, &TrafficPage::chooseProtocol);
    connect(m_workload, &WorkloadPanel::scriptChosen, m_script, &ScriptEditor::setScript);
    connect(m_workload, &WorkloadPanel::messageRaised, this, &TrafficPage::messageRaised);
    connect(m_arrivals, &ArrivalsControl::refused, this, &TrafficPage::announce);
    connect(m_shape, &RateShapeControl::refused, this, &TrafficPage::announce);
    connect(m_policy, &PolicyCombo::refused, this, &TrafficPage::announce);
    connect(m_migration, &MigrationControl::refused, this, &TrafficPage::announce);
}

void TrafficPage::showTraffic()
{
    const TrafficPlan &traffic = m_session->traffic();
    const QSignalBlocker quiet(m_thinkTime);
    const auto *closed = std::get_if<ClosedLoop>(&traffic.arrivals);
    m_thinkTime->setEnabled(closed != nullptr); // in an open loop nobody thinks
    if (closed)
        m_thinkTime->setValue(static_cast<int>(closed->thinkTime.count()));
    m_protocol->setCurrentIndex(m_protocol->findData(static_cast<int>(traffic.protocol)));
}

// Once for a script and a target; until it is allowed the sessions are read-only, so that nothing is lost by waiting.
void TrafficPage::askForWrites()
{
    const auto refusal = m_session->state() == Session::State::Connected ? m_session->writeRefusal() : std::nullopt;
    if (!refusal)
        return;
    const QString question = m_session->isHeldForWrites() ? tr("%1 The traffic was stopped until you allow writes on %2.")
                                                                .arg(QString::fromStdString(*refusal), m_session->targetDescription())
                                                          : tr("%1 Its sessions on %2 are read-only until you allow writes.")
                                                                .arg(QString::fromStdString(*refusal), m_session->targetDescription());
    if (question == std::exchange(m_asked, question))
        return;
    Q_EMIT messageRaised({.severity = Severity::Warning,
                          .text = question,
                          .details = {},
                          .actionText = m_session->isHeldForWrites() ? tr("Allow writes and start") : tr("Allow writes"),
                          .action = [session = m_session, target = m_session->target()] { session->allowWrites(*target); }});
}

void TrafficPage::chooseThinkTime(int millis)
{
    TrafficPlan traffic = m_session->traffic();
    if (auto *closed = std::get_if<ClosedLoop>(&traffic.arrivals))
        closed->thinkTime = std::chrono::milliseconds(millis);
    if (const Done changed = m_session->setTraffic(traffic); !changed)
        announce(changed.error());
}

void TrafficPage::chooseProtocol(int index)
{
    TrafficPlan traffic = m_session->traffic();
    traffic.protocol = Protocol(m_protocol->itemData(index).toInt());
    if (const Done changed = m_session->setTraffic(traffic); !changed)
        announce(changed.error());
}

} // namespace poolwart
