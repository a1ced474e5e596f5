// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tables/workloadmodel.h"

namespace poolwart {

// The scripts of the workload, edited in place.
class ScriptTableModel : public WorkloadTable<WorkloadScript, ScriptColumn>
{
    Q_OBJECT

public:
    explicit ScriptTableModel(Session *session, QObject *parent = nullptr);

    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void refresh() override;
    QVariant settingData(const WorkloadRow<WorkloadScript> &row, ScriptColumn column, int role) const override;
};

} // namespace poolwart
