// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/engine/engine.h"
#include "tests/support/eventually.h"
#include "tests/support/testserver.h"

#include <QTest>

#include <algorithm>
#include <functional>
#include <memory>

namespace poolwart {

// What tests of the engine on a server of their own share.
class EngineFixture : public QObject
{
protected:
    static constexpr const char *run = "poolwart/test";

    std::unique_ptr<TestServer> m_server = std::make_unique<TestServer>();
    std::unique_ptr<Engine> m_engine;
    std::vector<Event> m_events; // that were taken so far

    static TrafficPlan closedLoop(int clients, std::string script, Protocol protocol = Protocol::Prepared)
    {
        TrafficPlan traffic{.arrivals = ClosedLoop{.clients = clients}, .workload = soleWorkload(std::move(script))};
        traffic.protocol = protocol;
        return traffic;
    }

    void start(const Plan &plan, const TrafficPlan &traffic, bool mayWrite = true, const char *user = "app")
    {
        m_events.clear();
        m_engine = std::make_unique<Engine>(1);
        Target target = m_server->target();
        target.parameters["user"] = user;
        m_engine->setTarget(target, run, mayWrite);
        m_engine->setTraffic(traffic);
        m_engine->post(&Dispatcher::apply, plan);
        m_engine->post([](Dispatcher &dispatcher, TimePoint now) { dispatcher.startTraffic(now); });
    }

    bool await(const std::function<bool(const Snapshot &)> &isSo)
    {
        return eventually([&] { return isSo(*m_engine->snapshot()); });
    }
    bool awaitEvent(EventKind kind, const std::string &detail)
    {
        return eventually([&] {
            for (Event &event : m_engine->takeEvents())
                m_events.push_back(std::move(event));
            return std::ranges::any_of(m_events, [&](const Event &event) { return event.kind == kind && event.detail == detail; });
        });
    }

    // The snapshot after everything has ended.
    Snapshot finish(Duration drainDeadline = std::chrono::seconds(10))
    {
        m_engine->shutDown(drainDeadline);
        if (!await([](const Snapshot &seen) { return seen.shutdown == ShutdownPhase::Finished; }))
            qFatal("the engine did not shut down");
        const Snapshot seen = *m_engine->snapshot();
        m_engine.reset();
        return seen;
    }
};

} // namespace poolwart
