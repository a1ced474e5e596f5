// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/session/runarchive.h"
#include "model/tables/mergingtablemodel.h"
#include "model/tables/roles.h"

#include <QStringList>

namespace poolwart {

enum class RunColumn { Started, Plan, Traffic, Throughput, ResponseP99, Length, Health, Notes, Tags, Count };

// The recorded runs, latest first. Notes and tags are edited in place and stored in the run's file.
class RunTableModel : public MergingTableModel
{
    Q_OBJECT

public:
    explicit RunTableModel(RunArchive *archive, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;

    void setRuns(const std::vector<RunEntry> &runs);
    QString path(int row) const;
    bool isReadable(int row) const;

private:
    QString textOf(const RunEntry &run, RunColumn column) const;
    QVariant rawOf(const RunEntry &run, RunColumn column) const;

    RunArchive *m_archive;
    std::vector<RunEntry> m_runs;
};

} // namespace poolwart
