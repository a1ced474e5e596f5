// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tables/workloadmodel.h"

namespace poolwart {

// The classes of the workload, edited in place.
class ClassTableModel : public WorkloadTable<WorkloadClass, ClassColumn>
{
    Q_OBJECT

public:
    explicit ClassTableModel(Session *session, QObject *parent = nullptr);

    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void refresh() override;
    QVariant settingData(const WorkloadRow<WorkloadClass> &row, ClassColumn column, int role) const override;
};

} // namespace poolwart
