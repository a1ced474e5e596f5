// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/event.h"
#include "model/tables/roles.h"

#include <QAbstractTableModel>

#include <deque>
#include <vector>

namespace poolwart {

enum class EventColumn { Time, Pool, Slot, What };
inline constexpr int eventColumns = static_cast<int>(EventColumn::What) + 1;

// The latest events, oldest first, in limited memory: beyond the capacity the oldest are dropped.
class EventLogModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit EventLogModel(QObject *parent = nullptr, std::size_t capacity = 20'000);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    const Event &eventAt(int row) const;
    void append(const std::vector<Event> &events);
    void clear();

    // While the display is paused, new events are kept apart, within the same limit, and appended afterwards.
    void setFrozen(bool frozen);

private:
    void dropFromFront(std::size_t count);

    std::size_t m_capacity;
    std::deque<Event> m_events;
    std::deque<Event> m_held;
    bool m_frozen = false;
};

} // namespace poolwart
