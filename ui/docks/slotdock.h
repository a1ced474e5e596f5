// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/ids.h"

#include <QDockWidget>

#include <optional>

class QLabel;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace poolwart {

class DisplayPause;
class Session;
class SlotDetails;
class SlotGrid;
class SlotTableModel;

// The slots of the selected pool, as squares or as a table, and the details of the chosen one.
class SlotDock : public QDockWidget
{
    Q_OBJECT

public:
    SlotDock(Session *session, DisplayPause *displayPause, QWidget *parent = nullptr);

    void setPool(std::optional<PoolId> pool);

private:
    void buildLayout();
    QWidget *buildHeader();
    void buildTable();
    void connectSignals(DisplayPause *displayPause);
    void showCurrent();
    void showTitle();
    void showCounts();

    Session *m_session;
    SlotTableModel *m_model;
    SlotGrid *m_grid;
    QTableView *m_table;
    QStackedWidget *m_views;
    QToolButton *m_asTable;
    QLabel *m_pool;
    QLabel *m_counts;
    SlotDetails *m_details;
};

} // namespace poolwart
