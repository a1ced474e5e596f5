// SPDX-License-Identifier: GPL-3.0-or-later
// What a pooler says as it ends a session. Beside tst_serverwords.cpp, for ThreadSanitizer is wrong about the locks of a thread that
// is there while QProcess starts a program: Qt's child shares our memory until it is another program.
#include "tests/engine/enginefixture.h"
#include "tests/support/testpooler.h"

using namespace poolwart;

class TestPoolerWords : public EngineFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void cleanup() { m_engine.reset(); }

    void anIdleSessionThatAPoolerEndsSaysWhy()
    {
        TestPooler impatient(*m_server, {.more = {QStringLiteral("client_idle_timeout = 1")}});
        m_engine = std::make_unique<Engine>(1);
        m_engine->setTarget(impatient.target(), run);
        m_engine->setTraffic(closedLoop(0, "SELECT 1"));
        m_engine->post(&Dispatcher::apply, uniformPlan(1, 1));
        m_engine->post([](Dispatcher &dispatcher, TimePoint now) { dispatcher.startTraffic(now); });
        QVERIFY(awaitEvent(EventKind::SlotLost, "08P01 client_idle_timeout"));
        m_engine.reset(); // before its pooler
    }
};

QTEST_GUILESS_MAIN(TestPoolerWords)
#include "tst_poolerwords.moc"
