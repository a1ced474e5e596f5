// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tables/pooltablemodel.h"
#include "ui/controls/messagebar.h"

#include <QWidget>

class QSplitter;

namespace poolwart {

class DisplayPause;
class LevelMeter;
class LoadChart;
class PoolSelectionActions;
class PoolTable;

// Whether the plan fits the server, the load is spread, and requests wait: meter, chart and table of all pools.
class PoolsPage : public QWidget
{
    Q_OBJECT

public:
    PoolsPage(Session *session, DisplayPause *displayPause, PoolSelectionActions *actions, QWidget *parent = nullptr);

    std::optional<PoolId> currentPool() const;
    bool showsRefusal() const { return m_model->hasProblems(); }
    void revertRefusals() { m_model->revertAll(); }

Q_SIGNALS:
    void currentPoolChanged(std::optional<poolwart::PoolId> pool);
    void messageRaised(const poolwart::Message &message);

private:
    void buildLayout();
    void connectSignals(DisplayPause *displayPause);
    void showSelection();
    void explainRefusal(const QModelIndex &index, const Error &error);
    void keepOneSelected();

    PoolSelectionActions *m_actions;
    PoolTableModel *m_model;
    PoolTable *m_table;
    LevelMeter *m_meter;
    LoadChart *m_chart;
    QSplitter *m_splitter;
};

} // namespace poolwart
