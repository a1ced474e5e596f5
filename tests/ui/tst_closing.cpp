// SPDX-License-Identifier: GPL-3.0-or-later
// The window's way to the end: statements that run are finished, a second close does not wait for them.
#include "tests/support/eventually.h"
#include "tests/support/patientplan.h"
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
        EVENTUALLY_EQUAL(m_server->value("SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'poolwart/%'"), "0");
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
        fixture.connectTo(m_server->target(), patientPlan(2, 3));
        fixture.startTraffic("SELECT pg_sleep(12)", 6); // more than the deadline that is not set has
        fixture.window.setDrainDeadline(1h);
        fixture.window.close();
        QVERIFY(fixture.window.isVisible());
        QVERIFY(fixture.find<QWidget>("shutdownPanel")->isVisible());
        QVERIFY(!fixture.table()->isEnabled());
        QVERIFY(fixture.find<QPushButton>("quitNow")->isEnabled());

        EVENTUALLY_EQUAL(fixture.session.state(), Session::State::Down);
        const ShutdownReport report = fixture.session.report().value();
        QCOMPARE(report.drained, 6u);
        QCOMPARE(report.cancelled, 0u);
        QCOMPARE(report.cut, 0u);
        QCOMPARE(report.backendsLeft, 0);
        EVENTUALLY(!fixture.window.isVisible());
        noBackendIsLeft();
    }

    void aSecondCloseEndsItAtOnce()
    {
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), patientPlan(2, 3));
        fixture.startTraffic("SELECT pg_sleep(3600)", 6);
        fixture.window.setDrainDeadline(1h);
        fixture.window.close();
        EVENTUALLY_EQUAL(fixture.session.snapshot().shutdown, ShutdownPhase::Draining);
        fixture.window.close();
        EVENTUALLY_EQUAL(fixture.session.state(), Session::State::Down);
        QVERIFY(fixture.session.report()->cancelled + fixture.session.report()->cut >= 6);
        noBackendIsLeft();
    }

    void quitNowIsTheSame()
    {
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), patientPlan(1, 2));
        fixture.startTraffic("SELECT pg_sleep(3600)", 2);
        fixture.window.setDrainDeadline(1h);
        QTest::keyClick(&fixture.window, Qt::Key_Q, Qt::ControlModifier);
        EVENTUALLY_EQUAL(fixture.session.state(), Session::State::ShuttingDown);
        QTest::mouseClick(fixture.find<QPushButton>("quitNow"), Qt::LeftButton);
        EVENTUALLY_EQUAL(fixture.session.state(), Session::State::Down);
        noBackendIsLeft();
    }

    void theDrainDeadlineIsKept()
    {
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), patientPlan(1, 2));
        fixture.startTraffic("SELECT pg_sleep(3600)", 2);
        fixture.window.setDrainDeadline(500ms);
        fixture.window.close();
        EVENTUALLY_EQUAL(fixture.session.state(), Session::State::Down);
        QCOMPARE(fixture.session.report()->cancelled, 2u);
        noBackendIsLeft();
    }

    // As a session manager does it: it asks all to save, waits for their answers, then tells them to quit.
    void theEndOfTheDesktopSessionServesWhatRuns()
    {
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), patientPlan(2, 3));
        fixture.startTraffic("SELECT pg_sleep(1)", 6);
        fixture.window.setDrainDeadline(1h);
        fixture.window.setDesktopDeadline(1h);
        QSessionManager &manager = sessionManager();
        manager.setRestartHint(QSessionManager::RestartIfRunning);
        Q_EMIT qApp->commitDataRequest(manager);
        QCOMPARE(manager.restartHint(), QSessionManager::RestartNever);
        QCOMPARE(fixture.session.state(), Session::State::ShuttingDown);
        QVERIFY(fixture.find<QWidget>("shutdownPanel")->isVisible());
        QEvent quit(QEvent::Quit);
        QApplication::sendEvent(qApp, &quit);
        QVERIFY(fixture.window.isVisible());

        EVENTUALLY_EQUAL(fixture.session.state(), Session::State::Down);
        const ShutdownReport report = fixture.session.report().value();
        QCOMPARE(report.drained, 6u);
        QCOMPARE(report.cancelled, 0u);
        QCOMPARE(report.backendsLeft, 0);
        EVENTUALLY(!fixture.window.isVisible());
        noBackendIsLeft();
    }

    void theEndOfTheDesktopSessionWaitsTwoSecondsAndNoLonger()
    {
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), patientPlan(1, 2));
        fixture.startTraffic("SELECT pg_sleep(3600)", 2);
        fixture.window.setDrainDeadline(1h);
        fixture.window.close(); // with its hour, then the session ends
        QElapsedTimer clock;
        clock.start();
        Q_EMIT qApp->commitDataRequest(sessionManager());
        EVENTUALLY_EQUAL(fixture.session.state(), Session::State::Down);
        QVERIFY2(clock.elapsed() >= 1'500, qPrintable(QString::number(clock.elapsed())));
        QCOMPARE(fixture.session.report()->cancelled, 2u);
        noBackendIsLeft();
    }

    void afterTheSessionManagersQuitASecondCloseStillMeansNow()
    {
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), patientPlan(1, 2));
        fixture.startTraffic("SELECT pg_sleep(3600)", 2);
        fixture.window.setDrainDeadline(1h);
        fixture.window.setDesktopDeadline(1h);
        Q_EMIT qApp->commitDataRequest(sessionManager());
        QEvent quit(QEvent::Quit);
        QApplication::sendEvent(qApp, &quit);
        fixture.window.close();
        EVENTUALLY_EQUAL(fixture.session.state(), Session::State::Down);
        noBackendIsLeft();
    }

    void aWindowWithoutAServerClosesToo()
    {
        WindowFixture fixture;
        fixture.window.close();
        EVENTUALLY_EQUAL(fixture.session.state(), Session::State::Down);
        EVENTUALLY(!fixture.window.isVisible());
    }
};

QTEST_MAIN(TestClosing)
#include "tst_closing.moc"
