// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDockWidget>

class QAction;
class QActionGroup;
class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QMenu;
class QTableView;
class QToolButton;

namespace poolwart {

class EventFilterModel;
class EventLogModel;
class DisplayPause;
class Session;

// The event log with its filters and the switch for query logging. Follows the newest line while that is visible.
class EventDock : public QDockWidget
{
    Q_OBJECT

public:
    EventDock(Session *session, DisplayPause *displayPause, QWidget *parent = nullptr);

    EventLogModel *log() const { return m_log; }
    void focusFilter();

private:
    void buildLayout();
    QWidget *buildFilters();
    void buildView();
    QMenu *buildQueryMenu();
    void logAsChosen();
    void connectSignals(DisplayPause *displayPause);
    void fillPools();
    void choosePool();
    void copyLines();
    void showDropped();

    Session *m_session;
    EventLogModel *m_log;
    EventFilterModel *m_filtered;
    QTableView *m_view;
    QLineEdit *m_text;
    QComboBox *m_pool;
    QComboBox *m_severity;
    QCheckBox *m_logQueries;
    QToolButton *m_queryOptions;
    QActionGroup *m_queryRate;
    QAction *m_ofThePool; // only queries of the filtered pool
    QAction *m_showParameters;
    QLabel *m_dropped;
    QToolButton *m_clear;
};

} // namespace poolwart
