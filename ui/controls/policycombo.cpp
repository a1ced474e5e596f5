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
    setToolTip(tr("Which pool the next request goes to"));
    setAccessibleName(tr("Routing policy"));
    setWhatsThis(tr("Round robin gives each pool its turn without looking, as most home-made pools of pools do: one slow "
                    "pool then collects a queue while others have free slots. Least loaded looks at all pools, power of "
                    "two at two drawn at random, which is nearly as good and much cheaper in a fleet. Weighted gives each pool its "
                    "turn as often as its weight in the plan says. By class keeps the pools that classes of the workload name "
                    "for those classes and takes the others in turn. A class that names a pool goes there under every policy; "
                    "while that pool is not in the plan, or drains, the policy decides."));
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
