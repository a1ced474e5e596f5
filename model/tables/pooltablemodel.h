// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/error.h"
#include "model/tables/mergingtablemodel.h"
#include "model/tables/poolcolumn.h"
#include "model/tables/poolrow.h"
#include "model/tables/roles.h"

#include <map>
#include <optional>
#include <span>

namespace poolwart {

class Session;

// The pools of the plan and those being removed, edited in place. A value that the session refuses stays in its cell with the
// reason (ProblemRole) and the largest value that fits, if any (SuggestionRole), until it is reverted or replaced.
class PoolTableModel : public MergingTableModel
{
    Q_OBJECT

public:
    explicit PoolTableModel(Session *session, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    PoolId poolAt(int row) const;
    std::optional<int> rowOf(PoolId pool) const;
    const PoolRow &rowAt(int row) const;

    // Sets one setting of several pools, as one undo step. The error is also shown in the cells.
    Done setSetting(std::span<const PoolId> pools, PoolColumn column, const QString &typed);

    void revert(const QModelIndex &index); // discards a refused value
    void revertAll();
    bool hasProblem(const QModelIndex &index) const;
    bool hasProblems() const { return !m_refused.empty(); }

    // A paused table still follows the plan, but keeps its figures.
    void setFrozen(bool frozen);

Q_SIGNALS:
    void refused(const QModelIndex &index, const poolwart::Error &error);

private:
    struct Refused
    {
        QString typed;
        QString instead; // the plan's value; when it changes, the refusal is obsolete
        QString reason;
        std::optional<int> fits;
    };
    using Cell = std::pair<PoolId, PoolColumn>;

    void refresh();
    void dropRefusals(); // of removed pools and of settings changed elsewhere
    void refuse(std::span<const PoolId> pools, PoolColumn column, const QString &typed, const Error &error);
    const Refused *refusedAt(const QModelIndex &index) const;
    QModelIndex indexOf(PoolId pool, PoolColumn column) const;

    Session *m_session;
    std::vector<PoolRow> m_rows;
    std::map<Cell, Refused> m_refused;
    bool m_frozen = false;
};

} // namespace poolwart
