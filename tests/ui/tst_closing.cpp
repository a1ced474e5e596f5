// SPDX-License-Identifier: GPL-3.0-or-later
// The window's way to the end: statements that run are finished, a second close does not wait for them.
#include "tests/ui/windowfixture.h"

#include <QLabel>
#include <QPushButton>
#include <QSessionManager>

#include <memory>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestClosing : public QObject
{
    Q_OBJECT

private:
    TestSurroundings m_surroundings;
    std::unique_ptr<TestServer> m_server;

    void noBackendIsLeft() const
    {
        QTRY_COMPARE_WITH_TIMEOUT(m_server->value("SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'poolwart/%'"),
                                  "0",
                                  1'000);
    }

    // The application's own, which every platform has.
    static QSessionManager &sessionManager()
    {
        auto *manager = qApp->findChild<QSessionManager *>();
        if (!manager)
            qFatal("There is no session manager");
        return *manager;
    }

private Q_SLOTS:
    void initTestCase() { m_server = std::make_unique<TestServer>(); }
    void init() { TestSurroundings::failOnWarning(); }

    void statementsThatRunAreFinished()
    {
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), uniformPlan(2, 3));
        fixture.startTraffic("SELECT pg_sleep(3)", 6);
        fixture.window.close();
        QVERIFY(fixture.window.isVisible());
        QVERIFY(fixture.find<QWidget>("shutdownPanel")->isVisible());
        QVERIFY(!fixture.table()->isEnabled());
        QVERIFY(fixture.find<QPushButton>("quitNow")->isEnabled());

        QTRY_COMPARE_WITH_TIMEOUT(fixture.session.state(), Session::State::Down, 8'000);
        const ShutdownReport report = fixture.session.report().value();
        QCOMPARE(report.drained, 6u);
        QCOMPARE(report.cancelled, 0u);
        QCOMPARE(report.cut, 0u);
        QCOMPARE(report.backendsLeft, 0);
        QTRY_VERIFY(!fixture.window.isVisible());
        noBackendIsLeft();
    }

    void aSecondCloseEndsItAtOnce()
    {
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), uniformPlan(2, 3));
        fixture.startTraffic("SELECT pg_sleep(30)", 6);
        fixture.window.close();
        QTRY_COMPARE(fixture.session.snapshot().shutdown, ShutdownPhase::Draining);
        fixture.window.close();
        QTRY_COMPARE_WITH_TIMEOUT(fixture.session.state(), Session::State::Down, 3'000);
        QVERIFY(fixture.session.report()->cancelled + fixture.session.report()->cut >= 6);
        noBackendIsLeft();
    }

    void quitNowIsTheSame()
    {
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), uniformPlan(1, 2));
        fixture.startTraffic("SELECT pg_sleep(30)", 2);
        QTest::keyClick(&fixture.window, Qt::Key_Q, Qt::ControlModifier);
        QTRY_COMPARE(fixture.session.state(), Session::State::ShuttingDown);
        QTest::mouseClick(fixture.find<QPushButton>("quitNow"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(fixture.session.state(), Session::State::Down, 3'000);
        noBackendIsLeft();
    }

    void theDrainDeadlineIsKept()
    {
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), uniformPlan(1, 2));
        fixture.startTraffic("SELECT pg_sleep(30)", 2);
        fixture.window.setDrainDeadline(500ms);
        fixture.window.close();
        QTRY_COMPARE_WITH_TIMEOUT(fixture.session.state(), Session::State::Down, 4'000);
        QCOMPARE(fixture.session.report()->cancelled, 2u);
        noBackendIsLeft();
    }

    // As a session manager does it: it asks all to save, waits for their answers, then tells them to quit.
    void theEndOfTheDesktopSessionServesWhatRunsForTwoSeconds()
    {
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), uniformPlan(2, 3));
        fixture.startTraffic("SELECT pg_sleep(1)", 6);
        QSessionManager &manager = sessionManager();
        manager.setRestartHint(QSessionManager::RestartIfRunning);
        Q_EMIT qApp->commitDataRequest(manager);
        QCOMPARE(manager.restartHint(), QSessionManager::RestartNever);
        QCOMPARE(fixture.session.state(), Session::State::ShuttingDown);
        QVERIFY(fixture.find<QWidget>("shutdownPanel")->isVisible());
        QEvent quit(QEvent::Quit);
        QApplication::sendEvent(qApp, &quit);
        QVERIFY(fixture.window.isVisible());

        QTRY_COMPARE_WITH_TIMEOUT(fixture.session.state(), Session::State::Down, 4'000);
        const ShutdownReport report = fixture.session.report().value();
        QCOMPARE(report.drained, 6u);
        QCOMPARE(report.cancelled, 0u);
        QCOMPARE(report.backendsLeft, 0);
        QTRY_VERIFY(!fixture.window.isVisible());
        noBackendIsLeft();
    }

    void theEndOfTheDesktopSessionWaitsNoLongerThanTwoSeconds()
    {
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), uniformPlan(1, 2));
        fixture.startTraffic("SELECT pg_sleep(30)", 2);
        fixture.window.close(); // with its ten seconds, then the session ends
        QElapsedTimer clock;
        clock.start();
        Q_EMIT qApp->commitDataRequest(sessionManager());
        QTRY_COMPARE_WITH_TIMEOUT(fixture.session.state(), Session::State::Down, 6'000);
        QVERIFY2(clock.elapsed() >= 1'500 && clock.elapsed() < 4'000, qPrintable(QString::number(clock.elapsed())));
        QCOMPARE(fixture.session.report()->cancelled, 2u);
        noBackendIsLeft();
    }

    void afterTheSessionManagersQuitASecondCloseStillMeansNow()
    {
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), uniformPlan(1, 2));
        fixture.startTraffic("SELECT pg_sleep(30)", 2);
        Q_EMIT qApp->commitDataRequest(sessionManager());
        QEvent quit(QEvent::Quit);
        QApplication::sendEvent(qApp, &quit);
        QElapsedTimer clock;
        clock.start();
        fixture.window.close();
        QTRY_COMPARE_WITH_TIMEOUT(fixture.session.state(), Session::State::Down, 3'000);
        QVERIFY2(clock.elapsed() < 1'500, qPrintable(QString::number(clock.elapsed())));
        noBackendIsLeft();
    }

    void aWindowWithoutAServerClosesToo()
    {
        WindowFixture fixture;
        fixture.window.close();
        QTRY_COMPARE_WITH_TIMEOUT(fixture.session.state(), Session::State::Down, 2'000);
        QTRY_VERIFY(!fixture.window.isVisible());
    }
};

QTEST_MAIN(TestClosing)
#include "tst_closing.moc"
