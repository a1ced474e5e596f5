// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/messagebar.h"

#include <QMainWindow>

class QListWidget;
class QStackedWidget;

namespace poolwart {

class EventDock;
class DisplayPause;
class PoolSelectionActions;
class PoolsPage;
class Session;
class SlotDock;
class TrafficActions;

// The pages with their list, and the docks around them. Not a window of its own: it replaces the start page once there is a
// server.
class Workspace : public QMainWindow
{
    Q_OBJECT

public:
    Workspace(Session *session, DisplayPause *displayPause, PoolSelectionActions *pools, TrafficActions *traffic,
              QWidget *parent = nullptr);

    QList<QAction *> pageActions() const { return m_pageActions; }
    QList<QAction *> dockActions() const { return m_dockActions; }
    void showPage(int page);
    bool showsRefusal() const; // of an input in a cell
    void revertRefusals();

Q_SIGNALS:
    void messageRaised(const poolwart::Message &message);

private:
    void buildPages(PoolSelectionActions *pools, TrafficActions *traffic);
    void buildPageList();
    void buildDocks();
    void addPage(QWidget *page, const QString &title);
    void connectSignals();

    Session *m_session;
    DisplayPause *m_displayPause;
    QListWidget *m_list;
    QStackedWidget *m_pages;
    PoolsPage *m_pools = nullptr;
    SlotDock *m_slotDock;
    EventDock *m_eventDock;
    QList<QAction *> m_pageActions;
    QList<QAction *> m_dockActions;
};

} // namespace poolwart
