// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tables/pooltablemodel.h"

#include "model/session/session.h"
#include "model/tables/poolcell.h"

namespace poolwart {

namespace {

PoolColumn columnAt(const QModelIndex &index)
{
    return PoolColumn(index.column());
}

// How many slots each of `pools` could have at most with everything else unchanged.
int largestFitOf(const Session &session, std::span<const PoolId> pools)
{
    if (pools.size() == 1)
        return largestFit(session.budget(), session.plan(), pools.front());
    int own = 0;
    for (const PoolId id : pools) {
        if (const PoolPlan *pool = findPool(session.plan(), id))
            own += pool->slots;
    }
    const Budget budget = session.budget();
    return std::max(0, (budget.available() - budget.committed + own) / static_cast<int>(pools.size()));
}

} // namespace

PoolTableModel::PoolTableModel(Session *session, QObject *parent)
    : MergingTableModel(parent)
    , m_session(session)
{
    refresh();
    connect(session, &Session::planChanged, this, &PoolTableModel::refresh);
    connect(session, &Session::refreshed, this, [this] {
        if (!m_frozen)
            refresh();
    });
}

int PoolTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int PoolTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : poolColumns;
}

QVariant PoolTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PoolRow &row = rowAt(index.row());
    if (const Refused *refused = refusedAt(index)) {
        if (role == Qt::DisplayRole || role == Qt::EditRole)
            return refused->typed;
        if (role == ProblemRole || role == Qt::ToolTipRole)
            return refused->reason;
        if (role == SuggestionRole)
            return refused->fits ? QVariant(*refused->fits) : QVariant();
    }
    if (role == SparklineRole && columnAt(index) == PoolColumn::InUse)
        return QVariant::fromValue(inUseBySecond(m_session->history().points(), row.plan.id, 30));
    return poolCell(row, columnAt(index), role);
}

bool PoolTableModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable))
        return false;
    const PoolId pool = poolAt(index.row());
    return setSetting(std::span(&pool, 1), columnAt(index), value.toString()).ok();
}

Done PoolTableModel::setSetting(std::span<const PoolId> pools, PoolColumn column, const QString &typed)
{
    Plan plan = m_session->plan();
    for (const PoolId id : pools) {
        PoolPlan *pool = findPool(plan, id);
        if (!pool)
            continue; // it left while it was edited
        Outcome<PoolPlan> changed = withSetting(*pool, column, typed);
        if (!changed) {
            refuse(pools, column, typed, changed.error());
            return changed.error();
        }
        *pool = *std::move(changed);
    }
    for (const PoolId id : pools)
        revert(indexOf(id, column));
    if (plan == m_session->plan())
        return done();

    const QString what = headerData(static_cast<int>(column), Qt::Horizontal).toString();
    const QString where = pools.size() == 1 ? QString::fromStdString(findPool(plan, pools.front())->name)
                                            : tr("%n pools", nullptr, static_cast<int>(pools.size()));
    const Done edited = m_session->edit(plan, tr("%1 of %2").arg(what, where));
    if (!edited)
        refuse(pools, column, typed, edited.error());
    return edited;
}

void PoolTableModel::refuse(std::span<const PoolId> pools, PoolColumn column, const QString &typed, const Error &error)
{
    const bool isOverBudget = error.kind == ErrorKind::BudgetExceeded && column == PoolColumn::Slots;
    const std::optional<int> fits = isOverBudget ? std::optional(largestFitOf(*m_session, pools)) : std::nullopt;
    for (const PoolId pool : pools) {
        const PoolPlan *plan = findPool(m_session->plan(), pool);
        if (!plan)
            continue;
        m_refused[{pool, column}] = {typed, settingInput(*plan, column), reasonInCell(error, column), fits};
        const QModelIndex index = indexOf(pool, column);
        Q_EMIT dataChanged(index, index);
        Q_EMIT refused(index, error);
    }
}

void PoolTableModel::revert(const QModelIndex &index)
{
    if (index.isValid() && m_refused.erase({poolAt(index.row()), columnAt(index)}) > 0)
        Q_EMIT dataChanged(index, index);
}

void PoolTableModel::revertAll()
{
    m_refused.clear();
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

bool PoolTableModel::hasProblem(const QModelIndex &index) const
{
    return refusedAt(index) != nullptr;
}

const PoolTableModel::Refused *PoolTableModel::refusedAt(const QModelIndex &index) const
{
    const auto found = m_refused.find({poolAt(index.row()), columnAt(index)});
    return found == m_refused.end() ? nullptr : &found->second;
}

Qt::ItemFlags PoolTableModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = MergingTableModel::flags(index);
    if (index.isValid() && isSetting(columnAt(index)) && !rowAt(index.row()).leaving)
        flags |= Qt::ItemIsEditable;
    return flags;
}

QVariant PoolTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && section >= 0 && section < poolColumns)
        return poolHeader(PoolColumn(section), role);
    return {};
}

PoolId PoolTableModel::poolAt(int row) const
{
    return rowAt(row).plan.id;
}

const PoolRow &PoolTableModel::rowAt(int row) const
{
    return m_rows.at(static_cast<std::size_t>(row));
}

std::optional<int> PoolTableModel::rowOf(PoolId pool) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (poolAt(row) == pool)
            return row;
    }
    return std::nullopt;
}

QModelIndex PoolTableModel::indexOf(PoolId pool, PoolColumn column) const
{
    const std::optional<int> row = rowOf(pool);
    return row ? index(*row, static_cast<int>(column)) : QModelIndex();
}

void PoolTableModel::setFrozen(bool frozen)
{
    m_frozen = frozen;
    if (!frozen)
        refresh();
}

void PoolTableModel::refresh()
{
    std::vector<PoolRow> rows = poolRows(m_session->plan(), m_session->snapshot(), m_session->history().points(), m_rows);
    if (m_frozen) {
        for (PoolRow &row : rows) {
            if (const std::optional<int> shown = rowOf(row.plan.id))
                row.figures = rowAt(*shown).figures;
        }
    }
    merge(m_rows, std::move(rows), [](const PoolRow &row) { return row.plan.id; });
    dropRefusals();
}

void PoolTableModel::dropRefusals()
{
    std::erase_if(m_refused, [this](const auto &entry) {
        const auto &[pool, column] = entry.first;
        const PoolPlan *plan = findPool(m_session->plan(), pool);
        return !plan || settingInput(*plan, column) != entry.second.instead;
    });
}

} // namespace poolwart
