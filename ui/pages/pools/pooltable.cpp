// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/pools/pooltable.h"

#include "ui/controls/settledselection.h"
#include "ui/delegates/celldelegate.h"
#include "ui/delegates/poolnamedelegate.h"
#include "ui/delegates/sparklinedelegate.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QSortFilterProxyModel>

#include <algorithm>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

// Widths in characters of the widest value that is to be expected; the header may need more.
int widthInDigits(PoolColumn column)
{
    switch (column) {
    case PoolColumn::Name:
        return 16;
    case PoolColumn::InUse:
        return 12;
    case PoolColumn::ServedPerSecond:
    case PoolColumn::AcquireP99:
    case PoolColumn::BlockedWait:
        return 8;
    case PoolColumn::State:
        return 16;
    default:
        return 5;
    }
}

} // namespace

PoolTable::PoolTable(PoolTableModel *model, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
    , m_sorted(new QSortFilterProxyModel(this))
{
    m_sorted->setSourceModel(model);
    m_sorted->setSortRole(RawRole);
    m_sorted->setDynamicSortFilter(false); // rows that jump with their figures cannot be read
    setModel(m_sorted);
    connect(new SettledSelection(this, model), &SettledSelection::changed, this, &PoolTable::selectionMoved);
    setUpView();
    setUpColumns();
}

void PoolTable::setUpView()
{
    setObjectName(u"poolTable"_s);
    setAccessibleName(tr("Pools"));
    setWhatsThis(tr("Each row is one pool. Edit name, slots and settings in place: Enter or F2 opens a cell, "
                    "Enter applies, Esc reverts. If several pools are selected, an edit changes all of them. A "
                    "value that exceeds the connection budget stays marked in its cell until it is changed or "
                    "reverted with Esc."));
    setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed | QAbstractItemView::AnyKeyPressed);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setMouseTracking(true);
    setSortingEnabled(true);
    sortByColumn(-1, Qt::AscendingOrder); // the plan's own order until a header is clicked
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 9);
    setItemDelegate(new CellDelegate(this));
    auto *setting = new SettingDelegate(this);
    for (int column = 0; column < poolColumns; ++column) {
        if (isSetting(PoolColumn(column)))
            setItemDelegateForColumn(column, setting);
    }
    setItemDelegateForColumn(static_cast<int>(PoolColumn::Name), new PoolNameDelegate(this));
    setItemDelegateForColumn(static_cast<int>(PoolColumn::InUse), new SparklineDelegate(this));
}

void PoolTable::setUpColumns()
{
    QHeaderView *header = horizontalHeader();
    header->setObjectName(u"poolTableHeader"_s);
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    header->setMinimumSectionSize(fontMetrics().horizontalAdvance(u"0000"_s));
    for (int column = 0; column < poolColumns; ++column) {
        const int forValue = fontMetrics().horizontalAdvance(u'0') * widthInDigits(PoolColumn(column)) + 12;
        const QString title = m_model->headerData(column, Qt::Horizontal).toString();
        header->resizeSection(column, std::max(forValue, fontMetrics().horizontalAdvance(title) + 14));
        setColumnHidden(column, !isWanted(PoolColumn(column)));
    }
    // The sorted column needs room for its arrow too.
    connect(header, &QHeaderView::sortIndicatorChanged, this, [header](int column) {
        if (column >= 0)
            header->resizeSection(column, std::max(header->sectionSize(column), header->sectionSizeHint(column)));
    });
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this, &PoolTable::chooseColumns);
}

void PoolTable::chooseColumns(QPoint at)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"columnMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    for (int column = 1; column < poolColumns; ++column) {
        QAction *show = menu->addAction(m_model->headerData(column, Qt::Horizontal).toString());
        show->setObjectName(u"showColumn%1"_s.arg(column));
        show->setToolTip(m_model->headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString());
        show->setCheckable(true);
        show->setChecked(!isColumnHidden(column));
        connect(show, &QAction::toggled, this, [this, column](bool shown) { setColumnHidden(column, !shown); });
    }
    menu->addSeparator();
    menu->addAction(tr("Sort in plan order"), this, [this] { sortByColumn(-1, Qt::AscendingOrder); });
    menu->popup(horizontalHeader()->mapToGlobal(at));
}

QModelIndex PoolTable::sourceOf(const QModelIndex &index) const
{
    return m_sorted->mapToSource(index);
}

std::vector<PoolId> PoolTable::selectedPools() const
{
    std::vector<PoolId> pools;
    for (const QModelIndex &index : selectionModel()->selectedRows())
        pools.push_back(m_model->poolAt(sourceOf(index).row()));
    return pools;
}

std::optional<PoolId> PoolTable::currentPool() const
{
    const QModelIndex current = sourceOf(currentIndex());
    return current.isValid() ? std::optional(m_model->poolAt(current.row())) : std::nullopt;
}

void PoolTable::selectPools(const std::vector<PoolId> &pools)
{
    QItemSelection selection;
    for (const PoolId pool : pools) {
        if (const std::optional<int> row = m_model->rowOf(pool)) {
            const QModelIndex index = m_sorted->mapFromSource(m_model->index(*row, 0));
            selection.select(index, index);
            setCurrentIndex(index);
        }
    }
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void PoolTable::keyPressEvent(QKeyEvent *event)
{
    const QModelIndex current = currentIndex();
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && state() != EditingState && current.flags().testFlag(Qt::ItemIsEditable))
        return edit(current);
    if (event->key() == Qt::Key_Escape && state() != EditingState && m_model->hasProblem(sourceOf(current)))
        return m_model->revert(sourceOf(current));
    QTableView::keyPressEvent(event);
}

void PoolTable::commitData(QWidget *editor)
{
    const QModelIndex current = sourceOf(currentIndex());
    const std::vector<PoolId> pools = selectedPools();
    const bool isForAll = current.isValid() && pools.size() > 1 && PoolColumn(current.column()) != PoolColumn::Name
                       && std::ranges::find(pools, m_model->poolAt(current.row())) != pools.end();
    if (!isForAll)
        return QTableView::commitData(editor);
    const Done set = m_model->setSetting(pools, PoolColumn(current.column()), SettingDelegate::typedIn(editor));
    Q_UNUSED(set); // a refusal is shown in the cells and announced by the model
}

} // namespace poolwart
