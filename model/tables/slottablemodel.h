// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/serverstate.h"
#include "model/figures/snapshot.h"
#include "model/tables/mergingtablemodel.h"
#include "model/tables/roles.h"

#include <optional>

namespace poolwart {

class Session;

enum class SlotColumn { Slot, State, BackendPid, Activity, Served, StatementAge, LastError };
inline constexpr int slotColumns = static_cast<int>(SlotColumn::LastError) + 1;

// A slot as the pool sees it and its backend as the server sees it.
struct SlotRow
{
    SlotSnapshot slot;
    std::optional<BackendRow> backend;
    bool isPooled = false; // a client of a pooler: its backend is unknown

    bool operator==(const SlotRow &) const = default;
};

// The slots of one pool, for the slot grid and its table.
class SlotTableModel : public MergingTableModel
{
    Q_OBJECT

public:
    explicit SlotTableModel(Session *session, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    void setPool(std::optional<PoolId> pool);
    std::optional<PoolId> pool() const { return m_pool; }
    SlotId slotAt(int row) const;
    const SlotRow &rowAt(int row) const;

    void setFrozen(bool frozen);

Q_SIGNALS:
    void updated(); // once after each refresh

private:
    void refresh();

    Session *m_session;
    std::optional<PoolId> m_pool;
    std::vector<SlotRow> m_rows;
    bool m_frozen = false;
};

} // namespace poolwart
