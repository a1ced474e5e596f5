// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tables/classtablemodel.h"

#include "model/session/session.h"

namespace poolwart {

ClassTableModel::ClassTableModel(Session *session, QObject *parent)
    : WorkloadTable(session, parent)
{
    refresh();
}

QVariant ClassTableModel::settingData(const WorkloadRow<WorkloadClass> &row, ClassColumn column, int role) const
{
    const bool isLost = column == ClassColumn::Pool && row.part.pool
                     && !settingChoices(session()->plan(), column).contains(QString::fromStdString(*row.part.pool));
    switch (role) {
    case Qt::DisplayRole:
        return settingText(row.part, column);
    case Qt::EditRole:
        return settingInput(row.part, column);
    case ChoicesRole:
        return settingChoices(session()->plan(), column);
    case ProblemRole:
    case Qt::ToolTipRole:
        return isLost ? tr("The plan has no pool of this name, so the policy decides.") : QVariant();
    case ToneRole:
        return static_cast<int>(row.part.share == 0 ? Tone::Quiet : Tone::Normal);
    case Qt::TextAlignmentRole:
        return cellAlignment(column == ClassColumn::Name || column == ClassColumn::Pool);
    default:
        return {};
    }
}

QVariant ClassTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const ClassColumn column{section};
    if (role == Qt::TextAlignmentRole)
        return cellAlignment(column == ClassColumn::Name || column == ClassColumn::Pool);
    const bool isToolTip = role == Qt::ToolTipRole;
    if (role != Qt::DisplayRole && !isToolTip)
        return {};
    switch (column) {
    case ClassColumn::Name:
        return isToolTip ? tr("Name of the class") : tr("Class");
    case ClassColumn::Share:
        return isToolTip ? tr("Share of the requests, relative to the other classes; 0: no requests") : tr("Share");
    case ClassColumn::Deadline:
        return isToolTip ? tr("Time from the intended start to the end; a request that takes longer is cancelled") : tr("Deadline");
    case ClassColumn::Pool:
        return isToolTip ? tr("Pool for the requests of this class under every policy") : tr("Route");
    case ClassColumn::Requests:
        return isToolTip ? tr("Requests completed since the last reset") : tr("Requests");
    case ClassColumn::ResponseP99:
        return isToolTip ? tr("99 of 100 requests were faster, counted from the intended start") : tr("Response p99");
    case ClassColumn::Errors:
        return isToolTip ? tr("Requests that failed, timed out or were rejected") : tr("Errors");
    case ClassColumn::Count:
        break;
    }
    return {};
}

void ClassTableModel::refresh()
{
    show(workloadRows(workload().classes, session()->snapshot().classes));
}

} // namespace poolwart
