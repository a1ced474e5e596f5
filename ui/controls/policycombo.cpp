// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/policycombo.h"

#include "model/session/session.h"
#include "model/tables/format.h"

namespace poolwart {

PolicyCombo::PolicyCombo(Session *session, QWidget *parent)
    : QComboBox(parent)
    , m_session(session)
{
    for (const RoutingPolicy policy : routingPolicies) {
        addItem(policyName(policy), static_cast<int>(policy));
        setItemData(count() - 1, policyExplanation(policy), Qt::ToolTipRole);
    }
    setToolTip(tr("Policy that chooses the pool of the next request"));
    setAccessibleName(tr("Routing policy"));
    setWhatsThis(tr("Round robin uses each pool in turn without checking its load: one slow pool collects a "
                    "queue while others have free slots. Least loaded checks all pools; power of two checks two "
                    "pools drawn at random, which is almost as good and cheaper in a fleet. Weighted uses each "
                    "pool in proportion to its weight in the plan. By class reserves the pools that classes of "
                    "the workload name for those classes and uses the others in turn. A class with a pool of its "
                    "own uses that pool under every policy; while that pool is not in the plan, or is draining, "
                    "the policy decides."));
    showPlan();
    connect(session, &Session::planChanged, this, &PolicyCombo::showPlan);
    connect(this, &QComboBox::activated, this, &PolicyCombo::choose);
}

void PolicyCombo::showPlan()
{
    setCurrentIndex(findData(static_cast<int>(m_session->plan().policy)));
}

void PolicyCombo::choose(int index)
{
    Plan plan = m_session->plan();
    plan.policy = RoutingPolicy(itemData(index).toInt());
    if (plan == m_session->plan())
        return;
    if (const Done edited = m_session->edit(plan, tr("Policy: %1").arg(itemText(index))); !edited) {
        showPlan();
        Q_EMIT refused(edited.error());
    }
}

} // namespace poolwart
