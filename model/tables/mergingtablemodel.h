// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include <algorithm>
#include <utility>
#include <vector>

namespace poolwart {

// A table whose rows are told anew as a whole, ten times a second, and which turns that into the least removals,
// insertions, moves and changes: selection, scroll position and open editors survive. While it does so, row numbers mean neither what
// they meant before nor what they mean in the session: whoever takes a row for something outside of this model waits for merged().
class MergingTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    bool isMerging() const { return m_isMerging; }

Q_SIGNALS:
    void merged(); // the rows are those that were told last

protected:
    // Makes `rows` equal to `wanted`. `keyOf` tells which rows are the same one, whatever their figures.
    template <class Row, class KeyOf>
    void merge(std::vector<Row> &rows, std::vector<Row> wanted, KeyOf keyOf)
    {
        Q_ASSERT(!m_isMerging); // a view that tells rows anew from within would pull them from under this
        m_isMerging = true;
        removeMissing(rows, wanted, keyOf);
        for (std::size_t at = 0; at < wanted.size(); ++at)
            settle(rows, wanted[at], at, keyOf);
        takeChanges(rows, std::move(wanted));
        m_isMerging = false;
        Q_EMIT merged();
    }

private:
    template <class Row, class KeyOf>
    void removeMissing(std::vector<Row> &rows, const std::vector<Row> &wanted, KeyOf keyOf)
    {
        for (std::size_t at = rows.size(); at-- > 0;) {
            if (std::ranges::find(wanted, keyOf(rows[at]), keyOf) != wanted.end())
                continue;
            beginRemoveRows({}, static_cast<int>(at), static_cast<int>(at));
            rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(at));
            endRemoveRows();
        }
    }

    // Brings the row with the key of `row` to position `at`, from further down or new.
    template <class Row, class KeyOf>
    void settle(std::vector<Row> &rows, const Row &row, std::size_t at, KeyOf keyOf)
    {
        const auto place = rows.begin() + static_cast<std::ptrdiff_t>(at);
        const auto found = std::ranges::find(place, rows.end(), keyOf(row), keyOf);
        const int to = static_cast<int>(at);
        if (found == rows.end()) {
            beginInsertRows({}, to, to);
            rows.insert(place, row);
            endInsertRows();
        } else if (found != place) {
            const int from = static_cast<int>(found - rows.begin());
            beginMoveRows({}, from, from, {}, to);
            std::rotate(place, found, found + 1);
            endMoveRows();
        }
    }

    template <class Row>
    void takeChanges(std::vector<Row> &rows, std::vector<Row> wanted)
    {
        const int lastColumn = columnCount() - 1;
        for (std::size_t at = 0; at < rows.size();) {
            std::size_t end = at;
            for (; end < rows.size() && !(rows[end] == wanted[end]); ++end)
                rows[end] = std::move(wanted[end]);
            if (end > at)
                Q_EMIT dataChanged(index(static_cast<int>(at), 0), index(static_cast<int>(end) - 1, lastColumn));
            at = std::max(end, at + 1);
        }
    }

    bool m_isMerging = false;
};

} // namespace poolwart
