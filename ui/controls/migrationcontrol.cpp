// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/migrationcontrol.h"

#include "model/session/session.h"
#include "model/tables/format.h"

#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>

#include <utility>

namespace poolwart {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

MigrationControl::MigrationControl(Session *session, Ends ends, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_slider(new QSlider(Qt::Horizontal, this))
    , m_value(new QLabel(this))
    , m_least(new QLabel(this))
    , m_most(new QLabel(tr("all spread"), this))
{
    buildLayout(ends);
    showPlan();
    connect(m_session, &Session::planChanged, this, &MigrationControl::showPlan);
    connect(m_slider, &QSlider::valueChanged, this, &MigrationControl::choose);
    connect(m_slider, &QSlider::sliderPressed, this, &MigrationControl::endGesture);
    connect(m_slider, &QSlider::sliderReleased, this, &MigrationControl::endGesture);
    m_settling.setSingleShot(true);
    m_settling.setInterval(1s);
    connect(&m_settling, &QTimer::timeout, this, &MigrationControl::endGesture);
}

void MigrationControl::buildLayout(Ends ends)
{
    m_slider->setObjectName(u"migrationShare"_s);
    m_slider->setRange(0, 100);
    m_slider->setPageStep(10);
    m_slider->setMinimumWidth(90);
    m_slider->setToolTip(tr("Share of the requests that is spread over the pools; the rest uses the default pool"));
    m_slider->setAccessibleName(tr("Migration share"));
    m_slider->setWhatsThis(tr("Code written for one pool keeps using the first pool until it is changed. The migration "
                              "share is the share of requests from code that was already changed: 0 % before the "
                              "migration, 100 % after it. Increase it slowly to see when the default pool stops being the "
                              "bottleneck."));
    m_value->setObjectName(u"migrationShareValue"_s);
    m_value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_value->setMinimumWidth(fontMetrics().horizontalAdvance(formatPercent(1)));

    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(6);
    grid->setVerticalSpacing(0);
    grid->addWidget(m_slider, 0, 0, 1, 2);
    grid->addWidget(m_value, 0, 2);
    if (ends == Ends::Shown) {
        grid->addWidget(m_least, 1, 0, Qt::AlignLeft);
        grid->addWidget(m_most, 1, 1, Qt::AlignRight);
    }
    m_least->setVisible(ends == Ends::Shown);
    m_most->setVisible(ends == Ends::Shown);
    setFocusProxy(m_slider);
}

void MigrationControl::showPlan()
{
    const Plan &plan = m_session->plan();
    const QSignalBlocker quiet(m_slider);
    m_slider->setValue(plan.migrationShare);
    m_value->setText(formatPercent(plan.migrationShare / 100.0));
    if (!plan.pools.empty()) {
        const QString name = QString::fromStdString(plan.pools.front().name);
        m_least->setText(tr("all on %1").arg(fontMetrics().elidedText(name, Qt::ElideMiddle, 160)));
    }
}

void MigrationControl::choose(int share)
{
    Plan plan = m_session->plan();
    plan.migrationShare = share;
    if (plan == m_session->plan())
        return;
    if (!std::exchange(m_isInGesture, true))
        m_session->beginGesture();
    if (!m_slider->isSliderDown())
        m_settling.start();
    if (const Done edited = m_session->edit(plan, tr("Migration share")); !edited) {
        showPlan();
        Q_EMIT refused(edited.error());
    }
}

void MigrationControl::endGesture()
{
    m_settling.stop();
    if (std::exchange(m_isInGesture, false))
        m_session->endGesture();
}

} // namespace poolwart
