// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/canceller.h"
#include "model/engine/connectors.h"
#include "tests/support/eventually.h"
#include "tests/support/tcpproxy.h"
#include "tests/support/testserver.h"
#include "tests/support/threadrefusal.h"

#include <QTest>

#include <asio/executor_work_guard.hpp>

using namespace poolwart;
using namespace std::chrono_literals;

// What the engine has done off its own thread: connections opened and closed, and requests cancelled.
class TestConnectors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        prepareDrivers();
        m_server = std::make_unique<TestServer>();
    }
    void cleanupTestCase() { m_server.reset(); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_silent = std::make_unique<TcpProxy>(static_cast<std::uint16_t>(m_server->port()));
        m_silent->setMode(TcpProxy::Mode::Silent);
        m_context.restart();
        m_executor = std::make_shared<EngineExecutor>(m_context);
        m_opened.clear();
        m_closed = 0;
        ++m_function;
    }
    void cleanup()
    {
        m_executor->close();
        m_silent.reset();
    }

    void manySmallPoolsOpenOnAllThreads_data()
    {
        QTest::addColumn<int>("pools");
        QTest::addColumn<int>("slots");
        QTest::newRow("70 pools of one slot") << 70 << 1;
        QTest::newRow("5 pools of 12 slots") << 5 << 12;
    }
    void manySmallPoolsOpenOnAllThreads()
    {
        QFETCH(int, pools);
        QFETCH(int, slots);
        Connectors connectors(m_executor, opened(), closed());
        openAll(connectors, silentTarget(), pools, slots);
        EVENTUALLY_EQUAL(m_silent->accepted(), static_cast<int>(Connectors::threadCount));
    }

    void throughAPoolerEachOpeningThatWaitsHasAThreadOfItsOwn_data() { manySmallPoolsOpenOnAllThreads_data(); }
    void throughAPoolerEachOpeningThatWaitsHasAThreadOfItsOwn()
    {
        QFETCH(int, pools);
        QFETCH(int, slots);
        Connectors connectors(m_executor, opened(), closed());
        Target target = silentTarget();
        target.pooler = Pooler();
        openAll(connectors, target, pools, slots);
        EVENTUALLY_EQUAL(m_silent->accepted(), std::min(pools * slots, static_cast<int>(Connectors::pooledThreadCount)));
        connectors.cancelOverdueWaiting();
    }

    void whatHasNotBegunIsNotOpenedAfterTheEnd()
    {
        {
            Connectors connectors(m_executor, opened(), closed());
            openAll(connectors, silentTarget(), 5, 12);
            EVENTUALLY_EQUAL(m_silent->accepted(), static_cast<int>(Connectors::threadCount));
        }
        m_silent->cutNow(); // those that were given up go on
        EVENTUALLY_EQUAL(m_silent->openConnections(), 0);
        QCOMPARE(m_silent->accepted(), static_cast<int>(Connectors::threadCount));
    }

    void whatIsOpenAtTheEndIsClosed()
    {
        {
            Connectors connectors(m_executor, opened(), closed());
            openAll(connectors, m_server->target(), 3, 4);
            EVENTUALLY_EQUAL(takeOpened(), 12);
            QCOMPARE(m_server->backends("poolwart/test/"), 12);
        }
        EVENTUALLY_EQUAL(m_server->backends("poolwart/test/"), 0);
    }

    void aConnectionIsClosedOnTheThreadThatOpenedIt()
    {
        Connectors connectors(m_executor, opened(), closed());
        openAll(connectors, m_server->target(), 3, 4);
        EVENTUALLY_EQUAL(takeOpened(), 12);
        for (const SlotId slot : slotsOf(3, 4))
            connectors.close(slot, nameOf(slot)); // Qt warns of one that is not its thread's
        EVENTUALLY_EQUAL(takeClosed(), 12);
        EVENTUALLY_EQUAL(m_server->backends("poolwart/test/"), 0);
    }

    void whereNoThreadCanBeMadeTheOpeningFailsAndTheNextOneMaySucceed()
    {
        Connectors connectors(m_executor, opened(), closed());
        {
            const ThreadRefusal refusal;
            openAll(connectors, m_server->target(), 1, 1);
        }
        EVENTUALLY_EQUAL(takeOpened(), 1);
        QVERIFY(!m_opened.front().handle);
        QCOMPARE(m_opened.front().error.kind, ErrorKind::Internal);
        openAll(connectors, m_server->target(), 1, 1);
        EVENTUALLY_EQUAL(takeOpened(), 2);
        QVERIFY2(m_opened.back().handle, m_opened.back().error.message.c_str());
    }

    void whereNoThreadCanBeMadeACancelIsBackAtOnce()
    {
        int done = 0;
        Canceller canceller;
        const ThreadRefusal refusal;
        canceller.cancel({}, [&done] { ++done; });
        QCOMPARE(done, 1);
    }

private:
    Connectors::OpenedHandler opened()
    {
        return [this](SlotId, const Connectors::Opened &result) { m_opened.push_back(result); };
    }
    Connectors::ClosedHandler closed()
    {
        return [this](SlotId, const Descriptor &) { ++m_closed; };
    }

    Target silentTarget() const { return m_silent->through(m_server->networkTarget()); }

    static std::vector<SlotId> slotsOf(int pools, int slots)
    {
        std::vector<SlotId> all;
        for (int pool = 1; pool <= pools; ++pool) {
            for (int slot = 0; slot < slots; ++slot)
                all.push_back({PoolId(pool), static_cast<SlotIndex>(slot)});
        }
        return all;
    }
    // No function's connection has the name of an earlier one's, which may live on: its thread may have been given up.
    std::string nameOf(SlotId slot) const
    {
        return std::to_string(m_function) + '/' + std::to_string(static_cast<int>(slot.pool)) + '/' + std::to_string(slot.index);
    }

    void openAll(Connectors &connectors, const Target &target, int pools, int slots) const
    {
        const auto shared = std::make_shared<const Target>(target);
        for (const SlotId slot : slotsOf(pools, slots))
            connectors.open(slot, shared,
                            {.connectionName = nameOf(slot),
                             .applicationName = "poolwart/test/" + nameOf(slot),
                             .connectTimeout = std::chrono::milliseconds(hangMs)});
    }

    int takeOpened()
    {
        m_context.poll();
        return static_cast<int>(m_opened.size());
    }

    int takeClosed()
    {
        m_context.poll();
        return m_closed;
    }

    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<TcpProxy> m_silent; // accepts connections and says nothing
    asio::io_context m_context;
    asio::executor_work_guard<asio::io_context::executor_type> m_work{m_context.get_executor()};
    std::shared_ptr<EngineExecutor> m_executor;
    std::vector<Connectors::Opened> m_opened;
    int m_closed = 0;
    int m_function = 0;
};

QTEST_GUILESS_MAIN(TestConnectors)
#include "tst_connectors.moc"
