// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/framework/chartdata.h"

#include <QAbstractTableModel>

namespace poolwart {

// A chart's figures as a table, newest sample first, or by percentile. New rows are merged in, so that a selection stays.
class ChartTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    static constexpr int ValueRole = Qt::UserRole; // the exact figure; invalid if there is none

    using QAbstractTableModel::QAbstractTableModel;

    void setData(const ChartData &data, std::chrono::system_clock::time_point origin);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    bool hasColumnsOf(const ChartData &data) const;
    bool hasPercentsOf(const ChartData &data) const;
    void mergeRows(const ChartData &data);
    QVariant along(std::size_t sample, int role) const; // the first column
    std::size_t sampleOf(int row) const;

    ChartData m_data;
    std::chrono::system_clock::time_point m_origin;
};

} // namespace poolwart
