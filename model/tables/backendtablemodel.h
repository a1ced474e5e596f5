// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/ids.h"
#include "model/core/serverstate.h"
#include "model/tables/mergingtablemodel.h"
#include "model/tables/roles.h"

#include <optional>
#include <string>

namespace poolwart {

class Session;

enum class BackendColumn { Pid, Pool, Slot, State, WaitEvent, StateAge };
inline constexpr int backendColumns = static_cast<int>(BackendColumn::StateAge) + 1;

// A backend of this run as the server lists it, with its slot, if known.
struct OwnBackend
{
    BackendRow backend;
    std::optional<SlotId> slot;
    std::string poolName;

    bool operator==(const OwnBackend &) const = default;
};

// Our part of pg_stat_activity, which must agree with the pools.
class BackendTableModel : public MergingTableModel
{
    Q_OBJECT

public:
    explicit BackendTableModel(Session *session, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    const OwnBackend &rowAt(int row) const;
    void setFrozen(bool frozen);

private:
    void refresh();

    Session *m_session;
    std::vector<OwnBackend> m_rows;
    bool m_frozen = false;
};

} // namespace poolwart
