// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include <algorithm>
#include <utility>
#include <vector>

namespace poolwart {

// A table model that receives all rows anew ten times per second and turns them into the fewest removals, insertions, moves and
// changes, so that selection, scroll position and open editors survive. During a merge row numbers match neither the old nor
// the new rows: code outside this model that uses a row must wait for merged().
class MergingTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    bool isMerging() const { return m_isMerging; }

Q_SIGNALS:
    void merged(); // the rows are the last ones received

protected:
    // Makes `rows` equal to `wanted`. `keyOf` returns the identity of a row.
    template <class Row, class KeyOf>
    void merge(std::vector<Row> &rows, std::vector<Row> wanted, KeyOf keyOf)
    {
        Q_ASSERT(!m_isMerging); // a view that sets rows from within would invalidate them here
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

    // Moves or inserts the row with the key of `row` at position `at`.
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
