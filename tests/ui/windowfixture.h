// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/session/session.h"
#include "model/tables/poolcolumn.h"
#include "tests/support/eventually.h"
#include "tests/support/testserver.h"
#include "tests/ui/surroundings.h"
#include "ui/controls/messagebar.h"
#include "ui/mainwindow.h"

#include <QAction>
#include <QApplication>
#include <QTableView>
#include <QtTest>

namespace poolwart {

// The real window around a real session, moved by keys, clicks and names.
struct WindowFixture
{
    Session session;
    MainWindow window{&session};

    WindowFixture()
    {
        window.resize(1280, 800);
        window.show();
        (void)QTest::qWaitForWindowExposed(&window, hangMs);
    }

    template <class Widget>
    Widget *find(const char *name) const
    {
        auto *found = window.findChild<Widget *>(QString::fromLatin1(name));
        if (!found)
            qFatal("There is no %s", name);
        return found;
    }

    void trigger(const char *action) const { find<QAction>(action)->trigger(); }
    QString message() const { return find<MessageBar>("messageBar")->text(); }
    QTableView *table() const { return find<QTableView>("poolTable"); }
    QModelIndex cell(int row, PoolColumn column) const { return table()->model()->index(row, static_cast<int>(column)); }

    void connectTo(const Target &target, const Plan &plan)
    {
        QVERIFY(session.replacePlan(plan).ok());
        session.connectTo(target);
        EVENTUALLY_EQUAL(session.state(), Session::State::Connected);
        EVENTUALLY_EQUAL(openSlots(), committedSlots(plan));
    }

    int openSlots() const
    {
        int open = 0;
        for (const PoolSnapshot &pool : session.snapshot().pools)
            open += pool.open;
        return open;
    }

    void startTraffic(const std::string &script, int clients)
    {
        QVERIFY(session.setTraffic({.arrivals = ClosedLoop{.clients = clients}, .workload = soleWorkload(script)}).ok());
        trigger("startTraffic");
        EVENTUALLY(session.snapshot().inFlight > 0);
    }

    // A cell is clicked, opened with F2, typed into and left with Enter, as a person does.
    void typeInto(int row, PoolColumn column, const QString &text) const
    {
        const QModelIndex index = cell(row, column);
        table()->scrollTo(index);
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, table()->visualRect(index).center());
        QTest::keyClick(table(), Qt::Key_F2);
        QWidget *editor = QApplication::focusWidget();
        QVERIFY2(editor && editor != table(), "The cell did not open");
        QTest::keyClick(editor, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(editor, text);
        QTest::keyClick(editor, Qt::Key_Return);
    }

    void selectRow(int row) const
    {
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, table()->visualRect(cell(row, PoolColumn::State)).center());
    }
};

} // namespace poolwart
