// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a chart is frozen, and whether it is shown as a table.
#include "ui/charts/framework/chartframe.h"

#include "model/session/session.h"
#include "model/tables/format.h"

#include <QAction>
#include <QLabel>
#include <QStackedWidget>
#include <QTableView>

namespace poolwart {

void ChartFrame::setFrozen(bool frozen)
{
    if (frozen == isFrozen())
        return;
    if (frozen) {
        if (m_session) { // what is hidden now will show this moment
            refresh(m_session->snapshot(), m_session->history());
            m_still = std::make_unique<History>(m_session->history());
        }
        m_frozenSince.start();
        m_frozenTimer.start();
    } else {
        m_still.reset();
        m_frozenSince.invalidate();
        m_frozenTimer.stop();
        catchUp();
    }
    m_frozenLabel->setVisible(frozen);
    sayFrozen();
    redraw();
}

void ChartFrame::sayFrozen()
{
    if (isFrozen())
        m_frozenLabel->setText(tr("paused for %1").arg(formatAge(std::chrono::seconds(m_frozenSince.elapsed() / 1000))));
}

void ChartFrame::setTableShown(bool shown)
{
    const bool hadFocus = m_stack->currentWidget()->hasFocus();
    m_tableAction->setChecked(shown);
    QWidget *page = m_table;
    if (!shown)
        page = m_view;
    m_stack->setCurrentWidget(page);
    setFocusProxy(page);
    if (hadFocus)
        page->setFocus();
    redraw();
}

bool ChartFrame::isTableShown() const
{
    return m_stack->currentWidget() == m_table;
}

} // namespace poolwart
