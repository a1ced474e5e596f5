// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks/slotdock.h"

#include "model/session/session.h"
#include "model/tables/format.h"
#include "model/tables/slottablemodel.h"
#include "ui/charts/framework/poolcolours.h"
#include "ui/controls/displaypause.h"
#include "ui/controls/pagescroller.h"
#include "ui/controls/settledselection.h"
#include "ui/delegates/celldelegate.h"
#include "ui/docks/slotdetails.h"
#include "ui/docks/slotgrid.h"
#include "ui/style/icons.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>

#include <algorithm>

namespace poolwart {

using namespace Qt::StringLiterals;

SlotDock::SlotDock(Session *session, DisplayPause *displayPause, QWidget *parent)
    : QDockWidget(tr("Slots"), parent)
    , m_session(session)
    , m_model(new SlotTableModel(session, this))
    , m_grid(new SlotGrid(m_model))
    , m_table(new QTableView)
    , m_views(new QStackedWidget)
    , m_asTable(new QToolButton)
    , m_pool(new QLabel)
    , m_counts(new QLabel)
    , m_details(new SlotDetails(session))
{
    setObjectName(u"slotDock"_s);
    buildLayout();
    connectSignals(displayPause);
    showTitle();
}

void SlotDock::buildLayout()
{
    buildTable();
    m_views->addWidget(m_grid);
    m_views->addWidget(m_table);

    auto *splitter = new QSplitter(Qt::Vertical);
    auto *upper = new QWidget;
    auto *inUpper = new QVBoxLayout(upper);
    inUpper->setContentsMargins(0, 0, 0, 0);
    inUpper->setSpacing(2);
    inUpper->addWidget(m_views, 1);
    inUpper->addWidget(m_counts);
    m_counts->setObjectName(u"slotCounts"_s);
    m_counts->setContentsMargins(6, 0, 6, 0);
    m_counts->setWordWrap(true);
    splitter->addWidget(upper);
    splitter->addWidget(m_details);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 0);
    splitter->setChildrenCollapsible(false);

    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(buildHeader());
    column->addWidget(splitter, 1);
    setWidget(new PageScroller(content, Qt::Vertical));
}

QWidget *SlotDock::buildHeader()
{
    m_pool->setObjectName(u"slotPool"_s);
    m_pool->setTextFormat(Qt::PlainText);
    m_asTable->setObjectName(u"slotsAsTable"_s);
    m_asTable->setIcon(icon(Glyph::Table));
    m_asTable->setCheckable(true);
    m_asTable->setAutoRaise(true);
    m_asTable->setToolTip(tr("Show the slots as a table"));
    m_asTable->setAccessibleName(tr("Slots as a table"));
    auto *header = new QWidget;
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(6, 2, 2, 0);
    row->addWidget(m_pool, 1);
    row->addWidget(m_asTable);
    return header;
}

void SlotDock::buildTable()
{
    m_table->setObjectName(u"slotTable"_s);
    m_table->setAccessibleName(tr("Slots of the pool, as a table"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new CellDelegate(m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultSectionSize(fontMetrics().horizontalAdvance(u'0') * 9);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
}

void SlotDock::connectSignals(DisplayPause *displayPause)
{
    connect(displayPause, &DisplayPause::changed, m_model, &SlotTableModel::setFrozen);
    connect(m_asTable, &QToolButton::toggled, m_views, &QStackedWidget::setCurrentIndex);
    connect(m_model, &SlotTableModel::updated, this, &SlotDock::showCurrent);
    connect(m_model, &SlotTableModel::updated, this, &SlotDock::showCounts);
    connect(m_session, &Session::planChanged, this, &SlotDock::showTitle);
    connect(m_grid, &SlotGrid::currentRowChanged, this, [this](int row) {
        if (row >= 0)
            m_table->selectRow(row);
        showCurrent();
    });
    connect(new SettledSelection(m_table, m_model), &SettledSelection::changed, this, [this] {
        if (const QModelIndex current = m_table->currentIndex(); current.isValid())
            m_grid->setCurrentRow(current.row());
    });
}

void SlotDock::setPool(std::optional<PoolId> pool)
{
    m_model->setPool(pool);
    showTitle();
}

void SlotDock::showTitle()
{
    const PoolPlan *pool = m_model->pool() ? findPool(m_session->plan(), *m_model->pool()) : nullptr;
    const QString name = pool ? QString::fromStdString(pool->name) : tr("no pool selected");
    m_pool->setText(fontMetrics().elidedText(name, Qt::ElideMiddle, 180));
    m_pool->setToolTip(name);
}

// "12 in use · 3 idle": the legend of the squares, with their number.
void SlotDock::showCounts()
{
    QStringList parts;
    for (const SlotState state :
         {SlotState::InUse, SlotState::Idle, SlotState::Opening, SlotState::Retiring, SlotState::BackingOff, SlotState::Closed}) {
        int count = 0;
        for (int row = 0; row < m_model->rowCount(); ++row)
            count += m_model->rowAt(row).slot.state == state ? 1 : 0;
        if (count > 0)
            parts << u"%1 %2"_s.arg(count).arg(stateName(state));
    }
    const QString text = parts.join(u" · "_s);
    if (text != m_counts->text())
        m_counts->setText(text);
}

void SlotDock::showCurrent()
{
    const int row = m_grid->currentRow();
    if (row < 0 || row >= m_model->rowCount())
        return m_details->showNone();
    m_details->showSlot(m_model->slotAt(row), m_model->rowAt(row));
}

} // namespace poolwart
