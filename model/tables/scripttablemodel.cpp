// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tables/scripttablemodel.h"

#include "model/session/session.h"

namespace poolwart {

namespace {

// A workload of one script has no figures by script: those of the whole are its own.
std::vector<ClassFigures> scriptFigures(const Workload &workload, const Snapshot &snapshot)
{
    if (workload.scripts.size() == 1 && snapshot.scripts.empty())
        return {{.name = workload.scripts.front().name,
                 .className = {},
                 .requests = snapshot.requests,
                 .acquire = snapshot.acquire,
                 .service = snapshot.service,
                 .response = snapshot.response,
                 .errors = {}}};
    return snapshot.scripts;
}

} // namespace

ScriptTableModel::ScriptTableModel(Session *session, QObject *parent)
    : WorkloadTable(session, parent)
{
    refresh();
}

QVariant ScriptTableModel::settingData(const WorkloadRow<WorkloadScript> &row, ScriptColumn column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        if (column == ScriptColumn::Name && row.part.name.empty())
            return tr("script %1").arg(row.index + 1);
        return settingText(row.part, column);
    case Qt::EditRole:
        return settingText(row.part, column);
    case ChoicesRole:
        return settingChoices(workload(), column);
    case ToneRole:
        return static_cast<int>(row.part.weight == 0 ? Tone::Quiet : Tone::Normal);
    case Qt::TextAlignmentRole:
        return cellAlignment(column != ScriptColumn::Weight);
    default:
        return {};
    }
}

QVariant ScriptTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const ScriptColumn column{section};
    if (role == Qt::TextAlignmentRole)
        return cellAlignment(column == ScriptColumn::Name || column == ScriptColumn::Class);
    const bool isToolTip = role == Qt::ToolTipRole;
    if (role != Qt::DisplayRole && !isToolTip)
        return {};
    switch (column) {
    case ScriptColumn::Name:
        return isToolTip ? tr("Name of the script in figures and files") : tr("Script");
    case ScriptColumn::Weight:
        return isToolTip ? tr("How often the script is drawn, relative to the other scripts of its class; 0: never") : tr("Weight");
    case ScriptColumn::Class:
        return isToolTip ? tr("Class of its requests; a class has its own share, deadline and route") : tr("Class");
    case ScriptColumn::Requests:
        return isToolTip ? tr("Requests completed since the last reset") : tr("Requests");
    case ScriptColumn::ResponseP99:
        return isToolTip ? tr("99 of 100 requests were faster, counted from the intended start") : tr("Response p99");
    case ScriptColumn::Errors:
        return isToolTip ? tr("Requests that failed, timed out or were rejected") : tr("Errors");
    case ScriptColumn::Count:
        break;
    }
    return {};
}

void ScriptTableModel::refresh()
{
    show(workloadRows(workload().scripts, scriptFigures(workload(), session()->snapshot())));
}

} // namespace poolwart
