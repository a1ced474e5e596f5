// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/pools/poolspage.h"

#include "model/session/session.h"
#include "ui/actions/poolselectionactions.h"
#include "ui/charts/charts/loadchart.h"
#include "ui/charts/meter/levelmeter.h"
#include "ui/controls/displaypause.h"
#include "ui/pages/pools/pooltable.h"

#include <QSplitter>
#include <QVBoxLayout>

namespace poolwart {

using namespace Qt::StringLiterals;

PoolsPage::PoolsPage(Session *session, DisplayPause *displayPause, PoolSelectionActions *actions, QWidget *parent)
    : QWidget(parent)
    , m_actions(actions)
    , m_model(new PoolTableModel(session, this))
    , m_table(new PoolTable(m_model, this))
    , m_meter(new LevelMeter(session, this))
    , m_chart(new LoadChart(session, this))
    , m_splitter(new QSplitter(Qt::Vertical, this))
{
    setObjectName(u"poolsPage"_s);
    buildLayout();
    connectSignals(displayPause);
    keepOneSelected();
}

void PoolsPage::buildLayout()
{
    m_table->addActions(m_actions->all());
    for (QAction *action : m_actions->all())
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut); // Delete must not reach from elsewhere

    m_splitter->setObjectName(u"poolsSplitter"_s);
    m_splitter->addWidget(m_chart);
    m_splitter->addWidget(m_table);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({3'000, 2'000});
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_meter);
    column->addWidget(m_splitter, 1);
    setFocusProxy(m_table);
}

void PoolsPage::connectSignals(DisplayPause *displayPause)
{
    connect(displayPause, &DisplayPause::changed, m_model, &PoolTableModel::setFrozen);
    connect(displayPause, &DisplayPause::changed, m_meter, &LevelMeter::setFrozen);
    connect(displayPause, &DisplayPause::changed, m_chart, &LoadChart::setFrozen);
    connect(m_table, &PoolTable::selectionMoved, this, &PoolsPage::showSelection);
    connect(m_model, &PoolTableModel::refused, this, &PoolsPage::explainRefusal);
    connect(m_model, &MergingTableModel::merged, this, &PoolsPage::keepOneSelected);
    connect(m_actions, &PoolSelectionActions::poolsAdded, m_table, &PoolTable::selectPools);
}

std::optional<PoolId> PoolsPage::currentPool() const
{
    return m_table->currentPool();
}

void PoolsPage::showSelection()
{
    m_actions->setSelection(m_table->selectedPools());
    Q_EMIT currentPoolChanged(currentPool());
}

// The slots of some pool are always to be seen.
void PoolsPage::keepOneSelected()
{
    if (m_table->selectedPools().empty() && m_model->rowCount() > 0)
        m_table->selectPools({m_model->poolAt(0)});
}

void PoolsPage::explainRefusal(const QModelIndex &index, const Error &error)
{
    Message message = messageOf(error);
    message.text = index.data(ProblemRole).toString();
    const QVariant fits = index.data(SuggestionRole);
    if (fits.isValid() && fits.toInt() > 0) {
        const PoolId pool = m_model->poolAt(index.row());
        const auto column = PoolColumn(index.column());
        message.actionText = tr("Use %n slot(s)", nullptr, fits.toInt());
        std::vector<PoolId> pools = m_table->selectedPools();
        if (std::ranges::find(pools, pool) == pools.end())
            pools = {pool};
        message.action = [this, pools, column, fits] {
            const Done set = m_model->setSetting(pools, column, QString::number(fits.toInt()));
            Q_UNUSED(set); // a new refusal is announced by the model
        };
    } else if (!error.hint.empty()) {
        message.text += u' ' + QString::fromStdString(error.hint);
    }
    Q_EMIT messageRaised(message);
}

} // namespace poolwart
