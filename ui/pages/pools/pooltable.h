// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tables/pooltablemodel.h"

#include <QTableView>

class QSortFilterProxyModel;

namespace poolwart {

// The table of pools: sorted by a click on a header, edited in place. An edit with several selected pools changes all of them,
// except for names. Escape reverts a refused value.
class PoolTable : public QTableView
{
    Q_OBJECT

public:
    explicit PoolTable(PoolTableModel *model, QWidget *parent = nullptr);

    std::vector<PoolId> selectedPools() const;
    std::optional<PoolId> currentPool() const;
    void selectPools(const std::vector<PoolId> &pools);

Q_SIGNALS:
    void selectionMoved(); // and the current row; the rows are consistent by then

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void commitData(QWidget *editor) override;

private:
    void setUpView();
    void setUpColumns();
    void chooseColumns(QPoint at);
    QModelIndex sourceOf(const QModelIndex &index) const;

    PoolTableModel *m_model;
    QSortFilterProxyModel *m_sorted;
};

} // namespace poolwart
