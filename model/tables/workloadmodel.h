// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/error.h"
#include "model/figures/snapshot.h"
#include "model/tables/mergingtablemodel.h"
#include "model/tables/roles.h"
#include "model/tables/workloadcolumn.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace poolwart {

class Session;

// A script or a class of the workload with the figures of its requests; no figures while the engine still runs another
// workload.
template <class Part>
struct WorkloadRow
{
    std::size_t index = 0;
    Part part;
    std::optional<ClassFigures> figures;

    bool operator==(const WorkloadRow &) const = default;
};

// Common part of the tables of scripts and classes: they follow the session, and a typed value applies at once. A refused one
// is announced, and the old value stays.
class WorkloadModel : public MergingTableModel
{
    Q_OBJECT

public:
    void setFrozen(bool frozen);

Q_SIGNALS:
    void refused(const poolwart::Error &error);

protected:
    WorkloadModel(Session *session, QObject *parent);

    virtual void refresh() = 0;
    const Workload &workload() const;
    bool take(const Outcome<Workload> &workload);
    Session *session() const { return m_session; }
    bool isFrozen() const { return m_frozen; }

private:
    Session *m_session;
    bool m_frozen = false;
};

// The columns after the settings, in both tables.
enum class WorkloadFigure { Requests, ResponseP99, Errors };
QVariant workloadFigure(const std::optional<ClassFigures> &figures, WorkloadFigure figure, int role);

QVariant cellAlignment(bool isText);

// The engine takes a new workload between two snapshots: until then no figures are shown, because they belong to the previous
// one.
template <class Part>
std::vector<WorkloadRow<Part>> workloadRows(const std::vector<Part> &parts, const std::vector<ClassFigures> &figures)
{
    std::vector<WorkloadRow<Part>> rows;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const bool isKnown = i < figures.size() && figures[i].name == parts[i].name;
        rows.push_back({i, parts[i], isKnown ? std::optional(figures[i]) : std::nullopt});
    }
    return rows;
}

// The rows of a paused table.
template <class Row>
void keepFigures(std::vector<Row> &rows, const std::vector<Row> &shown)
{
    for (std::size_t i = 0; i < std::min(rows.size(), shown.size()); ++i)
        rows[i].figures = shown[i].figures;
}

// A table of scripts or classes with Column's columns: settings first, then figures.
template <class Part, class Column>
class WorkloadTable : public WorkloadModel
{
public:
    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(Column::Count); }

    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override
    {
        if (!checkIndex(index, CheckIndexOption::IndexIsValid))
            return {};
        const WorkloadRow<Part> &row = m_rows[static_cast<std::size_t>(index.row())];
        if (isSetting(Column(index.column())))
            return settingData(row, Column(index.column()), role);
        return workloadFigure(row.figures, WorkloadFigure(index.column() - static_cast<int>(Column::Requests)), role);
    }

    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override
    {
        if (role != Qt::EditRole || !flags(index).testFlag(Qt::ItemIsEditable) || isMerging())
            return false;
        return take(withSetting(workload(), static_cast<std::size_t>(index.row()), Column(index.column()), value.toString()));
    }

    Qt::ItemFlags flags(const QModelIndex &index) const override
    {
        const Qt::ItemFlags flags = WorkloadModel::flags(index);
        return index.isValid() && isSetting(Column(index.column())) ? flags | Qt::ItemIsEditable : flags;
    }

protected:
    using WorkloadModel::WorkloadModel;

    virtual QVariant settingData(const WorkloadRow<Part> &row, Column column, int role) const = 0;

    void show(std::vector<WorkloadRow<Part>> rows)
    {
        if (isFrozen())
            keepFigures(rows, m_rows);
        merge(m_rows, std::move(rows), [](const WorkloadRow<Part> &row) { return row.index; });
    }

private:
    std::vector<WorkloadRow<Part>> m_rows;
};

} // namespace poolwart
