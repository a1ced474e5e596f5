// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/session/session.h"
#include "ui/mainwindow.h"

#include <QAction>
#include <QApplication>
#include <QTest>

#include <functional>

namespace poolwart {

// What the benchmarks of the window share: 5 x 12 slots under 60 clients, started by the window's own action.

inline void await(const char *what, const std::function<bool()> &isSo)
{
    if (!QTest::qWaitFor(isSo, 30'000))
        qFatal("%s", what);
}

inline void startTraffic(Session &session, MainWindow &window, const Target &target)
{
    if (!session.replacePlan(uniformPlan(5, 12)))
        qFatal("the plan is refused");
    session.connectTo(target);
    await("not connected", [&] { return session.state() == Session::State::Connected; });
    await("not all slots open", [&] {
        int open = 0;
        for (const PoolSnapshot &pool : session.snapshot().pools)
            open += pool.open;
        return open == 60;
    });
    window.findChild<QAction *>(QStringLiteral("startTraffic"))->trigger();
    await("no traffic", [&] { return session.snapshot().requests.completed > 1'000; });
}

} // namespace poolwart
